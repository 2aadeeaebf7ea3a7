// What this browser keeps. The receipt (conversation id and secret) outlives the tab; unsent text does not.

const RECEIPT = "civicdesk.receipt";
const LANGUAGE = "civicdesk.language";
const UNSENT = "civicdesk.unsent";
const OUTBOX = "civicdesk.outbox";

function read(storage, key) {
  try {
    return storage().getItem(key);
  } catch {
    return null; // storage switched off: the page works, but a reload starts anew
  }
}

function write(storage, key, value) {
  try {
    if (value === null || value === "") storage().removeItem(key);
    else storage().setItem(key, value);
  } catch {
    // as above
  }
}

const device = () => window.localStorage;
const tab = () => window.sessionStorage;

function parsed(text) {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}

/** {id, secret} or null. */
export function receipt() {
  const kept = parsed(read(device, RECEIPT));
  return typeof kept?.id === "string" && typeof kept?.secret === "string" ? kept : null;
}
export const keepReceipt = (value) => write(device, RECEIPT, JSON.stringify(value));

export const language = () => read(device, LANGUAGE);
export const keepLanguage = (value) => write(device, LANGUAGE, value);

export const unsent = () => read(tab, UNSENT) ?? "";
export const keepUnsent = (text) => write(tab, UNSENT, text);

/** Messages sent but not yet acknowledged: [{client_id, text, after (the last seq then)}]. */
export const outbox = () => parsed(read(tab, OUTBOX)) ?? [];
export const keepOutbox = (entries) => write(tab, OUTBOX, entries.length ? JSON.stringify(entries) : null);

/** Forget the conversation on this device. */
export function forget() {
  for (const [storage, key] of [[device, RECEIPT], [tab, UNSENT], [tab, OUTBOX]]) write(storage, key, null);
}
