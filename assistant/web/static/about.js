// The system card: what the service is for, how often it is right, how it can fail, and how people keep the decision.

import * as api from "./api.js";
import { byId, el } from "./dom.js";
import { language, languageSwitch, preferredLanguage, t, useLanguage } from "./i18n.js";
import { problemText } from "./problems.js";

async function open() {
  document.title = `${t("about.heading")} · ${t("page.name")}`;
  byId("status").textContent = t("autonomy.loading");
  try {
    const { paragraphs } = await api.systemCard(language());
    byId("card").replaceChildren(...paragraphs.map((one) => el("section", { class: "card" }, el("h2", {}, one.heading),
      one.sentences.map((sentence) => el("p", {}, sentence)))));
    byId("status").textContent = "";
  } catch (error) {
    if (!(error instanceof api.ApiError)) throw error;
    byId("status").textContent = problemText(error);
  }
}

await useLanguage(preferredLanguage());
languageSwitch(byId("languages"), open, () => { byId("status").textContent = t("problem.no_connection"); });
await open();
