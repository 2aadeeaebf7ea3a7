// The live stream: server-sent events over fetch (so that the secret can go in a header), with reconnection.

import * as api from "./api.js";

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15000;
// The server sends a heartbeat every 15 s; silence for more than two of them means a dead connection.
const SILENCE_LIMIT_MS = 35000;

/** Feeds text pieces in, gets whole events out: {event, data, id}. Comments are dropped. */
export class EventParser {
  #rest = "";

  push(piece) {
    this.#rest = (this.#rest + piece).replace(/\r\n/g, "\n");
    const blocks = this.#rest.split("\n\n");
    this.#rest = blocks.pop();
    return blocks.map(readBlock).filter((event) => event.data !== "");
  }
}

function readBlock(block) {
  const event = { event: "message", data: "", id: null };
  const data = [];
  for (const line of block.split("\n")) {
    const at = line.indexOf(":");
    if (at === 0 || line === "") continue;
    const name = at < 0 ? line : line.slice(0, at);
    const value = at < 0 ? "" : line.slice(at + 1).replace(/^ /, "");
    if (name === "data") data.push(value);
    else if (name === "event" || name === "id") event[name] = value;
  }
  event.data = data.join("\n");
  return event;
}

/** Keeps a stream open. Calls `onEvent(name, value)`, `onState("open" | "cut")` and, when the receipt is refused, `onRefused()`. */
export class LiveStream {
  #stopped = false;
  #controller = null;
  #wake = null;
  #failures = 0;

  constructor(receipt, { after, onEvent, onState, onRefused }) {
    Object.assign(this, { receipt, after, onEvent, onState, onRefused });
    this.hurry = () => this.#wake?.();
    window.addEventListener("online", this.hurry);
    this.drop = () => this.#controller?.abort();
    window.addEventListener("offline", this.drop);
  }

  async run() {
    while (!this.#stopped) {
      let pause = null;
      try {
        await this.#readOnce();
      } catch (error) {
        if (error instanceof api.ApiError && [401, 403, 404].includes(error.status)) return this.onRefused();
        if (error?.waitSeconds) pause = error.waitSeconds * 1000;
      }
      if (this.#stopped) return undefined;
      this.onState("cut");
      const grown = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.#failures++);
      await this.#sleep(pause ?? grown * (0.5 + Math.random() / 2));
    }
    return undefined;
  }

  stop() {
    this.#stopped = true;
    this.#controller?.abort();
    this.#wake?.();
    window.removeEventListener("online", this.hurry);
    window.removeEventListener("offline", this.drop);
  }

  #sleep(milliseconds) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => { clearTimeout(timer); resolve(); };
    });
  }

  async #readOnce() {
    this.#controller = new AbortController();
    const abort = () => this.#controller.abort();
    let watchdog = setTimeout(abort, SILENCE_LIMIT_MS);
    try {
      const response = await api.events(this.receipt, this.after(), this.#controller.signal);
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      const parser = new EventParser();
      this.onState("open");
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        this.#failures = 0;
        clearTimeout(watchdog);
        watchdog = setTimeout(abort, SILENCE_LIMIT_MS);
        for (const { event, data } of parser.push(value)) this.onEvent(event, JSON.parse(data));
      }
    } finally {
      clearTimeout(watchdog);
    }
  }
}
