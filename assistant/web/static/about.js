// The system card: what the service is for, how often it is right, how it can fail, and how people keep the decision.

import * as api from "./api.js";
import { byId, el } from "./dom.js";
import { language } from "./i18n.js";
import { openPage } from "./open_page.js";

await openPage("about.heading", async () => {
  const { paragraphs } = await api.systemCard(language());
  byId("card").replaceChildren(...paragraphs.map((one) => el("section", { class: "card" }, el("h2", {}, one.heading),
    one.sentences.map((sentence) => el("p", {}, sentence)))));
  return "";
});
