// "How this came about": what the machine did, who decided, on which text, and how to contest it.

import { el, languageOf } from "./dom.js";
import { t } from "./i18n.js";

/** The closed explanation of a reply; it is fetched when it is opened. `load(replyId)` resolves to it, or to undefined. */
export function explanation(reply, load) {
  const body = el("div", {});
  const node = el("details", { class: "found how" }, el("summary", {}, t("how.ask")), body);
  node.addEventListener("toggle", async () => {
    if (!node.open || body.childElementCount > 0) return;
    body.replaceChildren(el("p", { class: "meta", role: "status" }, t("document.loading")));
    const told = await load(reply.id);
    if (!told) {
      body.replaceChildren();
      node.open = false;
      return;
    }
    body.replaceChildren(...told.paragraphs.map((paragraph) => el("section", {}, el("h3", {}, paragraph.heading),
      paragraph.sentences.map((sentence) => el("p", { lang: languageOf(sentence) }, sentence)))));
  });
  return node;
}
