// the state of the page, kept in the address, so that Back, reload and a copied address show the same place:
// #matrix&unit=审计&sort=meetings&down=true&at=1200.300.0
const root = document.documentElement;
// a table of the page's data is one list for every column: here it becomes one record for every row
const records = (columns) => (Object.values(columns)[0] || []).map((_, n) => Object.fromEntries(Object.entries(columns).map(([name, list]) => [name, list[n]])));
const { words: WORDS, more: MORE, ...tables } = JSON.parse(document.getElementById("data").textContent);
const D = Object.fromEntries(Object.entries(tables).map(([name, columns]) => [name, records(columns)]));
const TABS = ["matrix", "chart", "changes", "measures", "names", "documents", "shared", "candidates", "problems", "reports"];
const SIZE = 50;
const users = D.indicators.map(() => new Set());
D.cells.forEach((c) => users[c.indicator].add(D.reports[c.report].unit));
// `every`: also indicators of a single unit, from the start where there are no others
const START = {
  tab: "matrix", lang: root.dataset.lang, group: "", which: "all", every: !users.some((units) => units.size > 1), unit: "", name: "", text: "", sort: "", down: false, page: 0, chart: "", at: "",
};
const state = { ...START };
const T = (key) => WORDS[state.lang][key] || key;

const typed = (first, text) => (typeof first === "number" ? Math.max(0, parseInt(text, 10) || 0) : typeof first === "boolean" ? text === "true" : text);

function address() {
  const changed = Object.keys(START).filter((key) => key !== "tab" && state[key] !== START[key]);
  return `#${state.tab}` + changed.map((key) => `&${key}=${encodeURIComponent(state[key])}`).join("");
}
function readAddress() {
  const [tab, ...rest] = location.hash.slice(1).split("&");
  Object.assign(state, START, TABS.includes(tab) ? { tab } : {});
  for (const [key, text] of new URLSearchParams(rest.join("&"))) {
    if (key !== "tab" && Object.keys(START).includes(key)) state[key] = typed(START[key], text);
  }
  if (!(state.lang in WORDS)) state.lang = START.lang;
}
const saveAddress = () => { if (location.hash !== address()) history.replaceState(null, "", address()); };
