// Words, numbers and moments in the reader's language. A language is one file in i18n/ and one line here.

import * as store from "./store.js";

export const LANGUAGES = { en: { name: "English", tag: "en" }, zh: { name: "中文", tag: "zh-Hans" } };

let current = "en";
let words = {};
const loaded = new Map();

/** The language to begin with: chosen earlier, else the browser's, else English. */
export function preferredLanguage() {
  const wanted = [store.language(), ...navigator.languages].map((tag) => (tag ?? "").slice(0, 2).toLowerCase());
  return wanted.find((tag) => tag in LANGUAGES) ?? "en";
}

async function load(language) {
  if (!loaded.has(language)) {
    const response = await fetch(new URL(`i18n/${language}.json`, import.meta.url), { credentials: "omit" });
    if (!response.ok) throw new Error(`no words for ${language}: ${response.status}`);
    loaded.set(language, await response.json());
  }
  return loaded.get(language);
}

/** Turns the page into `language`. Throws, and changes nothing, when its words can not be had. */
export async function useLanguage(language) {
  words = await load(language);
  current = language;
  document.documentElement.lang = LANGUAGES[language].tag;
  translatePage();
}

export const language = () => current;

/** The text for `key` with {name} places filled. A missing key shows as itself, so that it is noticed. */
export function t(key, values = {}) {
  return (words[key] ?? key).replace(/\{(\w+)\}/g, (place, name) => String(values[name] ?? place));
}

/** How numbers and moments are written: the reader's region where it speaks this language. */
function region() {
  return navigator.languages.find((tag) => tag.toLowerCase().startsWith(current)) ?? LANGUAGES[current].tag;
}

export function seconds(count) {
  return new Intl.NumberFormat(region(), { style: "unit", unit: "second", unitDisplay: "long" }).format(count);
}

export function moment(iso) {
  return new Intl.DateTimeFormat(region(), { dateStyle: "full", timeStyle: "short" }).format(new Date(iso));
}

/** When something was said: the time today, with the day before it otherwise. */
export function clock(iso) {
  const at = new Date(iso);
  const today = at.toDateString() === new Date().toDateString();
  return new Intl.DateTimeFormat(region(), { dateStyle: today ? undefined : "medium", timeStyle: "short" }).format(at);
}

/** A calendar day. A bare date has no time zone and must not shift by one. */
export function day(iso) {
  const zone = iso.includes("T") ? undefined : "UTC";
  return new Intl.DateTimeFormat(region(), { dateStyle: "long", timeZone: zone }).format(new Date(iso));
}

function translatePage() {
  for (const node of document.querySelectorAll("[data-i18n]")) node.textContent = t(node.dataset.i18n);
  for (const node of document.querySelectorAll("[data-i18n-label]")) {
    node.setAttribute("aria-label", t(node.dataset.i18nLabel));
  }
}

/** Fills `holder` with one button per language; `onChange` is called after the switch, `onFailure` when it was not possible. */
export function languageSwitch(holder, onChange, onFailure) {
  const buttons = Object.entries(LANGUAGES).map(([code, { name, tag }]) => {
    const button = document.createElement("button");
    button.type = "button";
    button.lang = tag;
    button.textContent = name;
    button.setAttribute("aria-pressed", String(code === current));
    button.addEventListener("click", async () => {
      try {
        await useLanguage(code);
      } catch {
        return onFailure();
      }
      store.keepLanguage(code);
      for (const other of buttons) other.setAttribute("aria-pressed", String(other === button));
      return onChange();
    });
    return button;
  });
  holder.replaceChildren(...buttons);
  // Fetched ahead, so that the switch also works without a connection; if this fails, the click tries again.
  for (const code of Object.keys(LANGUAGES)) load(code).catch(() => {});
}
