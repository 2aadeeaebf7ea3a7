// The chat page: puts the conversation's state on the screen.

import * as api from "./api.js";
import { copy } from "./clipboard.js";
import { Conversation } from "./conversation.js";
import { showDisclosure } from "./disclosure.js";
import { byId, confirmedButton, el } from "./dom.js";
import { day, language, languageSwitch, preferredLanguage, t, useLanguage } from "./i18n.js";
import { problemText } from "./problems.js";
import { Stages } from "./stages.js";
import * as store from "./store.js";
import { Transcript } from "./transcript.js";

const box = byId("question");
const transcript = new Transcript({ chat: byId("chat"), log: byId("log"), outbox: byId("outbox") });
const stages = new Stages(byId("stages"));
let conversation = null;
let connection = "open";
let reopening = null;

const listener = {
  changed: draw,
  arrived,
  stage: (value) => { if (conversation.working || conversation.waiting.length) { stages.report(value); transcript.toEnd(); } },
  connection: (state) => { connection = state; drawConnection(); },
  refused: lost,
  problem(error, text) {
    giveBack(text);
    notice(problemText(error));
  },
};

function draw() {
  transcript.draw(conversation, { choose, withdraw, copy, appeal, rate, explain, retry: () => conversation.flush() });
  if (!conversation.working && conversation.waiting.length === 0) stages.end();
  else if (byId("stages").hidden) stages.begin();
}

function arrived(message) {
  if (message.kind === "question") stages.begin();
  else if (byId("notice").classList.contains("error")) notice("");
  transcript.show(message);
}

const choose = (text) => conversation.send(text);
const withdraw = (number) => attempt(() => conversation.withdraw(number));

const appeal = (replyId, words) => attempt(async () => {
  await conversation.appeal(replyId, words);
  notice(t("appeal.made"), "hint-notice");
});

const rate = (rating) => attempt(async () => {
  await conversation.rate(rating);
  notice(t("rating.thanks"), "hint-notice");
});

async function explain(replyId) {
  let told;
  await attempt(async () => { told = await api.explanation(conversation.receipt, replyId, language()); });
  return told;
}

/** Whether `work` was done; what kept it from that is told. */
async function attempt(work) {
  try {
    notice("");
    await work();
    return true;
  } catch (error) {
    if (!(error instanceof api.ApiError)) throw error;
    notice(problemText(error));
    return false;
  }
}

function notice(words, kind = "error") {
  byId("notice").className = `notice ${kind}`;
  byId("notice").textContent = words;
  if (words) byId("notice").scrollIntoView({ block: "nearest" });
}

function drawConnection() {
  const cut = connection === "cut" || !navigator.onLine;
  byId("connection").classList.toggle("cut", cut);
  byId("connection").textContent = cut ? t(navigator.onLine ? "connection.cut" : "connection.offline") : "";
}

function keepText(text) {
  box.value = text;
  store.keepUnsent(text);
}

/** Puts what could not be sent back before what was typed since. */
function giveBack(text) {
  keepText([text, box.value].filter((part) => part.trim() !== "").join("\n\n"));
}

/** Sends what is in the box; whether there was something and the service did not refuse it. */
async function submit() {
  const text = box.value.trim();
  byId("ask-problem").textContent = text ? "" : t("ask.empty");
  box.setAttribute("aria-invalid", String(!text));
  box.focus();
  if (!text) return false;
  keepText("");
  notice("");
  return conversation.send(text);
}

async function person() {
  if (!conversation) return notice(t("person.start_first"), "hint-notice");
  if (box.value.trim() && !await submit()) return undefined;
  if (!conversation.asked) {
    notice(t("person.ask_first"), "hint-notice");
    return box.focus();
  }
  return attempt(async () => {
    await conversation.askForPerson();
    notice(t("person.asked"), "hint-notice");
  });
}

async function enter(receipt) {
  conversation = new Conversation(receipt, listener);
  try {
    await conversation.begin();
  } catch (error) {
    conversation.end();
    conversation = null;
    throw error;
  }
  byId("disclosure").hidden = true;
  byId("chat").hidden = false;
  byId("composer").hidden = false;
  document.body.classList.add("talking");
  draw();
  transcript.toEnd();
}

async function start(version) {
  notice("");
  try {
    const receipt = await api.openConversation(language(), version);
    store.keepReceipt(receipt);
    await enter(receipt);
    box.focus();
  } catch (error) {
    if (!(error instanceof api.ApiError)) throw error;
    if (error.code === "disclosure_outdated") await tell();
    notice(problemText(error));
  }
}

async function tell() {
  const told = await showDisclosure(byId("disclosure"), start);
  showTown(told);
}

/** From then on the town's own name stands above, which no change of language turns back into the service's. */
function showTown(told) {
  byId("town").textContent = told.town_name;
  delete byId("town").dataset.i18n;
}

/** The town's name above a conversation; without an answer the name of the service stays there. */
async function nameTown() {
  try {
    showTown(await api.disclosure(language()));
  } catch (error) {
    if (!(error instanceof api.ApiError)) throw error;
  }
}

/** The service does not know this receipt (any more): say so and begin anew, keeping what was typed. */
async function lost(text = "") {
  const unsent = [text, ...store.outbox().map((entry) => entry.text)].join("\n\n");
  conversation?.end();
  conversation = null;
  store.forget();
  giveBack(unsent);
  leave();
  await openPage();
  notice(t("problem.lost"));
}

function leave() {
  transcript.clear();
  stages.end();
  connection = "open";
  drawConnection();
  for (const id of ["chat", "composer"]) byId(id).hidden = true;
  document.body.classList.remove("talking");
}

async function forget() {
  conversation?.end();
  conversation = null;
  store.forget();
  keepText("");
  leave();
  await openPage();
  byId("main").focus();
}

/** Erased at the service first: only what is gone there may be forgotten here. */
async function erase() {
  let erased;
  try {
    erased = await api.eraseConversation(store.receipt());
  } catch (error) {
    if (!(error instanceof api.ApiError)) throw error;
    notice(problemText(error));
    return;
  }
  await forget();
  const kept = erased.copies.map((copy) => t("erase.copy", { made: day(copy.made_at), until: day(copy.kept_until) }));
  notice([t("erase.done"), ...kept, t("erase.receipt", { receipt: erased.receipt })].join(" "), "done");
}

function drawForget() {
  byId("erase").replaceChildren(confirmedButton({
    label: t("erase.ask"), question: t("erase.sure"), yes: t("erase.yes"), no: t("erase.no"), act: erase,
  }));
  byId("forget").replaceChildren(confirmedButton({
    label: t("forget.ask"), question: t("forget.sure"), yes: t("forget.yes"), no: t("forget.no"), act: forget,
  }));
}

/** Opens the kept conversation or, without one, the notice. Without connection it says so and offers to try again. */
async function openPage() {
  const receipt = store.receipt();
  try {
    await (receipt ? enter(receipt) : tell());
    if (receipt) nameTown();
  } catch (error) {
    if (!(error instanceof api.ApiError)) throw error;
    if (receipt && [401, 403, 404].includes(error.status)) return lost();
    notice(problemText(error));
    byId("notice").append(" ", el("button", { type: "button", class: "button small", on: { click: reopen } }, t("problem.again")));
  }
  return undefined;
}

/** Tries again where neither notice nor conversation could be opened; never twice at once. */
function reopen() {
  if (conversation || !byId("disclosure").hidden) return;
  notice("");
  reopening ??= openPage().finally(() => { reopening = null; });
}

async function changeLanguage() {
  drawForget();
  drawConnection();
  stages.draw();
  document.title = t("page.name");
  notice("");
  byId("ask-problem").textContent = "";
  if (!conversation) return attempt(tell);
  draw();
  return nameTown();
}

await useLanguage(preferredLanguage());
document.title = t("page.name");
languageSwitch(byId("languages"), changeLanguage, () => notice(t("problem.no_connection")));
drawForget();
box.value = store.unsent();
box.addEventListener("input", () => store.keepUnsent(box.value));
box.addEventListener("keydown", (event) => {
  // While an input method composes (Chinese), Enter picks a word and must not send.
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  byId("ask").requestSubmit();
});
byId("ask").addEventListener("submit", (event) => { event.preventDefault(); submit(); });
byId("person").addEventListener("click", person);
window.addEventListener("online", () => { drawConnection(); conversation?.flush(); reopen(); });
window.addEventListener("offline", drawConnection);
await openPage();
