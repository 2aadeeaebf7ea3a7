// The conversation's state: what was said, what is on its way, and the stream. It knows no element.

import * as api from "./api.js";
import { LiveStream } from "./events.js";
import * as store from "./store.js";

const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 15000;

/** Emits (by `listener.method`): changed(), arrived(message), stage(value), connection("open" | "cut"), refused(), problem(error, text). */
export class Conversation {
  #messages = new Map();
  #stream = null;
  #timer = null;
  #sending = null;
  #appeals = new Map();
  #tries = 0;

  constructor(receipt, listener) {
    this.receipt = receipt;
    this.listener = listener;
    this.outbox = store.outbox();
  }

  get messages() {
    return [...this.#messages.values()].sort((one, other) => one.seq - other.seq);
  }

  get lastSeq() {
    return Math.max(0, ...[...this.#messages.values()].map((message) => message.seq));
  }

  /** Whether the last thing said is a question still being worked on. */
  get working() {
    return this.messages.findLast((message) => message.kind !== "correction")?.kind === "question";
  }

  /** What is on its way and not yet among the messages: the stream may show a question before its sending is acknowledged. */
  get waiting() {
    const shown = (entry) => this.messages.some((message) =>
      message.kind === "question" && message.text === entry.text && message.seq > (entry.after ?? 0));
    return this.outbox.filter((entry) => !shown(entry));
  }

  get asked() {
    return this.outbox.length > 0 || this.messages.some((message) => message.kind === "question");
  }

  /** Loads what was said, then follows the stream. Throws ApiError when it cannot be read. */
  async begin() {
    await this.refresh();
    this.#stream = new LiveStream(this.receipt, {
      after: () => this.lastSeq,
      onEvent: (name, value) => this.#event(name, value),
      onState: (state) => { this.listener.connection(state); if (state === "open") this.flush(); },
      onRefused: () => this.listener.refused(),
    });
    this.#stream.run();
    this.flush();
  }

  end() {
    this.#stream?.stop();
    clearTimeout(this.#timer);
  }

  async refresh() {
    const whole = await api.conversation(this.receipt);
    for (const message of whole.messages) this.#messages.set(message.id, message);
    this.listener.changed();
  }

  /** Puts `text` on its way; its client id makes a repeated sending harmless. Resolves to whether it was not refused. */
  async send(text) {
    this.outbox.push({ client_id: crypto.randomUUID?.() ?? randomId(), text, after: this.lastSeq });
    store.keepOutbox(this.outbox);
    this.listener.changed();
    return await this.flush();
  }

  /** Sends what waits, one after the other; never two at once. Resolves to false when the service refused. */
  flush() {
    clearTimeout(this.#timer);
    this.#sending ??= this.#drain().finally(() => { this.#sending = null; });
    return this.#sending;
  }

  async askForPerson() {
    await api.askForPerson(this.receipt);
  }

  /** Sent once however often it is pressed: an appeal against the same reply keeps its client id until it is taken. */
  async appeal(replyId, words) {
    const id = this.#appeals.get(replyId) ?? randomId();
    this.#appeals.set(replyId, id);
    await api.appeal(this.receipt, { reply_id: replyId, words, client_id: id });
    this.#appeals.delete(replyId);
    await this.refresh();
  }

  async rate(rating) {
    await api.rate(this.receipt, rating);
    await this.refresh();
  }

  async withdraw(number) {
    const shown = await api.withdraw(this.receipt, number);
    for (const message of this.#messages.values()) {
      if (message.case?.number === number) this.#messages.set(message.id, { ...message, case: shown });
    }
    this.listener.changed();
  }

  async #drain() {
    while (this.outbox.length > 0) {
      const entry = this.outbox[0];
      try {
        const taken = await api.sendMessage(this.receipt, entry);
        this.#tries = 0;
        this.#done(entry);
        this.#add(taken.message);
        for (const message of taken.at_once ?? []) this.#add(message);
      } catch (error) {
        if (!(error instanceof api.ApiError)) throw error;
        if (error.passing) {
          this.#later(entry);
          return true;
        }
        this.#handBack(error);
        return false;
      }
    }
    return true;
  }

  // What waits behind a refused message goes back with it: sent on, it would stand without what came before.
  #handBack(error) {
    const text = this.outbox.map((entry) => entry.text).join("\n\n");
    this.outbox = [];
    store.keepOutbox(this.outbox);
    this.listener.changed();
    if ([401, 403, 404].includes(error.status)) this.listener.refused(text);
    else this.listener.problem(error, text);
  }

  #later(entry) {
    entry.delayed = true;
    this.listener.changed();
    const pause = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#tries++);
    this.#timer = setTimeout(() => this.flush(), pause);
  }

  #done(entry) {
    this.outbox = this.outbox.filter((other) => other !== entry);
    store.keepOutbox(this.outbox);
  }

  #event(name, value) {
    if (name === "stage") this.listener.stage(value);
    if (name === "message") this.#add(value);
  }

  #add(message) {
    const known = this.#messages.has(message.id);
    this.#messages.set(message.id, message);
    this.listener.changed();
    if (known) return;
    this.listener.arrived(message);
    // A person's reply closes its case: the card above must say so too.
    const told = message.kind === "call_back";  // the reply it is about may be rated once more
    if (told || message.reply?.released_by?.kind === "person") this.refresh().catch(() => {});
  }
}

// crypto.randomUUID exists only on https and localhost; the id need not be secret, only unlikely to repeat.
function randomId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
