// Building elements. Text only ever enters the page as text nodes: what a citizen, a model or a document wrote
// cannot become markup here.

/** An element. `on` holds listeners, `class` the class; undefined, null and false attributes are left out. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "on") {
      for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    } else {
      node.setAttribute(name, value === true ? "" : String(value));
    }
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export const byId = (id) => document.getElementById(id);

const HAN = /\p{Script=Han}/u;

/** The language attribute a text needs so that a screen reader says it in the right voice. */
export function languageOf(text) {
  return HAN.test(text) ? "zh" : "en";
}

/** Paragraphs of a plain text, split at blank lines; single line breaks stay (CSS keeps them). */
export function paragraphs(text) {
  return text.split(/\n\s*\n/).filter((part) => part.trim() !== "");
}

/** A button that asks once more before it acts: `question` with `yes` and `no` take its place. */
export function confirmedButton({ label, question, yes, no, act }) {
  const holder = el("span", { class: "confirm" });
  const rest = () => holder.replaceChildren(button);
  const button = el("button", { type: "button", class: "link", on: { click: ask } }, label);
  function ask() {
    const keep = el("button", { type: "button", class: "button quiet small", on: { click: () => { rest(); button.focus(); } } }, no);
    const go = el("button", { type: "button", class: "button small", on: { click: () => { rest(); button.focus(); act(); } } }, yes);
    holder.replaceChildren(el("span", { class: "confirm-question" }, question), go, keep);
    keep.focus();
  }
  rest();
  return holder;
}
