// Words, numbers and moments in the reader's language. A language is one file in i18n/ and one line here.

import * as store from "./store.js";

export const LANGUAGES = { en: { name: "English", tag: "en" }, zh: { name: "中文", tag: "zh-Hans" } };

let current = "en";
let words = {};

/** The language to begin with: chosen earlier, else the browser's, else English. */
export function preferredLanguage() {
  const wanted = [store.language(), ...navigator.languages].map((tag) => (tag ?? "").slice(0, 2).toLowerCase());
  return wanted.find((tag) => tag in LANGUAGES) ?? "en";
}

export async function useLanguage(language) {
  const response = await fetch(new URL(`i18n/${language}.json`, import.meta.url), { credentials: "omit" });
  words = await response.json();
  current = language;
  document.documentElement.lang = LANGUAGES[language].tag;
  translatePage();
}

export const language = () => current;

/** The text for `key` with {name} places filled. A missing key shows as itself, so that it is noticed. */
export function t(key, values = {}) {
  return (words[key] ?? key).replace(/\{(\w+)\}/g, (place, name) => String(values[name] ?? place));
}

export function seconds(count) {
  return new Intl.NumberFormat(LANGUAGES[current].tag, { style: "unit", unit: "second", unitDisplay: "long" }).format(count);
}

export function moment(iso) {
  return new Intl.DateTimeFormat(LANGUAGES[current].tag, { dateStyle: "full", timeStyle: "short" }).format(new Date(iso));
}

export function clock(iso) {
  return new Intl.DateTimeFormat(LANGUAGES[current].tag, { timeStyle: "short" }).format(new Date(iso));
}

/** A calendar day. A bare date has no time zone and must not shift by one. */
export function day(iso) {
  const zone = iso.includes("T") ? undefined : "UTC";
  return new Intl.DateTimeFormat(LANGUAGES[current].tag, { dateStyle: "long", timeZone: zone }).format(new Date(iso));
}

function translatePage() {
  for (const node of document.querySelectorAll("[data-i18n]")) node.textContent = t(node.dataset.i18n);
  for (const node of document.querySelectorAll("[data-i18n-label]")) {
    node.setAttribute("aria-label", t(node.dataset.i18nLabel));
  }
}

/** Fills `holder` with one button per language; `onChange` is called after the switch. */
export function languageSwitch(holder, onChange) {
  const buttons = Object.entries(LANGUAGES).map(([code, { name, tag }]) => {
    const button = document.createElement("button");
    button.type = "button";
    button.lang = tag;
    button.textContent = name;
    button.setAttribute("aria-pressed", String(code === current));
    button.addEventListener("click", async () => {
      await useLanguage(code);
      store.keepLanguage(code);
      for (const other of buttons) other.setAttribute("aria-pressed", String(other === button));
      await onChange();
    });
    return button;
  });
  holder.replaceChildren(...buttons);
}
