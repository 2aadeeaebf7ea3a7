// What the citizen thinks of a reply: five grades, then reasons and words if they like. Nothing asks for it.

import { el } from "./dom.js";
import { t } from "./i18n.js";

const GRADES = {
  very_good: "rating.very_good", good: "rating.good", fair: "rating.fair", bad: "rating.bad", very_bad: "rating.very_bad",
};
const REASONS = {
  wrong: "rating_reason.wrong", incomplete: "rating_reason.incomplete", unclear: "rating_reason.unclear",
  not_asked: "rating_reason.not_asked", slow: "rating_reason.slow", sent_around: "rating_reason.sent_around",
  unfriendly: "rating_reason.unfriendly", hard_to_use: "rating_reason.hard_to_use",
};

/** The button below a reply and its form, or the grade given; null where there is nothing (more) to rate.
 *  `send({reply_id, grade, reasons, comment})` resolves to whether it was taken. */
export function ratingControl(reply, send) {
  const given = reply.rating;
  const holder = el("div", { class: "rating" });
  const rest = () => holder.replaceChildren(...[
    given && el("span", { class: "meta" }, t("rating.given", { grade: t(GRADES[given.grade]) })),
    (!given || given.open) && el("button", { type: "button", class: "link", on: { click: () => open({}) } },
      t(!given ? "rating.ask" : given.mended ? "rating.again" : "rating.change")),
  ].filter(Boolean));
  function open(kept) {
    holder.replaceChildren(form(reply, kept, close, async (sent) => {
      rest();
      // What was typed comes back where it could not be sent.
      if (!await send(sent)) open(sent);
    }));
    holder.querySelector("input").focus();
  }
  function close() {
    rest();
    holder.querySelector("button")?.focus();
  }
  rest();
  return holder;
}

function form(reply, kept, close, send) {
  const id = `rating-${reply.id}`;
  const problem = el("p", { class: "meta problem", role: "alert" });
  const grades = Object.entries(GRADES).map(([grade, key]) => choice(`${id}-grade`, "radio", grade, t(key), kept.grade === grade));
  const reasons = Object.entries(REASONS).map(([one, key]) => choice(`${id}-reason`, "checkbox", one, t(key), kept.reasons?.includes(one)));
  const words = el("textarea", { id: `${id}-words`, rows: "2", maxlength: "2000" });
  words.value = kept.comment ?? "";
  const chosen = (boxes) => boxes.map((one) => one.querySelector("input")).filter((box) => box.checked).map((box) => box.value);
  const node = el("form", { class: "rating-form", on: {
    submit: (event) => {
      event.preventDefault();
      const [grade] = chosen(grades);
      if (!grade) {
        problem.textContent = t("rating.choose");
        grades[0].querySelector("input").focus();
        return;
      }
      send({ reply_id: reply.id, grade, reasons: chosen(reasons), comment: words.value.trim() });
    },
    keydown: (event) => { if (event.key === "Escape") close(); },
  } },
    el("fieldset", {}, el("legend", {}, t("rating.legend")), el("div", { class: "choices" }, grades)),
    problem,
    el("fieldset", {}, el("legend", {}, t("rating.reasons")), el("div", { class: "choices" }, reasons)),
    el("label", { for: words.id }, t("rating.words")), words,
    el("p", { class: "meta" }, t("rating.told")),
    el("div", { class: "confirm" },
      el("button", { type: "submit", class: "button small" }, t("rating.send")),
      el("button", { type: "button", class: "button quiet small", on: { click: close } }, t("rating.no"))));
  return node;
}

function choice(name, type, value, words, checked) {
  return el("label", { class: "choice" }, el("input", { type, name, value, checked }), el("span", {}, words));
}
