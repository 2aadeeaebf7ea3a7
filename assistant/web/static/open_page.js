// A page that everybody may read: drawn from what the service says, again whenever the language changes.

import { ApiError } from "./api.js";
import { byId } from "./dom.js";
import { languageSwitch, preferredLanguage, t, useLanguage } from "./i18n.js";
import { problemText } from "./problems.js";

/** Opens it under this heading (a key). `draw` fills the page and gives the words of its status line. */
export async function openPage(heading, draw) {
  const status = byId("status");
  async function open() {
    document.title = `${t(heading)} · ${t("page.name")}`;
    status.textContent = t("autonomy.loading");
    try {
      status.textContent = await draw();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      status.textContent = problemText(error);
    }
  }
  await useLanguage(preferredLanguage());
  languageSwitch(byId("languages"), open, () => { status.textContent = t("problem.no_connection"); });
  await open();
}
