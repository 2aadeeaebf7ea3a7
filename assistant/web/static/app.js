// The chat page: puts the conversation's state on the screen.

import * as api from "./api.js";
import { copy } from "./clipboard.js";
import { Conversation } from "./conversation.js";
import { showDisclosure } from "./disclosure.js";
import { byId, confirmedButton, el } from "./dom.js";
import { language, languageSwitch, preferredLanguage, t, useLanguage } from "./i18n.js";
import { messageElement, pendingElement } from "./messages.js";
import { problemText } from "./problems.js";
import { Stages } from "./stages.js";
import * as store from "./store.js";

const log = byId("log");
const box = byId("question");
const stages = new Stages(byId("stages"));
let conversation = null;
let connection = "open";
let drawn = new Map();
let reopening = null;

const listener = {
  changed: draw,
  arrived,
  stage: (value) => { if (conversation.working || conversation.outbox.length) { stages.report(value); toEnd(); } },
  connection: (state) => { connection = state; drawConnection(); },
  refused: lost,
  problem(error, text) {
    giveBack(text);
    notice(problemText(error));
  },
};

function draw() {
  const all = conversation.messages;
  const reading = document.activeElement?.closest(".message")?.dataset.id;
  const next = new Map();
  all.forEach((message, at) => {
    const live = at === all.length - 1 && conversation.outbox.length === 0;
    const key = JSON.stringify([message, message.kind === "clarify" && live, language()]);
    const before = drawn.get(message.id);
    next.set(message.id, before?.key === key ? before : { key, node: messageElement(message, actions(live)) });
  });
  const nodes = [...next.values()].map((entry) => entry.node);
  // Nodes that stay are not touched: a live region must not read them again and focus must not jump.
  for (const child of [...log.children]) if (!nodes.includes(child)) child.remove();
  nodes.forEach((node, at) => { if (log.children[at] !== node) log.insertBefore(node, log.children[at] ?? null); });
  drawn = next;
  if (reading && document.activeElement === document.body) drawn.get(reading)?.node.focus({ preventScroll: true });
  drawOutbox(all);
  if (!conversation.working && conversation.outbox.length === 0) stages.end();
  else if (byId("stages").hidden) stages.begin();
}

function drawOutbox(all) {
  const last = all.at(-1);
  // The stream may show a question before its sending was acknowledged: then it is not shown twice.
  const waiting = conversation.outbox.filter((entry, at) => !(at === 0 && last?.kind === "question" && last.text === entry.text));
  byId("outbox").replaceChildren(...waiting.map((entry) => (entry.delayed
    ? pendingElement(entry, t("ask.delayed"), () => conversation.flush())
    : pendingElement(entry, t("ask.sending")))));
}

function arrived(message) {
  if (message.kind === "question") stages.begin();
  else if (byId("notice").classList.contains("error")) notice("");
  const node = drawn.get(message.id)?.node;
  const room = window.innerHeight - byId("bar").offsetHeight - byId("composer").offsetHeight;
  // A long reply is read from its beginning.
  if (node && message.kind !== "question" && node.offsetHeight > room) show(node, "start");
  else toEnd();
}

const toEnd = () => show(byId("chat"), "end");

function show(node, block) {
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  node.scrollIntoView({ block, behavior: calm ? "auto" : "smooth" });
}

function actions(live) {
  return {
    live,
    choose: (text) => conversation.send(text),
    withdraw: (number) => attempt(() => conversation.withdraw(number)),
    copy,
  };
}

async function attempt(work) {
  try {
    notice("");
    await work();
  } catch (error) {
    if (!(error instanceof api.ApiError)) throw error;
    notice(problemText(error));
  }
}

function notice(words, kind = "error") {
  byId("notice").className = `notice ${kind}`;
  byId("notice").textContent = words;
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
  toEnd();
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
  byId("town").textContent = told.town_name;
}

/** The town's name above a conversation; without an answer the name of the service stays there. */
async function nameTown() {
  try {
    byId("town").textContent = (await api.disclosure(language())).town_name;
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
  drawn = new Map();
  log.replaceChildren();
  byId("outbox").replaceChildren();
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

function drawForget() {
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
