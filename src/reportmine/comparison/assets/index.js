// drawing: the frame (title, tabs, controls) when tab or language change, else only what lies below the controls, so that
// a box is never replaced while somebody types, and focus, sort and the place in the table stay
const app = document.getElementById("app");
let options = [], content = null, pager = null;

// a change of the state: what is below the controls is drawn again from its first row
function set(change) {
  Object.assign(state, { page: 0 }, change);
  draw();
}
const sortBy = (key, downFirst) => set({ sort: key, down: state.sort === key ? !state.down : downFirst });
function showAll() {
  Object.assign(state, { group: "", which: "all", unit: "", name: "", text: "", every: true, page: 0 });
  frame();
  app.querySelector("input[type=search], select").focus();
}

const search = (key, text) => onText(h("input", { type: "search", value: state[key], "aria-label": text, placeholder: text, "data-key": key }),
  (value) => { if (state[key] !== value) set({ [key]: value }); });
function choice(key, text, list) {
  const select = h("select", { "aria-label": text, "data-key": key, onchange: (e) => set({ [key]: e.target.value }) });
  options.push(() => {
    select.replaceChildren(...list().map(([value, name]) => h("option", { value }, name)));
    select.value = state[key];
    if (select.selectedIndex < 0) { select.selectedIndex = 0; state[key] = select.value; }
  });
  return select;
}
function pages() {
  const step = (key, by) => h("button", { type: "button", "data-key": key, onclick: () => set({ page: state.page + by }) }, T(key));
  const back = step("previous", -1), on = step("next", 1), status = h("span", { role: "status" });
  const show = ({ total, note }) => {
    const last = Math.max(0, Math.ceil(total / SIZE) - 1), focused = document.activeElement;
    const rows = T("page").replace("{a}", total ? state.page * SIZE + 1 : 0).replace("{b}", Math.min(total, (state.page + 1) * SIZE)).replace("{n}", total);
    status.textContent = [rows, note].filter(Boolean).join(" · ");
    back.disabled = state.page === 0;
    on.disabled = state.page >= last;
    if (focused === back && back.disabled) on.focus();
    if (focused === on && on.disabled) back.focus();
  };
  return { element: h("div", { class: "pager" }, back, status, on), show };
}

function frame() {
  const key = document.activeElement?.dataset.key;
  root.lang = root.dataset.lang = state.lang;
  document.title = T("title");
  options = [];
  content = h("div", { id: "content" });
  pager = pages();
  const controls = h("div", { class: "controls" }, ...VIEWS[state.tab].controls());
  app.replaceChildren(
    h("header", {}, h("div", { class: "bar" }, h("h1", {}, T("title")), h("span", { class: "tools" },
      h("button", { type: "button", id: "language", "data-key": "language", onclick: () => { state.lang = state.lang === "zh" ? "en" : "zh"; frame(); } }, T("language")),
      h("button", { type: "button", "data-key": "print", onclick: () => print() }, T("print")))),
    ...T("note").split("\n").map((text) => h("p", { class: "quiet" }, text)), h("div", { role: "tablist", "aria-label": T("title"), onkeydown: arrows }, ...TABS.map(tab))),
    h("main", {}, h("div", { id: "view", role: "tabpanel", "aria-labelledby": `tab-${state.tab}` }, controls, pager.element, content,
      MORE[state.tab] ? h("p", { class: "quiet" }, T("more").replace("{n}", MORE[state.tab])) : null)));
  draw();
  focus(key);
}
const tab = (name) => h("button", { type: "button", role: "tab", id: `tab-${name}`, "data-key": `tab-${name}`, "aria-selected": String(state.tab === name), "aria-controls": "view",
  tabindex: state.tab === name ? 0 : -1, onclick: () => open(name) }, T(name));
function arrows(e) {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[e.key];
  if (!by) return;
  open(TABS[(TABS.indexOf(state.tab) + by + TABS.length) % TABS.length]);
  focus(`tab-${state.tab}`);
}

function draw() {
  const key = document.activeElement?.dataset.key, left = box()?.scrollLeft;
  options.forEach((fill) => fill());
  let found = VIEWS[state.tab].content();
  if (state.page && state.page * SIZE >= found.total) {
    // an address of an earlier, longer table
    state.page = Math.max(0, Math.ceil(found.total / SIZE) - 1);
    found = VIEWS[state.tab].content();
  }
  content.replaceChildren(...found.nodes());
  pager.element.hidden = found.total === undefined;
  if (!pager.element.hidden) pager.show(found);
  if (left && box()) box().scrollLeft = left;
  focus(key);
  if (!state.printing) remember();
}
const box = () => content?.querySelector(".scroll");
function focus(key) {
  const wanted = key && [...app.querySelectorAll("[data-key]")].find((e) => e.dataset.key === key);
  if (wanted && wanted !== document.activeElement) wanted.focus({ preventScroll: true });
}

function remember() {
  const at = [box()?.scrollLeft, box()?.scrollTop, scrollY].map((n) => Math.round(n || 0));
  state.at = at.some(Boolean) ? at.join(".") : "";
  saveAddress();
}
// goes to a place that was remembered
function place(at) {
  const [left, top, down] = at.split(".").map((n) => Number(n) || 0);
  if (box()) box().scrollTo(left, top || 0);
  scrollTo(0, down || 0);
  remember();
}
function show() {
  readAddress();
  const { at } = state;
  frame();
  place(at);
}
function open(name) {
  remember();
  Object.assign(state, { tab: name, sort: "", down: false, page: 0, text: "", at: "" });
  history.pushState(null, "", address());
  frame();
}
// the page of a report is told where it was opened from, for its way back
function carry(e) {
  const a = e.target.closest("a[href^=reports]");
  if (a) { remember(); a.search = address().slice(1); }
}

let timer = 0;
history.scrollRestoration = "manual";
addEventListener("scroll", () => { clearTimeout(timer); timer = setTimeout(remember, 150); }, { capture: true, passive: true });
for (const kind of ["click", "auxclick", "contextmenu"]) app.addEventListener(kind, carry);
addEventListener("popstate", () => { if (location.hash !== address()) show(); });
addEventListener("beforeprint", () => { remember(); state.printing = true; draw(); });
addEventListener("afterprint", () => { const { at } = state; state.printing = false; draw(); place(at); });
show();
