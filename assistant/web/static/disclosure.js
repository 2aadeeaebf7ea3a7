// What is told before the first message: an AI answers, what happens to the data, a person is always reachable.

import * as api from "./api.js";
import { el, languageOf } from "./dom.js";
import { language, t } from "./i18n.js";

/** Draws the notice into `holder`; `start(version)` runs when the reader agrees. Returns what the API said. */
export async function showDisclosure(holder, start) {
  const told = await api.disclosure(language());
  const button = el("button", { type: "button", class: "button main", id: "start" }, t("disclosure.start"));
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      await start(told.version);
    } finally {
      button.disabled = false;
    }
  });
  holder.replaceChildren(
    el("h2", { id: "disclosure-heading" }, t("disclosure.heading")),
    el("ul", { class: "told" }, told.text.map((line) => el("li", { lang: languageOf(line) }, line))),
    button,
  );
  holder.hidden = false;
  return told;
}
