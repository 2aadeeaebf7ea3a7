// "A person should look again": the button below a reply, its short form, and the line that says what came of it.

import { el } from "./dom.js";
import { t } from "./i18n.js";

const LINES = { open: "appeal.open", upheld: "appeal.upheld", changed: "appeal.changed" };

/** What became of an appeal against `reply`, in a line above its words; null where there is nothing to tell. */
export function appealLine(reply) {
  const key = LINES[reply.appeal?.state];
  return key ? el("p", { class: "standing" }, t(key, { number: reply.appeal.case_number })) : null;
}

/** The button and its form; null where this reply cannot be appealed (any more). `send(replyId, words)` resolves to whether it was taken. */
export function appealButton(reply, send) {
  const may = !reply.of_appeal && (!reply.appeal || reply.appeal.state === "withdrawn");
  if (!may) return null;
  const holder = el("div", { class: "appeal" });
  const button = el("button", { type: "button", class: "link", on: { click: () => open("") } }, t("appeal.ask"));
  function close() {
    holder.replaceChildren(button);
    button.focus();
  }
  function open(kept) {
    const id = `appeal-${reply.id}`;
    const words = el("textarea", { id, rows: "3", maxlength: "2000", "aria-describedby": `${id}-hint` });
    words.value = kept;
    const form = el("form", { class: "appeal-form", on: { submit: async (event) => {
      event.preventDefault();
      holder.replaceChildren(button);
      // What was typed comes back where it could not be sent.
      if (!await send(reply.id, words.value.trim())) open(words.value);
    } } },
      el("p", { class: "meta" }, t("appeal.told")),
      el("label", { for: id }, t("appeal.words")), el("p", { class: "meta", id: `${id}-hint` }, t("appeal.hint")), words,
      el("div", { class: "confirm" },
        el("button", { type: "submit", class: "button small" }, t("appeal.send")),
        el("button", { type: "button", class: "button quiet small", on: { click: close } }, t("appeal.no"))));
    form.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
    holder.replaceChildren(form);
    words.focus();
  }
  holder.append(button);
  return holder;
}
