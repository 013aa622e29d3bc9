// elements made from a tag, attributes and children; a value of false or null leaves the attribute out
const SVG = "http://www.w3.org/2000/svg";
const build = (element, attributes, children) => {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
};
const h = (tag, attributes = {}, ...children) => build(document.createElement(tag), attributes, children);
const svg = (tag, attributes = {}, ...children) => build(document.createElementNS(SVG, tag), attributes, children);
// calls `take` with what stands in a box, but not while an input method composes there: letters are no word yet
const onText = (box, take) => {
  box.addEventListener("input", (e) => { if (!e.isComposing) take(box.value); });
  box.addEventListener("compositionend", () => take(box.value));
  return box;
};
