// What is held of this conversation and what its citizen can do with it: read, take away, choose, put right, erase.

import * as api from "./api.js";
import { byId, confirmedButton, el, languageOf } from "./dom.js";
import { day, language, languageSwitch, moment, preferredLanguage, t, useLanguage } from "./i18n.js";
import { provenanceLabel } from "./labels.js";
import { problemText } from "./problems.js";
import * as store from "./store.js";

const PURPOSES = {
  answering: ["purpose.answering", "purpose.answering_told"],
  oversight: ["purpose.oversight", "purpose.oversight_told"],
  ai_drafts: ["purpose.ai_drafts", "purpose.ai_drafts_told"],
  improvement: ["purpose.improvement", "purpose.improvement_told"],
};
const SAID = { citizen: "said.citizen", assistant: "said.assistant", person: "said.person" };
const OPENED = { case: "opened.case", rating: "opened.rating", audit: "opened.audit" };

function notice(words, kind = "error") {
  byId("notice").className = `notice ${words ? kind : ""}`;
  byId("notice").textContent = words;
}

async function attempt(work) {
  try {
    notice("");
    return await work();
  } catch (error) {
    if (!(error instanceof api.ApiError)) throw error;
    notice(problemText(error));
    return undefined;
  }
}

const section = (heading, ...children) => el("section", { class: "card" }, el("h2", {}, heading), children);

/** Each purpose with a switch where one may say no. Pressing it holds at once. */
function purposes(record) {
  return section(t("rights.why"), el("p", { class: "meta" }, t("rights.until", { day: day(record.erased_at_latest) })),
    el("ul", { class: "purposes" }, record.held.map((held) => {
      const [name, told] = PURPOSES[held.purpose] ?? [held.purpose, ""];
      const about = el("span", {}, el("strong", {}, t(name)), el("br"), el("span", { class: "meta" }, t(told)));
      if (!held.objectable) return el("li", {}, about, el("span", { class: "meta needed" }, t("rights.needed")));
      const box = el("input", { type: "checkbox", role: "switch", checked: held.allowed, id: `purpose-${held.purpose}` });
      box.addEventListener("change", async () => {
        const wanted = box.checked;
        const done = await attempt(() => api.choose(store.receipt(), held.purpose, wanted));
        if (!done) box.checked = !wanted;
        else notice(t(wanted ? "rights.allowed" : "rights.objected"), "done");
      });
      return el("li", {}, el("label", { for: box.id, class: "switch" }, about, box));
    })));
}

function opened(record) {
  if (record.opened.length === 0) return section(t("rights.opened"), el("p", {}, t("rights.nobody")));
  return section(t("rights.opened"), el("p", { class: "meta" }, t("rights.opened_told")),
    el("div", { class: "reply-table" }, el("table", {},
      el("thead", {}, el("tr", {}, ["rights.when", "rights.who", "rights.what_for"].map((key) => el("th", { scope: "col" }, t(key))))),
      el("tbody", {}, record.opened.map((one) => el("tr", {},
        el("td", {}, moment(one.at)), el("td", {}, one.by), el("td", {}, t(OPENED[one.why] ?? "opened.case"))))))));
}

/** Everything said, each of one's own messages with a way to put it right. */
function said(record) {
  const rows = record.messages.map((message) => el("li", {},
    el("p", { class: "meta" }, [moment(message.created_at), t(SAID[message.author] ?? "said.assistant"), message.reply && provenanceLabel(message.reply)].filter(Boolean).join(" · ")),
    el("p", { class: "words", lang: languageOf(message.text) }, message.text),
    message.author === "citizen" && message.kind === "question" && amend(message)));
  return section(t("rights.held"), rows.length ? el("ol", { class: "said" }, rows) : el("p", {}, t("rights.nothing")));
}

function amend(message) {
  const holder = el("div", {});
  const button = el("button", { type: "button", class: "link", on: { click: open } }, t("amend.ask"));
  const clientId = randomId();
  function close() {
    holder.replaceChildren(button);
    button.focus();
  }
  function open() {
    const id = `amend-${message.id}`;
    const words = el("textarea", { id, rows: "3", maxlength: "4000", required: true });
    holder.replaceChildren(el("form", { class: "appeal-form", on: { submit: async (event) => {
      event.preventDefault();
      if (!words.value.trim()) return words.focus();
      const body = { message_id: message.id, text: words.value.trim(), client_id: clientId };
      const done = await attempt(async () => { await api.amend(store.receipt(), body); return true; });
      if (!done) return undefined;
      await draw();
      return notice(t("amend.done"), "done");
    } } }, el("label", { for: id }, t("amend.words")), el("p", { class: "meta" }, t("amend.told")), words,
      el("div", { class: "confirm" }, el("button", { type: "submit", class: "button small" }, t("amend.send")),
        el("button", { type: "button", class: "button quiet small", on: { click: close } }, t("appeal.no")))));
    words.focus();
  }
  holder.append(button);
  return holder;
}

const randomId = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

/** The record as a file, in one layout that other programs can read too. */
function download(record) {
  const file = new Blob([JSON.stringify(record, null, 2)], { type: "application/json" });
  const address = URL.createObjectURL(file);
  const link = el("a", { href: address, download: "conversation.json" });
  document.body.append(link);
  link.click();
  link.remove();
  URL.revokeObjectURL(address);
}

function take(record) {
  return section(t("rights.take"), el("p", { class: "meta" }, t("rights.take_told")),
    el("div", { class: "confirm" },
      el("button", { type: "button", class: "button small", on: { click: () => download(record) } }, t("rights.file")),
      el("button", { type: "button", class: "button small", on: { click: () => window.print() } }, t("rights.print"))));
}

function more() {
  return section(t("rights.more"), el("ul", {}, ["rights.more_person", "rights.more_appeal", "rights.more_how", "rights.more_complain"].map((key) => el("li", {}, t(key)))));
}

function erase() {
  return section(t("rights.erase"), el("p", { class: "meta" }, t("rights.erase_told")), confirmedButton({
    label: t("erase.ask"), question: t("erase.sure"), yes: t("erase.yes"), no: t("erase.no"), act: async () => {
      const erased = await attempt(() => api.eraseConversation(store.receipt()));
      if (!erased) return;
      store.forget();
      await draw();
      const kept = erased.copies.map((copy) => t("erase.copy", { made: day(copy.made_at), until: day(copy.kept_until) }));
      notice([t("erase.done"), ...kept, t("erase.receipt", { receipt: erased.receipt })].join(" "), "done");
      byId("receipt").value = erased.receipt;
    },
  }));
}

async function draw() {
  document.title = `${t("rights.heading")} · ${t("page.name")}`;
  byId("checked").textContent = "";
  const receipt = store.receipt();
  const record = receipt && await attempt(() => api.record(receipt, language()));
  byId("status").textContent = record ? "" : receipt ? "" : t("rights.none");
  byId("record").replaceChildren(...(record
    ? [purposes(record), opened(record), said(record), take(record), more(), erase()] : []));
}

byId("check").addEventListener("submit", async (event) => {
  event.preventDefault();
  byId("checked").textContent = "";
  const wanted = byId("receipt").value.trim();
  if (!wanted) return byId("receipt").focus();
  try {
    const found = await api.checkReceipt(wanted);
    byId("checked").textContent = t(found.gone ? "rights.gone" : "rights.not_gone", { when: moment(found.at) });
  } catch (error) {
    if (!(error instanceof api.ApiError)) throw error;
    byId("checked").textContent = error.status === 404 ? t("rights.unknown") : problemText(error);
  }
  return undefined;
});

await useLanguage(preferredLanguage());
languageSwitch(byId("languages"), draw, () => notice(t("problem.no_connection")));
await draw();
