// The citizen's calls. The secret travels in the Authorization header only, never in an address.

/** A refusal by the API, or (status 0) no answer at all. */
export class ApiError extends Error {
  constructor(status, code, message, waitSeconds = null) {
    super(message);
    this.status = status;
    this.code = code;
    this.waitSeconds = waitSeconds;
  }

  /** Whether the same call may succeed later without anybody changing anything. */
  get passing() {
    return this.status === 0 || this.status >= 500 || this.status === 408;
  }
}

// A call without an answer for this long counts as cut; the server accepts a question in milliseconds.
const ANSWER_LIMIT_MS = 15000;

async function refusal(response) {
  let body = {};
  try {
    body = await response.json();
  } catch {
    // not JSON: the status alone must do
  }
  const wait = Number.parseInt(response.headers.get("Retry-After") ?? "", 10);
  return new ApiError(response.status, body.code ?? "unknown", body.message ?? "", Number.isNaN(wait) ? null : wait);
}

async function request(method, path, { secret, body, signal } = {}) {
  const headers = { Accept: "application/json" };
  if (secret) headers.Authorization = `Receipt ${secret}`;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  let response;
  try {
    response = await fetch(path, {
      method, headers, cache: "no-store", credentials: "omit", redirect: "error",
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: signal ?? AbortSignal.timeout(ANSWER_LIMIT_MS),
    });
  } catch {
    throw new ApiError(0, "no_connection", "");
  }
  if (!response.ok) throw await refusal(response);
  return response;
}

async function json(...call) {
  const response = await request(...call);
  try {
    return await response.json();
  } catch {
    throw new ApiError(0, "no_connection", "");
  }
}

const part = encodeURIComponent;
const of = (receipt) => `/api/conversations/${part(receipt.id)}`;

export const disclosure = (language) => json("GET", `/api/disclosure?language=${part(language)}`);

/** The receipt of a new conversation: {id, secret}. */
export async function openConversation(language, disclosureVersion) {
  const body = { language, disclosure_version: disclosureVersion };
  const opened = await json("POST", "/api/conversations", { body });
  return { id: opened.conversation_id, secret: opened.secret };
}

export const conversation = (receipt) => json("GET", of(receipt), { secret: receipt.secret });

export const sendMessage = (receipt, entry) =>
  json("POST", `${of(receipt)}/messages`, {
    secret: receipt.secret, body: { text: entry.text, client_id: entry.client_id },
  });

/** Erases it for good. The answer names the backups that still hold it: {copies: [{made_at, kept_until}]}. */
export const eraseConversation = (receipt) => json("DELETE", of(receipt), { secret: receipt.secret });

export const askForPerson = (receipt) => request("POST", `${of(receipt)}/person`, { secret: receipt.secret, body: {} });

/** Let another person look at a reply again; the case in which that happens. */
export const appeal = (receipt, body) => json("POST", `${of(receipt)}/appeals`, { secret: receipt.secret, body });

/** How a reply came about: {paragraphs: [{heading, sentences}]}. */
export const explanation = (receipt, replyId, language) =>
  json("GET", `${of(receipt)}/replies/${part(replyId)}/explanation?language=${part(language)}`, { secret: receipt.secret });

/** Say what one thinks of a reply: {reply_id, grade, reasons, comment}. */
export const rate = (receipt, body) => request("POST", `${of(receipt)}/ratings`, { secret: receipt.secret, body });

/** Everything held of the conversation, names of units in `language`. */
export const record = (receipt, language) => json("GET", `${of(receipt)}/record?language=${part(language)}`, { secret: receipt.secret });

/** Allow a purpose or object to it: {choices}. */
export const choose = (receipt, purpose, allowed) =>
  json("PUT", `${of(receipt)}/choices`, { secret: receipt.secret, body: { purpose, allowed } });

/** Put right what one wrote: {message_id, text, client_id}. */
export const amend = (receipt, body) => request("POST", `${of(receipt)}/amendments`, { secret: receipt.secret, body });

/** What a deletion receipt stands for: {at, gone}. */
export const checkReceipt = (receipt) => json("POST", "/api/deletion-receipts", { body: { receipt } });

export const withdraw = (receipt, number) =>
  json("POST", `${of(receipt)}/withdraw`, { secret: receipt.secret, body: { case_number: number } });

/** The open event stream after message `after`, as a response whose body is read as it comes. */
export const events = (receipt, after, signal) =>
  request("GET", `${of(receipt)}/events?after=${part(after)}`, { secret: receipt.secret, signal });

export const documentVersion = (documentId, versionId, language) =>
  json("GET", `/api/documents/${part(documentId)}/versions/${part(versionId)}?language=${part(language)}`);

/** Say what is wrong with a text: {kind, words}. */
export const propose = (documentId, versionId, body) =>
  request("POST", `/api/documents/${part(documentId)}/versions/${part(versionId)}/proposals`, { body });

/** How the service does, as of `at`. */
export const openFigures = () => json("GET", "/api/open/figures");

/** What citizens proposed, and what came of it. */
export const openChanges = (language) => json("GET", `/api/open/changes?language=${part(language)}`);

/** The instructions for use: {paragraphs: [{heading, sentences}]}. */
export const systemCard = (language) => json("GET", `/api/open/system-card?language=${part(language)}`);

/** Which answers go out without a person, and what audits found. */
export const autonomy = () => json("GET", "/api/autonomy");
