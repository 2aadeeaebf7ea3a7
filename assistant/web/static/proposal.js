// "Something here is wrong": a citizen tells the department of a text, without saying who they are.

import * as api from "./api.js";
import { el } from "./dom.js";
import { t } from "./i18n.js";
import { problemText } from "./problems.js";

const KINDS = {
  outdated: "proposal.outdated", wrong: "proposal.wrong", contradicts: "proposal.contradicts",
  unclear: "proposal.unclear", missing: "proposal.missing", other: "proposal.other",
};

/** The form for one version of a document, closed until it is wanted. */
export function proposalForm(version) {
  const told = el("p", { class: "meta", role: "status" });
  const kind = el("select", { id: "proposal-kind" }, Object.entries(KINDS).map(([value, key]) => el("option", { value }, t(key))));
  const words = el("textarea", { id: "proposal-words", rows: "4", maxlength: "1000", required: true, "aria-describedby": "proposal-hint" });
  const form = el("form", { class: "appeal-form", novalidate: true, on: { submit: async (event) => {
    event.preventDefault();
    if (!words.value.trim()) {
      told.textContent = t("proposal.empty");
      return words.focus();
    }
    try {
      await api.propose(version.document_id, version.version_id, { kind: kind.value, words: words.value.trim() });
      words.value = "";
      told.textContent = t("proposal.done");
    } catch (error) {
      if (!(error instanceof api.ApiError)) throw error;
      told.textContent = problemText(error);
    }
    return undefined;
  } } },
    el("label", { for: kind.id }, t("proposal.kind")), kind,
    el("label", { for: words.id }, t("proposal.words")), el("p", { class: "meta", id: "proposal-hint" }, t("proposal.hint")), words,
    el("div", {}, el("button", { type: "submit", class: "button small" }, t("proposal.send"))), told);
  return el("details", { class: "found" }, el("summary", {}, t("proposal.ask")), form);
}
