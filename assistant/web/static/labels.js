// Who wrote a text and who let it out, in words: the same on screen, on paper and in what is copied.

import { t } from "./i18n.js";

/** The label of a reply. An unknown provenance is shown as the most careful one. */
export function provenanceLabel(reply) {
  const who = reply.released_by?.label ?? "";
  if (reply.provenance === "person") return t("label.person", { who });
  if (reply.provenance === "approved") return t("label.approved", { who });
  if (reply.provenance === "ai_checked") return t("label.ai_checked", { who });
  if (reply.provenance === "fixed_text") return t("label.fixed_text");
  return reply.released_by?.kind === "certificate" ? t("label.ai_certificate", { who }) : t("label.ai");
}

/** Where a citation leads: no personal data, and nothing a server would log (all in the fragment). */
export function citationAddress(citation) {
  const place = new URLSearchParams({
    document: citation.document_id, version: citation.version_id, start: citation.start, end: citation.end,
  });
  return `document.html#${place}`;
}

/** A reply as plain text for the clipboard: label first, then the text, then the sources. */
export function replyAsText(reply, { base, day }) {
  const sources = reply.citations.map((c) => {
    const since = c.effective_from ? ` ${t("source.since", { day: day(c.effective_from) })}` : "";
    return `[${c.number}] ${c.document_title}, ${c.department_name}.${since} ${t("source.quote", { quote: c.quote })} `
      + new URL(citationAddress(c), base);
  });
  const list = sources.length ? ["", `${t("source.heading")}:`, ...sources] : [];
  return [`[${provenanceLabel(reply)}]`, "", reply.text, ...list].join("\n");
}
