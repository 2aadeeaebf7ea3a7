// The words of a reply as its parts: paragraphs, headings, tables, lists and steps. The text itself stays as it was sent;
// only its line breaks, marks and fixed headings decide how it is laid out.

import { el, languageOf, paragraphs } from "./dom.js";

/** The fixed headings of a drafted reply, in both languages, as the server writes them. */
export const PART_HEADINGS = ["Conditions and exceptions", "What to do next", "条件与例外", "接下来怎么办"];

const BULLET = /^\s*[-*•●▪◦–·]\s+/u;
// "1.50 euros" begins no list: after a full stop comes a space or a Chinese character.
const NUMBER = /^\s*[(（]?(\d{1,3})(?:[.)]\s+|[）．、]\s*|\.(?=\p{Script=Han}))/u;
const MARKS = /(?:\s*\[\d+\])+\s*$/u;
const CELLS = " | ";

/** Elements for `text`. `withMarks(words)` gives the children for words with citation marks in them. */
export function replyWords(text, withMarks) {
  return paragraphs(text).flatMap((part) => {
    const words = part.trim();
    if (PART_HEADINGS.includes(words)) return [el("h3", { class: "part", lang: languageOf(words) }, words)];
    return runs(words.split("\n")).map((run) => LAYOUTS[run.kind](run.lines, withMarks, languageOf(words)));
  });
}

/** Lines of one kind in a row belong together. A list runs on only while its marks do. */
function runs(lines) {
  const found = [];
  for (const line of lines) {
    const kind = kindOf(line);
    const last = found.at(-1);
    if (last?.kind === kind && (kind !== "table" || sameColumns(last.lines[0], line))) last.lines.push(line);
    else found.push({ kind, lines: [line] });
  }
  return found;
}

function kindOf(line) {
  if (line.includes(CELLS)) return "table";
  if (BULLET.test(line)) return "list";
  return NUMBER.test(line) ? "steps" : "words";
}

const LAYOUTS = {
  words: (lines, withMarks, lang) => el("p", { class: "words", lang }, withMarks(lines.join("\n"))),
  list: (lines, withMarks, lang) => el("ul", { class: "reply-list", lang },
    lines.map((line) => el("li", {}, withMarks(line.replace(BULLET, ""))))),
  steps: (lines, withMarks, lang) => el("ol", { class: "reply-list", lang },
    lines.map((line) => el("li", { value: NUMBER.exec(line)[1] }, withMarks(line.replace(NUMBER, ""))))),
  table,
};

/** Rows whose cells name their column ("Fee: 8 euros") under those names; other rows have no heads. On a narrow screen
    the style sheet sets each cell on a line of its own after its column's name, hence the roles. */
function table(lines, withMarks, lang) {
  const marks = MARKS.exec(lines.at(-1))?.[0].trim();
  const rows = lines.map((line) => line.replace(MARKS, "").split(CELLS).map(cell));
  const named = rows[0].every(({ name }) => name);
  return el("div", { class: "reply-table", lang },
    el("table", { role: "table" },
      named && el("thead", { role: "rowgroup" }, el("tr", { role: "row" },
        rows[0].map(({ name }) => el("th", { scope: "col", role: "columnheader" }, name)))),
      el("tbody", { role: "rowgroup" }, rows.map((cells) => el("tr", { role: "row" }, cells.map(({ name, words, whole }, at) => (
        at === 0 && named
          ? el("th", { scope: "row", role: "rowheader", "data-name": name }, words)
          : el("td", { role: "cell", "data-name": named ? name : null }, named ? words : whole))))))),
    marks && el("p", { class: "words" }, withMarks(marks)));
}

function cell(whole) {
  const at = whole.search(/[:：]\s/u);
  return at > 0 ? { name: whole.slice(0, at), words: whole.slice(at + 1).trim(), whole } : { name: "", words: whole, whole };
}

function sameColumns(one, other) {
  const names = (line) => line.replace(MARKS, "").split(CELLS).map((part) => cell(part).name).join(CELLS);
  return names(one) === names(other);
}
