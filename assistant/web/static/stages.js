// The honest progress: the six steps as the engine reports them, never a made-up percentage.

import { el } from "./dom.js";
import { t } from "./i18n.js";

const STEPS = {
  screen: "stages.screen",
  understand: "stages.understand",
  retrieve: "stages.retrieve",
  draft: "stages.draft",
  verify: "stages.verify",
  route: "stages.route",
};

export class Stages {
  #states = new Map();

  constructor(holder) {
    this.holder = holder;
    this.line = el("p", { class: "stage-now", role: "status", "aria-live": "polite" });
    this.list = el("ol", { class: "stage-list" });
    holder.replaceChildren(this.line, this.list);
  }

  /** A question was taken: nothing reported yet. */
  begin() {
    this.#states.clear();
    this.holder.hidden = false;
    this.draw();
  }

  report({ stage, state }) {
    if (!(stage in STEPS)) return;
    this.#states.set(stage, state);
    this.holder.hidden = false;
    this.draw();
  }

  end() {
    this.#states.clear();
    this.holder.hidden = true;
    this.line.textContent = "";
    this.list.replaceChildren();
  }

  draw() {
    if (this.holder.hidden) return;
    const now = Object.keys(STEPS).findLast((step) => this.#states.get(step) === "started");
    const text = now ? t(STEPS[now]) : t("stages.begin");
    if (this.line.textContent !== text) this.line.textContent = text;
    this.list.replaceChildren(...Object.entries(STEPS).map(([step, key]) => this.#item(step, key)));
  }

  #item(step, key) {
    const state = this.#states.get(step) ?? "ahead";
    const said = { started: t("stages.started"), done: t("stages.done") }[state] ?? t("stages.ahead");
    return el("li", { "data-stage": step, "data-state": state },
      t(key), el("span", { class: "unseen" }, ` (${said})`));
  }
}
