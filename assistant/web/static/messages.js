// One message as an element. Everything shown comes in as text.

import { appealButton, appealLine } from "./appeal.js";
import { confirmedButton, el, languageOf, paragraphs } from "./dom.js";
import { clock, day, moment, t } from "./i18n.js";
import { citationAddress, provenanceLabel, replyAsText } from "./labels.js";
import { explanation } from "./explanation.js";
import { ratingControl } from "./rating.js";
import { replyWords } from "./reply_words.js";

/** The list item for `message`. `actions`: {choose(text), withdraw(number), copy(text), appeal(replyId, words), rate(rating), live: options may be chosen}. */
export function messageElement(message, actions) {
  const draw = { call_back: callBack, question, amendment, reply, correction: reply, case: caseCard, clarify, emergency, news, courtesy, enquiry }[message.kind] ?? plain;
  return el("li", { class: `message ${message.kind} by-${message.author}`, "data-id": message.id, "data-seq": message.seq, tabindex: "-1" },
    draw(message, actions));
}

/** A question on its way, with what is known about it. */
export function pendingElement(entry, state, retry) {
  return el("div", { class: "message question by-citizen pending", "data-client-id": entry.client_id },
    el("div", { class: "bubble" }, text(entry.text),
      el("p", { class: "meta", role: "status" }, state,
        retry && el("button", { type: "button", class: "link", on: { click: retry } }, t("ask.try_now")))));
}

const text = (words) => paragraphs(words).map((part) => el("p", { class: "words", lang: languageOf(part) }, part));
const time = (message) => el("time", { datetime: message.created_at, class: "meta" }, clock(message.created_at));
const label = (words) => el("p", { class: "label" }, words);

function heading(words) {
  return el("h2", { class: "unseen" }, words);
}

function question(message) {
  return el("div", { class: "bubble" }, heading(t("chat.you")), text(message.text), time(message));
}

/** A fixed text in return for a greeting, thanks and the like. */
function courtesy(message) {
  return el("article", { class: "card courtesy-card" }, heading(t("chat.reply")), label(t("label.fixed_text")),
    text(message.text), el("div", { class: "card-foot" }, time(message)));
}

/** How the question was understood, where it was taken for more than its words; several questions are counted. */
function understood(message) {
  const questions = message.understood ?? [];
  if (questions.length === 0) return null;
  const spoken = questions.map((one) => el("li", { lang: languageOf(one) }, one));
  return el("div", { class: "understood" }, el("p", { class: "meta" }, t(questions.length > 1 ? "understood.several" : "understood.one")),
    questions.length > 1 ? el("ol", {}, spoken) : el("ul", {}, spoken));
}

/** What the citizen put right of an earlier message. */
function amendment(message) {
  return el("div", { class: "bubble" }, heading(t("chat.you")), el("p", { class: "meta" }, t("amend.heading")), text(message.text), time(message));
}

function plain(message) {
  return el("div", { class: "card" }, text(message.text), time(message));
}

/** A person asks back; whoever writes below answers. */
function enquiry(message) {
  return el("article", { class: "card" }, heading(t("enquiry.heading")),
    label(t("enquiry.by", { who: message.released_by?.label ?? "" })), text(message.text), time(message));
}

/** Somebody writes about a rating; once something was mended, the reply may be rated once more. */
function callBack(message) {
  return el("article", { class: "card" }, heading(t("call_back.heading")),
    label(t("call_back.by", { who: message.released_by?.label ?? "" })), text(message.text),
    message.mended && standing(t("call_back.mended"), message.about_reply, t("call_back.to_reply")), time(message));
}

function reply(message, actions) {
  const given = message.reply;
  if (!given) return plain(message);
  const words = replyWords(given.text, (part) => withMarks(part, given.citations));
  const copied = el("span", { class: "meta", role: "status" });
  const copy = el("button", { type: "button", class: "link", on: { click: async () => {
    const done = await actions.copy(replyAsText(given, { base: document.baseURI, day }));
    copied.textContent = done ? t("reply.copied") : t("reply.not_copied");
  } } }, t("reply.copy"));
  return el("article", { class: `card reply-card from-${given.provenance}`, "data-reply": given.id },
    heading(t(message.corrects ? "chat.correction" : "chat.reply")), label(provenanceLabel(given)),
    message.corrects && standing(t("correction.of"), message.corrects, t("correction.to_reply")),
    given.corrected_at && standing(t("correction.on", { day: day(given.corrected_at) }), null, null),
    appealLine(given), understood(message), words,
    given.citations.length > 0 && sources(given.citations),
    el("div", { class: "card-foot" }, copy, copied, appealButton(given, actions.appeal), time(message)),
    // A correction belongs to the reply it corrects; that one is rated.
    !message.corrects && ratingControl(given, actions.rate),
    !message.corrects && explanation(given, actions.explain));
}

/** What became of a reply, in a line above its words; `target` is the reply that a button leads to. */
function standing(words, target, lead) {
  const go = () => {
    const card = [...document.querySelectorAll("[data-reply]")].find((one) => one.dataset.reply === target);
    card?.closest("li").focus();
    card?.scrollIntoView({ block: "start" });
  };
  return el("p", { class: "standing" }, words,
    target && [" ", el("button", { type: "button", class: "link", on: { click: go } }, lead)]);
}

/** The text with each [n] that names a citation turned into a link to it. */
function withMarks(words, citations) {
  return words.split(/(\[\d+\])/).map((piece) => {
    const cited = citations.find((c) => `[${c.number}]` === piece);
    return cited ? el("a", { class: "mark", ...link(cited), "aria-label": t("source.number", { number: cited.number }) }, piece) : piece;
  });
}

const link = (citation) => ({ href: citationAddress(citation), target: "_blank", rel: "noopener noreferrer" });

function sources(citations) {
  return el("div", { class: "sources" }, el("h3", {}, t("source.heading")),
    el("ol", {}, citations.map((c) => el("li", { value: c.number },
      el("a", { class: "citation", ...link(c) },
        el("span", { lang: languageOf(c.document_title) }, c.document_title), el("span", { class: "unseen" }, ` ${t("source.new_tab")}`)),
      el("p", { class: "meta" }, [c.department_name, ...c.heading_path.filter((one) => one !== c.document_title)].join(" · "),
        c.effective_from && ` · ${t("source.since", { day: day(c.effective_from) })}`),
      el("blockquote", { lang: languageOf(c.quote) }, c.quote)))));
}

const CASE_STATES = {
  waiting: "case.waiting", in_hand: "case.in_hand", replied: "case.replied", withdrawn: "case.withdrawn",
  offered: "case.offered", waiting_for_department: "case.waiting_for_department",
  waiting_for_citizen: "case.waiting_for_citizen",
  follow_up: "case.follow_up", closed: "case.closed",
};

function caseCard(message, actions) {
  const shown = message.case;
  if (!shown) return plain(message);
  const open = shown.state === "waiting" || shown.state === "in_hand";
  const rows = [
    [t("case.number"), el("strong", { class: "number" }, shown.number)],
    [t("case.department"), shown.department_name],
    open && [t("case.promised"), el("time", { datetime: shown.promised_at }, moment(shown.promised_at))],
    [t("case.state"), el("span", { class: "state", "data-state": shown.state }, t(CASE_STATES[shown.phase] ?? CASE_STATES[shown.state] ?? "case.waiting"))],
  ].filter(Boolean);
  return el("article", { class: "card case-card" },
    heading(t("case.heading")), text(message.text || t("case.heading")), understood(message),
    el("dl", {}, rows.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value)))),
    open && el("p", { class: "meta" }, t("case.next")),
    message.passages?.length > 0 && found(message.passages, open),
    el("div", { class: "card-foot" },
      open && confirmedButton({
        label: t("case.withdraw"), question: t("case.withdraw_sure"), yes: t("case.withdraw_yes"),
        no: t("case.withdraw_no"), act: () => actions.withdraw(shown.number),
      }),
      time(message)));
}

/** Policy text found: all of the best passage at once, the others by their titles. Open until the reply is there. */
function found(passages, open) {
  return el("details", { class: "found", open },
    el("summary", {}, t("found.heading")),
    el("p", { class: "meta" }, t("found.hint")),
    el("ul", {}, passages.map((passage, place) => el("li", {}, foundPassage(passage, place === 0)))));
}

function foundPassage(passage, first) {
  const title = [passage.document_title, ...passage.heading_path.filter((one) => one !== passage.document_title)].join(" › ");
  const words = el("blockquote", { lang: languageOf(passage.text) }, passage.text);
  if (first) return [el("p", { class: "found-title" }, title), words];
  return el("details", {}, el("summary", { class: "found-title" }, title), words);
}

/** A text exists now on something asked before; a person let this be told. */
function news(message) {
  return el("article", { class: "card news-card" },
    heading(t("news.heading")), label(t("label.news", { who: message.released_by?.label ?? "" })), text(message.text),
    (message.passages ?? []).map((passage) => el("div", { class: "found" },
      el("p", { class: "found-title" },
        [passage.document_title, ...passage.heading_path.filter((one) => one !== passage.document_title)].join(" › ")),
      el("blockquote", { lang: languageOf(passage.text) }, passage.text),
      el("p", {}, el("a", { class: "citation", ...link({ ...passage, start: passage.start ?? "", end: passage.end ?? "" }) },
        t("news.open"), el("span", { class: "unseen" }, ` ${t("source.new_tab")}`))))),
    el("div", { class: "card-foot" }, time(message)));
}

function clarify(message, actions) {
  return el("article", { class: "card clarify-card" }, heading(t("chat.reply")), label(t("label.fixed_text")), text(message.text),
    el("div", { class: "options", role: "group", "aria-label": t("clarify.options") },
      (message.options ?? []).map((option) => el("button", {
        type: "button", class: "button option", lang: languageOf(option), disabled: !actions.live,
        on: { click: () => actions.choose(option) },
      }, option))),
    el("p", { class: "meta" }, t("clarify.own_words")));
}

function emergency(message) {
  return el("div", { class: "card emergency-card", role: "alert" },
    el("h2", {}, t("emergency.heading")),
    text(message.text),
    el("ul", { class: "contacts" }, (message.contacts ?? []).map((contact) => el("li", {},
      el("a", { class: "call", href: `tel:${contact.phone.replace(/[^\d+*#]/g, "")}` },
        el("span", { class: "call-name" }, contact.name), el("span", { class: "call-phone" }, contact.phone)),
      contact.when && el("p", { class: "meta" }, contact.when)))),
    label(t("label.fixed_text")));
}
