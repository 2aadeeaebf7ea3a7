// The chat page: puts the conversation's state on the screen.

import * as api from "./api.js";
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

const listener = {
  changed: draw,
  arrived,
  stage: (value) => { if (conversation.working || conversation.outbox.length) { stages.report(value); toEnd(); } },
  connection: (state) => { connection = state; drawConnection(); },
  refused: lost,
  problem(error, text) {
    if (!box.value.trim()) keepText(text);
    notice(problemText(error));
  },
};

function draw() {
  const all = conversation.messages;
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
  else notice("");
  toEnd();
}

function toEnd() {
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  byId("chat").scrollIntoView({ block: "end", behavior: calm ? "auto" : "smooth" });
}

function actions(live) {
  return {
    live,
    choose: (text) => conversation.send(text),
    withdraw: (number) => attempt(() => conversation.withdraw(number)),
    copy,
  };
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

// The clipboard interface exists only on https and localhost.
function copyBySelection(text) {
  const area = el("textarea", { class: "unseen", "aria-hidden": "true", tabindex: "-1" });
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
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

async function submit() {
  const text = box.value.trim();
  byId("ask-problem").textContent = text ? "" : t("ask.empty");
  box.setAttribute("aria-invalid", String(!text));
  if (!text) return box.focus();
  keepText("");
  notice("");
  box.focus();
  return conversation.send(text);
}

async function person() {
  if (!conversation) return notice(t("person.start_first"), "hint-notice");
  if (box.value.trim()) await submit();
  if (!conversation?.asked) {
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
  await conversation.begin();
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

/** The service does not know this receipt (any more): say so and begin anew, keeping what was typed. */
async function lost(text = "") {
  conversation?.end();
  conversation = null;
  store.forget();
  if (text) keepText(text);
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
  } catch (error) {
    if (!(error instanceof api.ApiError)) throw error;
    conversation?.end();
    conversation = null;
    if (receipt && [401, 403, 404].includes(error.status)) return lost();
    notice(problemText(error));
    byId("notice").append(" ", el("button", { type: "button", class: "button small", on: { click: () => { notice(""); openPage(); } } }, t("problem.again")));
  }
  return undefined;
}

async function changeLanguage() {
  drawForget();
  drawConnection();
  stages.draw();
  document.title = t("page.name");
  notice("");
  byId("ask-problem").textContent = "";
  if (conversation) draw();
  else await attempt(tell);
}

await useLanguage(preferredLanguage());
document.title = t("page.name");
languageSwitch(byId("languages"), changeLanguage);
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
window.addEventListener("online", () => { drawConnection(); conversation?.flush(); });
window.addEventListener("offline", drawConnection);
await openPage();
