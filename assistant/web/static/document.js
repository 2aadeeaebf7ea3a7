// A version of a document with a quote highlighted. Which one stands in the fragment, which no server sees.

import * as api from "./api.js";
import { byId, el, languageOf } from "./dom.js";
import { day, language, languageSwitch, preferredLanguage, t, useLanguage } from "./i18n.js";
import { problemText } from "./problems.js";
import { proposalForm } from "./proposal.js";

/** {documentId, versionId, start, end} from the address, or null when it names no version. */
function place() {
  const given = new URLSearchParams(window.location.hash.slice(1));
  const documentId = given.get("document");
  const versionId = given.get("version");
  if (!documentId || !versionId) return null;
  const start = Number.parseInt(given.get("start") ?? "", 10);
  const end = Number.parseInt(given.get("end") ?? "", 10);
  const span = start >= 0 && end > start;
  return { documentId, versionId, start: span ? start : 0, end: span ? end : 0 };
}

/** Lines as {start, text: [characters]}. The API counts code points, so the text is cut into those, not UTF-16 units. */
function lines(text) {
  const found = [];
  let start = 0;
  for (const line of text.split("\n")) {
    const characters = Array.from(line);
    found.push({ start, characters });
    start += characters.length + 1;
  }
  return found;
}

/** Blocks in reading order: {level (0: paragraph), start, characters}. */
function blocks({ text, headings }) {
  const found = [];
  let open = null;
  for (const line of lines(text)) {
    const heading = headings.find((one) => one.start >= line.start && one.start < line.start + Math.max(1, line.characters.length));
    if (heading) {
      const hashes = /^#{1,6}\s+/.exec(line.characters.join(""))?.[0].length ?? 0;
      found.push({ level: heading.level, start: line.start + hashes, characters: line.characters.slice(hashes) });
      open = null;
    } else if (line.characters.join("").trim() === "") {
      open = null;
    } else if (open) {
      open.characters.push("\n", ...line.characters);
    } else {
      open = { level: 0, start: line.start, characters: [...line.characters] };
      found.push(open);
    }
  }
  return found;
}

/** The block's text with the part inside the quote marked. */
function marked(block, { start, end }) {
  const from = Math.max(0, start - block.start);
  const to = Math.min(block.characters.length, end - block.start);
  const piece = (one, other) => block.characters.slice(one, other).join("");
  if (to <= from) return [piece(0)];
  return [piece(0, from), el("mark", {}, piece(from, to)), piece(to)];
}

function blockElement(block, at) {
  // h1 is the document's title, so its own headings begin at h2.
  const tag = block.level ? `h${Math.min(6, Math.max(1, block.level) + 1)}` : "p";
  return el(tag, { class: "words", lang: languageOf(block.characters.join("")) }, marked(block, at));
}

function forceNotice(version) {
  const today = new Date().toISOString().slice(0, 10);
  if (version.effective_to && version.effective_to.slice(0, 10) < today) {
    return t("document.ended", { day: day(version.effective_to) });
  }
  if (version.effective_from && version.effective_from.slice(0, 10) > today) {
    return t("document.not_yet", { day: day(version.effective_from) });
  }
  return "";
}

function draw({ version, at }) {
  const warning = forceNotice(version);
  const facts = [
    [t("document.department"), version.department_name],
    [t("document.version"), String(version.version_number)],
    version.effective_from && [t("document.since"), day(version.effective_from)],
    version.effective_to && [t("document.until"), day(version.effective_to)],
  ].filter(Boolean);
  document.title = `${version.title} · ${t("page.name")}`;
  byId("status").textContent = "";
  const article = byId("document");
  article.replaceChildren(
    el("h1", { lang: languageOf(version.title) }, version.title),
    el("dl", { class: "facts" }, facts.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value)))),
    el("p", { class: warning ? "notice warning" : "in-force" }, warning || t("document.in_force")),
    el("div", { class: "document-text" }, blocks(version).map((block) => blockElement(block, at))),
    proposalForm(version),
  );
  article.hidden = false;
  showQuote(article);
}

function showQuote(article) {
  const mark = article.querySelector("mark");
  if (!mark) return;
  mark.tabIndex = -1;
  mark.scrollIntoView({ block: "center" });
  mark.focus({ preventScroll: true });
}

async function open() {
  const at = place();
  byId("document").hidden = true;
  document.title = t("page.name");
  if (!at) {
    byId("status").textContent = t("document.missing");
    return;
  }
  byId("status").textContent = t("document.loading");
  try {
    draw({ version: await api.documentVersion(at.documentId, at.versionId, language()), at });
  } catch (error) {
    if (!(error instanceof api.ApiError)) throw error;
    byId("status").textContent = error.status === 404 ? t("document.missing") : problemText(error);
  }
}

await useLanguage(preferredLanguage());
languageSwitch(byId("languages"), open, () => { byId("status").textContent = t("problem.no_connection"); });
window.addEventListener("hashchange", open);
await open();
