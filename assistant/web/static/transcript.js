// The conversation on the screen: every message once, what is on its way below, and the reading place kept.

import { byId } from "./dom.js";
import { language, t } from "./i18n.js";
import { messageElement, pendingElement } from "./messages.js";

export class Transcript {
  #drawn = new Map();

  constructor({ chat, log, outbox }) {
    Object.assign(this, { chat, log, outbox });
  }

  /** Shows the conversation as it stands. `actions`: {choose(text), withdraw(number), copy(text), retry()}. */
  draw(conversation, actions) {
    const { messages: all, waiting } = conversation;
    const reading = document.activeElement?.closest(".message")?.dataset.id;
    const next = new Map();
    all.forEach((message, at) => {
      const live = at === all.length - 1 && waiting.length === 0;
      const key = JSON.stringify([message, message.kind === "clarify" && live, language()]);
      const before = this.#drawn.get(message.id);
      next.set(message.id, before?.key === key ? before : { key, node: messageElement(message, { ...actions, live }) });
    });
    this.#place([...next.values()].map((entry) => entry.node));
    this.#drawn = next;
    // A message drawn anew under the reader's focus gets the focus back.
    if (reading && document.activeElement === document.body) next.get(reading)?.node.focus({ preventScroll: true });
    this.#drawOutbox(waiting, actions);
  }

  clear() {
    this.#drawn = new Map();
    this.log.replaceChildren();
    this.outbox.replaceChildren();
  }

  /** Brings a message that has just arrived into view: its end, or its beginning where it is long. */
  show(message) {
    const node = this.#drawn.get(message.id)?.node;
    const room = window.innerHeight - byId("bar").offsetHeight - byId("composer").offsetHeight;
    if (node && message.kind !== "question" && node.offsetHeight > room) scrollTo(node, "start");
    else this.toEnd();
  }

  toEnd() {
    scrollTo(this.chat, "end");
  }

  // Nodes that stay are not touched: a live region must not read them again and focus must not jump.
  #place(nodes) {
    for (const child of [...this.log.children]) if (!nodes.includes(child)) child.remove();
    nodes.forEach((node, at) => {
      if (this.log.children[at] !== node) this.log.insertBefore(node, this.log.children[at] ?? null);
    });
  }

  #drawOutbox(waiting, actions) {
    this.outbox.replaceChildren(...waiting.map((entry) => (entry.delayed
      ? pendingElement(entry, t("ask.delayed"), actions.retry)
      : pendingElement(entry, t("ask.sending")))));
  }
}

function scrollTo(node, block) {
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  node.scrollIntoView({ block, behavior: calm ? "auto" : "smooth" });
}
