const $ = (s, e = document) => e.querySelector(s), $$ = (s, e = document) => [...e.querySelectorAll(s)];
const D = JSON.parse($("#data").textContent), root = document.documentElement;

// where the comparison was left: the address of that page, in the language chosen here
const back = $("#back"), from = new URLSearchParams(location.search);
function setLanguage(lang) {
  root.dataset.lang = root.lang = lang;
  const filter = $("#filter");
  filter.placeholder = filter.dataset[lang];
  filter.setAttribute("aria-label", filter.dataset[lang]);
  const [tab, ...rest] = location.search.slice(1).split("&").filter((part) => !part.startsWith("lang="));
  back.hash = [tab || "matrix", ...rest, `lang=${lang}`].join("&");
}
$("#language").addEventListener("click", () => setLanguage(root.dataset.lang === "zh" ? "en" : "zh"));
setLanguage(["zh", "en"].includes(from.get("lang")) ? from.get("lang") : root.dataset.lang);
$("#print").addEventListener("click", () => print());

const facts = $$("#text .k[id^=f]");
const lit = [];
const light = (e) => { if (e) { e.classList.add("on"); lit.push(e); } };
const box = h("aside", { id: "record", role: "status", hidden: true, onclick: () => { box.hidden = true; } });
document.body.append(box);

function record(id) {
  const list = h("dl"), row = document.getElementById("row-" + id);
  const put = (k, v) => { if (v) { list.append(h("dt", {}, k), h("dd", {}, v)); } };
  if (row) {
    const heads = $$("#facts thead th").map((th) => th.innerText.trim());
    [...row.cells].forEach((c, i) => put(heads[i], c.innerText.trim()));
  } else if (D.names[id]) {
    const { text, members, label } = D.names[id];
    put("“" + text + "”", label || "·");
    members.forEach((member, i) => put(String(i + 1), member));
  } else if (D.documents[id]) {
    const { title, number, action } = D.documents[id];
    put("《》", title);
    put("№", number);
    put("·", action);
  }
  box.replaceChildren(list);
  box.hidden = !list.children.length;
}
function show(id, scroll = true) {
  lit.splice(0).forEach((e) => e.classList.remove("on"));
  const e = document.getElementById(id) || at(id);
  if (!e) return;
  light(e.closest(".s")); light(e.classList.contains("k") ? e : null); light(document.getElementById("row-" + id));
  if (scroll) (e.closest(".s") || e).scrollIntoView({ block: "center" });
  record(id);
}
function at(id) {
  const place = /^at(\d+)$/.exec(id);
  return place && $$("#text .s").filter((s) => Number(s.id.slice(1)) <= Number(place[1])).pop();
}
function step(by) {
  const at = facts.indexOf(document.activeElement);
  const next = facts[(at + by + facts.length) % facts.length];
  if (next) { next.focus(); show(next.id); }
}
document.addEventListener("click", (ev) => {
  const piece = ev.target.closest("#text .k");
  if (piece) { show(piece.dataset.of, false); history.replaceState(null, "", "#" + piece.dataset.of); }
  const span = ev.target.closest("[data-span]");
  if (span) {
    const [a, b] = span.dataset.span.split("-").map(Number);
    ev.preventDefault();
    lit.splice(0).forEach((e) => e.classList.remove("on"));
    const hit = $$("#text .s").filter((s, i, all) => {
      const from = Number(s.id.slice(1)), next = all[i + 1] ? Number(all[i + 1].id.slice(1)) : Infinity;
      return from < Math.max(b, a + 1) && next > a;
    });
    hit.forEach(light);
    if (hit[0]) hit[0].scrollIntoView({ block: "center" });
  }
});
document.addEventListener("keydown", (ev) => {
  if (ev.target.matches("input,select")) return;
  if (ev.key === "n") step(1);
  else if (ev.key === "p") step(-1);
  else if (ev.key === "Escape") box.hidden = true;
  else if ((ev.key === "Enter" || ev.key === " ") && ev.target.matches(".k")) { ev.preventDefault(); show(ev.target.dataset.of, false); }
});
addEventListener("hashchange", () => show(decodeURIComponent(location.hash.slice(1))));
// after the browser has scrolled to the fragment by itself
if (location.hash) { const go = () => requestAnimationFrame(() => show(decodeURIComponent(location.hash.slice(1)))); document.readyState === "complete" ? go() : addEventListener("load", go); }

const body = $("#facts tbody");
onText($("#filter"), (text) => {
  const wanted = text.trim().toLowerCase();
  for (const r of body.rows) r.hidden = !!wanted && !r.textContent.toLowerCase().includes(wanted);
});
$$("#facts thead th").forEach((th, i) => th.addEventListener("click", () => {
  const up = th.getAttribute("aria-sort") !== "ascending";
  $$("#facts thead th").forEach((t) => t.removeAttribute("aria-sort"));
  th.setAttribute("aria-sort", up ? "ascending" : "descending");
  const key = (r) => { const s = $("[data-sort]", r.cells[i]); return s ? Number(s.dataset.sort) : r.cells[i].innerText.trim(); };
  const order = (a, b) => {
    const x = key(a), y = key(b);
    if (typeof x === typeof y) return typeof x === "number" ? x - y : x.localeCompare(y, "zh");
    return typeof x === "number" ? -1 : 1;
  };
  body.append(...[...body.rows].sort((a, b) => (up ? 1 : -1) * order(a, b)));
}));
