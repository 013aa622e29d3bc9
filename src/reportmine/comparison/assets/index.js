"use strict";
(() => {
  const D = JSON.parse(document.getElementById("data").textContent), root = document.documentElement;
  const VIEWS = ["matrix", "chart", "changes", "measures", "names", "documents", "shared", "candidates", "problems", "reports"];
  const COLORS = ["#c0392b", "#2471a3", "#1e8449", "#b9770e", "#7d3c98", "#566573", "#148f77"];
  const SIZE = 50, NS = "http://www.w3.org/2000/svg";
  const state = { lang: root.dataset.lang, view: "matrix", group: "", which: "all", shared: true, unit: "", name: "", sort: null, up: true, page: 0, chart: 0, text: "" };
  const T = (k) => D.words[state.lang][k] || k;
  const name = (i) => D.indicators[i][state.lang === "zh" ? 1 : 2];
  const make = (ns) => (tag, attrs = {}, ...kids) => {
    const e = ns ? document.createElementNS(NS, tag) : document.createElement(tag);
    for (const [k, v] of Object.entries(attrs)) {
      if (k.startsWith("on")) e.addEventListener(k.slice(2), v); else if (v !== false && v !== null && v !== undefined) e.setAttribute(k, v === true ? "" : v);
    }
    e.append(...kids.filter((k) => k !== null && k !== undefined));
    return e;
  };
  const h = make(false), svg = make(true);
  const link = (r, start, text, kind = "f") => h("a", { href: `reports/${D.reports[r][0]}.html#${kind}${start}` }, text);
  const label = (r) => [D.reports[r][1], D.reports[r][2]].filter(Boolean).join(" · ");

  const byCell = new Map(D.cells.map((c) => [c[0] * 100000 + c[1], c]));
  const users = D.indicators.map(() => new Set());
  D.cells.forEach((c) => users[c[0]].add(D.reports[c[1]][1]));
  const previous = D.reports.map((r, i) => (r[6] > 0 ? i - 1 : -1));
  const last = D.reports.map((r, i) => !D.reports[i + 1] || D.reports[i + 1][1] !== r[1]);
  const cell = (i, r) => byCell.get(i * 100000 + r);
  const trim = (x) => String(Math.round(x * 100) / 100);

  function delta(i, r) {
    const now = cell(i, r), then = previous[r] >= 0 ? cell(i, previous[r]) : null;
    if (!now || !then || now[3] === null || then[3] === null) return "";
    const d = now[3] - then[3];
    return (d > 0 ? "+" : d < 0 ? "−" : "±") + short(Math.abs(d));
  }
  const short = (x) => (x >= 1e8 ? trim(x / 1e8) + (state.lang === "zh" ? "亿" : "e8") : x >= 1e4 ? trim(x / 1e4) + (state.lang === "zh" ? "万" : "e4") : trim(x));

  function shownCell(i, r) {
    const c = cell(i, r);
    if (!c) return h("td", { class: "missing", title: T("missing") }, "—");
    const [, , kind, , text, start, values] = c;
    const main = kind === "m" ? `${T("masked")} ${text}` : text;
    const d = delta(i, r);
    return h("td", { class: kind === "m" ? "masked" : kind === "s" && values ? "several" : "", title: values ? `${T("several")}：${values.join("；")}` : T("sentence") },
      link(r, start, main), d ? h("small", {}, ` ${d}`) : null);
  }
  const inGroup = (i) => {
    const m = D.indicators[i][3], known = D.groups.some((g) => g[0] === m);
    return state.group === "" || (state.group === "-" ? !known : m === state.group);
  };
  function columns() {
    const wanted = state.name.trim().toLowerCase();
    return D.indicators.map((_, i) => i).filter((i) => inGroup(i) && (!state.shared || users[i].size > 1) && (!wanted || name(i).toLowerCase().includes(wanted) || D.indicators[i][1].includes(wanted)));
  }
  function rows() {
    const wanted = state.unit.trim().toLowerCase();
    let out = D.reports.map((_, r) => r).filter((r) => (state.which === "all" || last[r]) && (!wanted || label(r).toLowerCase().includes(wanted)));
    if (state.sort !== null) {
      const key = (r) => { const c = cell(state.sort, r); return c && c[3] !== null ? c[3] : null; };
      out = out.map((r) => [key(r), r]).sort((a, b) => (a[0] === null) - (b[0] === null) || (state.up ? 1 : -1) * (a[0] - b[0]) || a[1] - b[1]).map((x) => x[1]);
    }
    return out;
  }
  const input = (key, text) => h("input", { type: "search", value: state[key], "aria-label": text, placeholder: text, "data-key": key, oninput: (e) => { state[key] = e.target.value; state.page = 0; refresh(e.target); } });
  const choose = (key, options, text) => h("select", { "aria-label": text, "data-key": key, onchange: (e) => { state[key] = e.target.value; state.page = 0; refresh(e.target); } },
    ...options.map(([v, t]) => h("option", { value: v, selected: String(state[key]) === String(v) }, t)));

  function pager(n) {
    const a = n ? state.page * SIZE + 1 : 0, b = Math.min(n, (state.page + 1) * SIZE);
    const go = (by) => () => { state.page += by; draw(); };
    return h("div", { class: "pager" },
      h("button", { type: "button", disabled: state.page === 0, onclick: go(-1) }, T("previous")),
      h("span", { role: "status" }, T("page").replace("{a}", a).replace("{b}", b).replace("{n}", n)),
      h("button", { type: "button", disabled: b >= n, onclick: go(1) }, T("next")));
  }
  const groupChoice = () => choose("group", [["", T("all")], ...D.groups, ["-", T("other_measure")]], T("key_measure"));

  const header = (cols) => h("tr", {}, h("th", { scope: "col", class: "corner" }, T("unit")), ...cols.map((i) => h("th", { scope: "col", "aria-sort": state.sort === i ? (state.up ? "ascending" : "descending") : false },
      h("button", { type: "button", title: T("sort"), onclick: () => { state.up = state.sort === i ? !state.up : false; state.sort = i; draw(); } }, name(i)))));
  const line = (r, cols) => h("tr", {}, h("th", { scope: "row" }, h("a", { href: `reports/${D.reports[r][0]}.html` }, D.reports[r][1]), h("br"), h("small", {}, D.reports[r][2])), ...cols.map((i) => shownCell(i, r)));
  const grid = (cols, some) => h("table", { class: "matrix" }, h("thead", {}, header(cols)), h("tbody", {}, ...some.map((r) => line(r, cols))));

  function matrix() {
    const cols = columns(), all = rows();
    if (state.printing) {
      // paper is narrow: all rows, ten indicators at a time
      return Array.from({ length: Math.ceil(cols.length / 10) }, (_, n) => grid(cols.slice(n * 10, n * 10 + 10), all)).flatMap((t) => [t, h("br")]);
    }
    return [h("div", { class: "controls" }, groupChoice(), choose("which", [["all", T("all_reports")], ["latest", T("latest")]], T("reports")),
      input("unit", `${T("unit")} ${T("filter")}`), input("name", `${T("indicator")} ${T("filter")}`),
      h("label", {}, h("input", { type: "checkbox", checked: state.shared, onchange: (e) => { state.shared = e.target.checked; draw(); } }), " ", T("at_least_two")),
      h("span", { class: "quiet" }, `${cols.length} ${T("indicator")}`)),
      pager(all.length), h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": T("matrix") }, grid(cols, all.slice(state.page * SIZE, (state.page + 1) * SIZE)))];
  }

  function chart() {
    const options = D.indicators.map((_, i) => i).filter((i) => users[i].size > 1 && inGroup(i));
    if (!options.includes(Number(state.chart))) state.chart = options.length ? options[0] : 0;
    const i = Number(state.chart), data = D.reports.map((_, r) => r).filter((r) => cell(i, r));
    const top = Math.max(1e-9, ...data.map((r) => cell(i, r)[3] || 0)), line = 24, left = 250, width = 900;
    const bars = data.flatMap((r, n) => {
      const c = cell(i, r), y = n * line, w = c[3] === null ? 0 : (c[3] / top) * (width - left - 150);
      return [svg("text", { x: left - 8, y: y + 16, "text-anchor": "end" }, label(r).slice(0, 22)),
        svg("rect", { x: left, y: y + 4, width: Math.max(0, w), height: 15, fill: last[r] && D.reports[r][6] ? "#2471a3" : "#9fc2dd" }),
        svg("text", { x: left + w + 6, y: y + 16 }, c[2] === "m" ? `${T("masked")} ${c[4]}` : c[4])];
    });
    return [h("div", { class: "controls" }, groupChoice(), choose("chart", options.map((o) => [o, name(o)]), T("indicator"))),
      data.length ? svg("svg", { viewBox: `0 0 ${width} ${Math.max(1, data.length) * line + 4}`, width, role: "img", "aria-label": name(i) }, svg("title", {}, name(i)), ...bars) : T("nothing")];
  }

  function table(heads, data, controls = []) {
    const wanted = state.text.trim().toLowerCase();
    let all = wanted ? data.filter((row) => row.some((c) => String(textOf(c)).toLowerCase().includes(wanted))) : data;
    if (state.sort !== null && heads[state.sort]) {
      all = [...all].sort((a, b) => {
        const x = sortable(a[state.sort]), y = sortable(b[state.sort]);
        return (state.up ? 1 : -1) * (typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y), "zh"));
      });
    }
    const head = h("tr", {}, ...heads.map((t, n) => h("th", { scope: "col", "aria-sort": state.sort === n ? (state.up ? "ascending" : "descending") : false },
      h("button", { type: "button", title: T("sort"), onclick: () => { state.up = state.sort === n ? !state.up : true; state.sort = n; draw(); } }, t))));
    const body = all.slice(state.page * SIZE, (state.page + 1) * SIZE).map((row) => h("tr", {}, ...row.map((c) => h("td", {}, nodeOf(c)))));
    return [h("div", { class: "controls" }, ...controls, input("text", T("filter"))), pager(all.length),
      all.length ? h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": T(state.view) }, h("table", {}, h("thead", {}, head), h("tbody", {}, ...body))) : h("p", {}, T("nothing"))];
  }
  const textOf = (c) => (c && c.text !== undefined ? c.text : c === null || c === undefined ? "" : c);
  const sortable = (c) => (c && c.key !== undefined ? c.key : textOf(c));
  const nodeOf = (c) => (c && c.node ? c.node() : document.createTextNode(String(textOf(c))));
  const ref = (r, start, text, kind, key) => ({ text, key, node: () => link(r, start, text, kind) });
  const yes = (v) => (v === null ? "—" : v ? T("yes") : T("no"));

  function changes() {
    const out = [];
    D.cells.forEach((c) => {
      const [i, r] = c, p = previous[r];
      const then = p >= 0 ? cell(i, p) : null;
      if (!then || then[3] === null || c[3] === null || !inGroup(i)) return;
      out.push([name(i), D.reports[r][1], ref(p, then[5], then[4], "f", then[3]), ref(r, c[5], c[4], "f", c[3]), { text: delta(i, r), key: c[3] - then[3] }, then[3] ? Math.round((c[3] / then[3]) * 100) / 100 : ""]);
    });
    return table([T("indicator"), T("unit"), T("before"), T("after"), T("change"), T("ratio")], out, [groupChoice()]);
  }

  function measures() {
    const kinds = D.groups, line = 24, left = 250, width = 900, per = new Map();
    D.measures.forEach((m) => { if (!per.has(m[0])) per.set(m[0], []); per.get(m[0]).push(m); });
    const shown = [...per].slice(state.page * SIZE, (state.page + 1) * SIZE);
    const bars = shown.flatMap(([r, list], n) => {
      let x = left;
      return [svg("text", { x: left - 8, y: n * line + 16, "text-anchor": "end" }, label(r).slice(0, 22)), ...list.map((m) => {
        const w = m[4] * (width - left - 10), k = kinds.findIndex((g) => g[0] === m[1]);
        const bar = svg("rect", { x, y: n * line + 4, width: Math.max(0, w), height: 15, fill: COLORS[k % COLORS.length] }, svg("title", {}, `${label(r)} ${m[2]} ${trim(m[4] * 100)}%`));
        x += w;
        return bar;
      })];
    });
    const legend = h("p", { class: "legend" }, ...kinds.flatMap(([, t], k) => [svg("svg", { width: 14, height: 12 }, svg("rect", { width: 12, height: 12, fill: COLORS[k % COLORS.length] })), ` ${t}  `]));
    const data = D.measures.map((m) => [{ text: label(m[0]), node: () => h("a", { href: `reports/${D.reports[m[0]][0]}.html` }, label(m[0])) }, m[2], m[3], { text: trim(m[4] * 100) + "%", key: m[4] }, m[5], m[6], m[3] === 0 ? T("missing") : ""]);
    return [legend, svg("svg", { viewBox: `0 0 ${width} ${shown.length * line + 4}`, width, role: "img", "aria-label": T("measures") }, ...bars),
      ...table([T("unit"), T("key_measure"), T("sentences"), T("share"), T("facts_count"), T("masked_facts"), T("missing")], data)];
  }
  const names = () => table([T("name"), T("label"), T("unit"), T("spelled_out"), T("agrees"), T("shared_with"), T("national"), T("members")],
    D.names.map((n) => [ref(n[8][0][0], n[8][0][1], n[0], "n"), n[1], n[2], yes(n[3]), yes(n[4]), { text: n[5].join("、") + (n[9] > n[5].length ? ` … (${n[9]})` : ""), key: n[9] }, yes(n[7]), n[6].join("；")]));
  const documents = () => table([T("unit"), T("title_of"), T("number"), T("action")], D.documents.map((d) => [label(d[0]), ref(d[0], d[4], d[1], "d"), d[2], d[3]]));
  const shared = () => table([T("unit"), T("other"), T("length"), T("passage")], D.shared.map((s) => [place(s[0], s[1]), place(s[2], s[3]), s[4], s[5]]));
  const place = (r, start) => ({ text: label(r), node: () => h("a", { href: `reports/${D.reports[r][0]}.html#at${start}` }, label(r)) });
  const candidates = () => table([T("object"), T("measured_in"), T("facts_count"), T("reports_count"), T("example")], D.candidates.map((c) => [c[0], c[1], c[2], c[3], { text: c[4], node: () => h("span", {}, c[4], " ", ...c[5].flatMap(([r, s], n) => [link(r, s, `[${n + 1}]`), " "])) }]));
  const reports = () => table([T("unit"), T("when"), T("title_of"), T("characters"), T("facts_count")], D.reports.map((r) => [{ text: r[1], node: () => h("a", { href: `reports/${r[0]}.html` }, r[1]) }, r[2], r[3], r[4], r[5]]));
  function problems() {
    const wanted = state.text.trim().toLowerCase();
    const all = D.problems[state.lang].filter((p) => !wanted || (p[2] + label(p[1]) + p[3]).toLowerCase().includes(wanted));
    return [h("div", { class: "controls" }, input("text", T("filter"))), pager(all.length), h("ul", { class: "findings" }, ...all.slice(state.page * SIZE, (state.page + 1) * SIZE).map((p) => h("li", { class: p[0] },
      h("b", {}, T(p[0])), ` ${label(p[1])}　`, p[2], " ", ...(p[4].length ? p[4].flatMap(([r, s], n) => [link(r, s, `[${n + 1}]`), " "]) : [link(p[1], p[5], "→", "at")]))))];
  }

  const VIEW = { matrix, chart, changes, measures, names, documents, shared, candidates, problems, reports };
  const app = document.getElementById("app");
  function draw() {
    root.lang = root.dataset.lang = state.lang;
    document.title = T("title");
    const tabs = VIEWS.map((v) => h("button", { type: "button", role: "tab", id: `tab-${v}`, "aria-selected": String(state.view === v), "aria-controls": "view", tabindex: state.view === v ? 0 : -1, onclick: () => open(v) }, T(v)));
    const arrows = (e) => {
      const by = { ArrowRight: 1, ArrowLeft: -1 }[e.key];
      if (by) { open(VIEWS[(VIEWS.indexOf(state.view) + by + VIEWS.length) % VIEWS.length]); document.getElementById(`tab-${state.view}`).focus(); }
    };
    app.replaceChildren(h("header", {}, h("div", { class: "bar" }, h("h1", {}, T("title")), h("span", { class: "tools" },
      h("button", { type: "button", id: "language", onclick: () => { state.lang = state.lang === "zh" ? "en" : "zh"; draw(); } }, T("language")), h("button", { type: "button", onclick: () => print() }, T("print")))),
    ...T("note").split("\n").map((t) => h("p", { class: "quiet" }, t)), h("div", { role: "tablist", "aria-label": T("title"), onkeydown: arrows }, ...tabs)),
    h("div", { id: "view", role: "tabpanel", "aria-labelledby": `tab-${state.view}` }, ...VIEW[state.view](), D.more[state.view] ? h("p", { class: "quiet" }, T("more").replace("{n}", D.more[state.view])) : null));
  }
  function refresh(from) {
    const key = from.dataset.key, at = from.selectionStart;
    draw();
    const e = app.querySelector(`[data-key=${key}]`);
    if (e) { e.focus(); if (at !== undefined && at !== null) e.setSelectionRange(at, at); }
  }
  function open(v) { Object.assign(state, { view: v, sort: null, up: true, page: 0, text: "" }); history.replaceState(null, "", `#${v}`); draw(); }
  const hash = location.hash.slice(1);
  if (VIEWS.includes(hash)) state.view = hash;
  addEventListener("hashchange", () => { const v = location.hash.slice(1); if (VIEWS.includes(v) && v !== state.view) open(v); });
  addEventListener("beforeprint", () => { state.printing = true; draw(); });
  addEventListener("afterprint", () => { state.printing = false; draw(); });
  draw();
})();
