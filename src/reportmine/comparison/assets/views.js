// what every tab shows: its controls, made once, and its content, made again after every change of the state
const COLORS = ["#c0392b", "#2471a3", "#1e8449", "#b9770e", "#7d3c98", "#566573", "#148f77"];
const LINE = 24, LEFT = 250, WIDTH = 900;

const cellOf = new Map(D.cells.map((c) => [`${c.indicator}/${c.report}`, c]));
const cell = (i, r) => cellOf.get(`${i}/${r}`);
const before = D.reports.map((report, r) => (report.place > 0 ? r - 1 : -1));
const latest = D.reports.map((report, r) => !D.reports[r + 1] || D.reports[r + 1].unit !== report.unit);
const numbers = (list) => list.map((_, n) => n);

const nameOf = (i) => (state.lang === "zh" ? D.indicators[i].name : D.indicators[i].name_en);
const label = (r) => [D.reports[r].unit, D.reports[r].when].filter(Boolean).join(" · ");
const trim = (x) => String(Math.round(x * 100) / 100);
const short = (x) => (x >= 1e8 ? trim(x / 1e8) + (state.lang === "zh" ? "亿" : "e8") : x >= 1e4 ? trim(x / 1e4) + (state.lang === "zh" ? "万" : "e4") : trim(x));
const shown = (c) => (c.state === "masked" ? `${T("masked")} ${c.text}` : c.text);
const yes = (value) => (value === null ? "—" : T(value ? "yes" : "no"));
const has = (wanted, ...texts) => texts.some((text) => text.toLowerCase().includes(wanted.trim().toLowerCase()));

const page = (r, place = "") => `reports/${D.reports[r].id}.html${place && `#${place}`}`;
const link = (r, text, place) => h("a", { href: page(r, place) }, text);
const evidence = (list) => list.flatMap((e, n) => [link(e.report, `[${n + 1}]`, `f${e.start}`), " "]);
// a cell of a table: its text, what it is sorted by, and how it looks
const linked = (text, r, place, key) => ({ text, key, node: () => link(r, text, place) });
const textOf = (c) => String(c && c.text !== undefined ? c.text : c ?? "");
const keyOf = (c) => (c && c.key !== undefined ? c.key : typeof c === "number" ? c : textOf(c));

function change(i, r) {
  const now = cell(i, r), then = before[r] >= 0 ? cell(i, before[r]) : null;
  if (!now || !then || now.value === null || then.value === null) return null;
  const by = now.value - then.value;
  return { then, by, text: (by > 0 ? "+" : by < 0 ? "−" : "±") + short(Math.abs(by)) };
}
const inGroup = (i) => {
  const measure = D.indicators[i].measure, known = D.groups.some((g) => g.id === measure);
  return state.group === "" || (state.group === "-" ? !known : measure === state.group);
};
const onPage = (list) => list.slice(state.page * SIZE, (state.page + 1) * SIZE);

// what stands where a table would have no row: why, and the way back to everything
function empty(total) {
  if (!total) return h("p", { class: "empty" }, T("nothing"));
  return h("p", { class: "empty" }, T("nothing_fits"), " ", h("button", { type: "button", "data-key": "clear", onclick: showAll }, T("show_all")));
}
// a caption that sorts; on paper it is plain text, for browsers leave buttons out of a header row that is repeated
const caption = (key, text, downFirst) => h("th", { scope: "col", "aria-sort": state.sort === key ? (state.down ? "descending" : "ascending") : false },
  h("span", { class: "paper" }, text), h("button", { type: "button", title: T("sort"), "data-key": `sort-${key}`, onclick: () => sortBy(key, downFirst) }, text));
const scroll = (table) => h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": T(state.tab), "data-key": "scroll" }, table);

const groupChoice = () => choice("group", T("key_measure"), () => [["", T("all")], ...D.groups.map((g) => [g.id, g.name]), ["-", T("other_measure")]]);

const matrix = {
  controls: () => [groupChoice(), choice("which", T("reports"), () => [["all", T("all_reports")], ["latest", T("latest")]]),
    search("unit", T("filter_unit")), search("name", T("filter_indicator")),
    h("label", {}, h("input", { type: "checkbox", checked: !state.every, "data-key": "every", onchange: (e) => set({ every: !e.target.checked }) }), " ", T("at_least_two"))],
  content() {
    const columns = numbers(D.indicators).filter((i) => inGroup(i) && (state.every || users[i].size > 1) && has(state.name, nameOf(i), D.indicators[i].name));
    const rows = matrixRows(), fits = rows.length && columns.length;
    if (state.printing && fits) {
      // paper is narrow: all rows, ten indicators at a time
      const parts = numbers(Array(Math.ceil(columns.length / 10)).fill()).map((n) => columns.slice(n * 10, n * 10 + 10));
      return { total: rows.length, nodes: () => parts.flatMap((part) => [grid(part, rows), h("br")]) };
    }
    return {
      total: fits ? rows.length : 0, note: T("indicator_count").replace("{n}", columns.length),
      nodes: () => [fits ? scroll(grid(columns, onPage(rows))) : empty(D.cells.length)],
    };
  },
};
function matrixRows() {
  const rows = numbers(D.reports).filter((r) => (state.which === "all" || latest[r]) && has(state.unit, label(r)));
  const sorted = D.indicators.findIndex((i) => i.id === state.sort);
  if (sorted < 0) return rows;
  const key = (r) => cell(sorted, r)?.value ?? null;
  // reports without a number come last whichever way the others are sorted
  return rows.sort((a, b) => (key(a) === null) - (key(b) === null) || (state.down ? -1 : 1) * (key(a) - key(b)) || a - b);
}
const grid = (columns, rows) => h("table", { class: "matrix" },
  h("thead", {}, h("tr", {}, h("th", { scope: "col", class: "corner" }, T("unit")), ...columns.map((i) => caption(D.indicators[i].id, nameOf(i), true)))),
  h("tbody", {}, ...rows.map((r) => h("tr", {}, h("th", { scope: "row" }, link(r, D.reports[r].unit), h("br"), h("small", {}, D.reports[r].when)), ...columns.map((i) => figure(i, r))))));
function figure(i, r) {
  const c = cell(i, r), by = change(i, r);
  if (!c) return h("td", { class: "missing", title: T("missing") }, "—");
  const kind = c.state === "masked" ? "masked" : c.values ? "several" : false;
  return h("td", { class: kind, title: c.values ? `${T("several")}：${c.values.join("；")}` : T("sentence") },
    link(r, shown(c), `f${c.start}`), by ? h("small", {}, ` ${by.text}`) : null);
}

const charted = () => numbers(D.indicators).filter((i) => (START.every || users[i].size > 1) && inGroup(i));
const bar = (n, x, width, fill, title) => svg("rect", { x, y: n * LINE + 4, width: Math.max(0, width), height: 15, fill }, title ? svg("title", {}, title) : null);
const beside = (n, r) => svg("text", { x: LEFT - 8, y: n * LINE + 16, "text-anchor": "end" }, label(r).slice(0, 22));
const drawing = (lines, name, ...parts) => svg("svg", { viewBox: `0 0 ${WIDTH} ${Math.max(1, lines) * LINE + 4}`, width: WIDTH, role: "img", "aria-label": name }, svg("title", {}, name), ...parts);
const chart = {
  controls: () => [groupChoice(), choice("chart", T("indicator"), () => charted().map((i) => [D.indicators[i].id, nameOf(i)]))],
  content() {
    const options = charted(), i = options.find((o) => D.indicators[o].id === state.chart) ?? options[0];
    const rows = numbers(D.reports).filter((r) => cell(i, r));
    if (!rows.length) return { nodes: () => [empty(D.cells.length)] };
    const top = Math.max(1e-9, ...rows.map((r) => cell(i, r).value || 0));
    return { nodes: () => [drawing(rows.length, nameOf(i), ...rows.flatMap((r, n) => {
      const c = cell(i, r), width = ((c.value || 0) / top) * (WIDTH - LEFT - 150);
      return [beside(n, r), bar(n, LEFT, width, latest[r] && D.reports[r].place ? "#2471a3" : "#9fc2dd"), svg("text", { x: LEFT + width + 6, y: n * LINE + 16 }, shown(c))];
    }))] };
  },
};

// a table of records: under every caption the cell that a record has there
const listing = (records, columns, { controls = () => [], above = () => [] } = {}) => ({
  controls: () => [...controls(), search("text", T("filter"))],
  content() {
    const all = records(), cells = Object.values(columns);
    let rows = state.text.trim() ? all.filter((record) => has(state.text, ...cells.map((c) => textOf(c(record))))) : all;
    if (Object.keys(columns).includes(state.sort)) rows = sorted(rows, columns[state.sort]);
    const some = onPage(rows);
    const table = () => h("table", {}, h("thead", {}, h("tr", {}, ...Object.keys(columns).map((key) => caption(key, T(key), false)))),
      h("tbody", {}, ...some.map((record) => h("tr", {}, ...cells.map((c) => { const value = c(record); return h("td", {}, value?.node ? value.node() : textOf(value)); })))));
    return { total: rows.length, nodes: () => (rows.length ? [...above(some), scroll(table())] : [empty(all.length)]) };
  },
});
function sorted(records, column) {
  const order = (x, y) => (typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y), "zh"));
  return records.map((record) => [keyOf(column(record)), record]).sort((a, b) => (state.down ? -1 : 1) * order(a[0], b[0])).map((pair) => pair[1]);
}

const changes = listing(() => D.cells.filter((c) => inGroup(c.indicator) && change(c.indicator, c.report)), {
  indicator: (c) => nameOf(c.indicator),
  unit: (c) => D.reports[c.report].unit,
  before: (c) => { const { then } = change(c.indicator, c.report); return linked(then.text, then.report, `f${then.start}`, then.value); },
  after: (c) => linked(c.text, c.report, `f${c.start}`, c.value),
  change: (c) => { const { text, by } = change(c.indicator, c.report); return { text, key: by }; },
  ratio: (c) => { const { then } = change(c.indicator, c.report); return then.value ? Math.round((c.value / then.value) * 100) / 100 : ""; },
}, { controls: () => [groupChoice()] });

const colorOf = (measure) => COLORS[D.groups.findIndex((g) => g.id === measure) % COLORS.length];
function measureBars(some) {
  const legend = h("p", { class: "legend" }, ...D.groups.flatMap((g) => [svg("svg", { width: 14, height: 12 }, svg("rect", { width: 12, height: 12, fill: colorOf(g.id) })), ` ${g.name}  `]));
  const reports = [...new Set(some.map((m) => m.report))];
  const bars = reports.flatMap((r, n) => {
    let x = LEFT;
    return [beside(n, r), ...D.measures.filter((m) => m.report === r).map((m) => {
      const width = m.share * (WIDTH - LEFT - 10);
      x += width;
      return bar(n, x - width, width, colorOf(m.measure), `${label(r)} ${m.name} ${trim(m.share * 100)}%`);
    })];
  });
  return [legend, drawing(reports.length, T("measures"), ...bars)];
}
const measures = listing(() => D.measures, {
  unit: (m) => linked(label(m.report), m.report), key_measure: (m) => m.name, sentences: (m) => m.sentences,
  share: (m) => ({ text: `${trim(m.share * 100)}%`, key: m.share }), facts_count: (m) => m.facts, masked_facts: (m) => m.masked, missing: (m) => (m.sentences ? "" : T("missing")),
}, { above: measureBars });

const names = listing(() => D.names, {
  name: (n) => linked(n.text, n.report, `n${n.start}`), label: (n) => n.label, unit: (n) => n.unit, spelled_out: (n) => yes(n.spelled_out), agrees: (n) => yes(n.agrees),
  shared_with: (n) => ({ text: n.shared_with.join("、") + (n.users > n.shared_with.length ? ` … (${n.users})` : ""), key: n.users }), national: (n) => yes(n.national), members: (n) => n.members.join("；"),
});
const documents = listing(() => D.documents, {
  unit: (d) => label(d.report), title_of: (d) => linked(d.title, d.report, `d${d.start}`), number: (d) => d.number, action: (d) => d.action,
});
const shared = listing(() => D.shared, {
  unit: (s) => linked(label(s.report), s.report, `at${s.start}`), other: (s) => linked(label(s.other), s.other, `at${s.other_start}`), length: (s) => s.length, passage: (s) => s.text,
});
const candidates = listing(() => D.candidates, {
  object: (c) => c.object, measured_in: (c) => c.unit, facts_count: (c) => c.facts, reports_count: (c) => c.reports,
  example: (c) => ({ text: c.example, node: () => h("span", {}, c.example, " ", ...evidence(c.evidence)) }),
});
const reports = listing(() => D.reports.map((report, r) => ({ ...report, r })), {
  unit: (x) => linked(x.unit, x.r), when: (x) => x.when, title_of: (x) => x.title, characters: (x) => x.characters, facts_count: (x) => x.facts,
});
const problems = {
  controls: () => [search("text", T("filter"))],
  content() {
    const all = D.problems.filter((p) => has(state.text, T(p.severity), label(p.report), p[state.lang]));
    const item = (p) => h("li", { class: p.severity }, h("b", {}, T(p.severity)), ` ${label(p.report)}　`, p[state.lang], " ",
      ...(p.evidence.length ? evidence(p.evidence) : [link(p.report, "→", `at${p.start}`)]));
    return { total: all.length, nodes: () => (all.length ? [h("ul", { class: "findings" }, ...onPage(all).map(item))] : [empty(D.problems.length)]) };
  },
};
const VIEWS = { matrix, chart, changes, measures, names, documents, shared, candidates, problems, reports };
