// Which answers go out without a person, on which promise, and what people found when they checked. Open to everybody.

import * as api from "./api.js";
import { byId, el } from "./dom.js";
import { LANGUAGES, day, language, t } from "./i18n.js";
import { openPage } from "./open_page.js";

const STATES = {
  valid: "autonomy.valid",
  expired: "autonomy.expired",
  withdrawn: "autonomy.withdrawn",
  void: "autonomy.void",
};

const percent = (share) => `${(share * 100).toFixed(1)} %`;

function group(one) {
  const name = one.topic_name[language()] ?? one.topic_id;
  const facts = [
    [t("autonomy.promise"), t("autonomy.at_most", { share: percent(one.alpha) })],
    [t("autonomy.doubt"), percent(one.cumulative_delta)],
    [t("autonomy.replies"), String(one.replies)],
    [t("autonomy.audited"), String(one.audited)],
    [t("autonomy.audited_wrong"), String(one.audited_wrong)],
    [t("autonomy.appealed"), String(one.appealed)],
    [t("autonomy.appealed_changed"), String(one.appealed_changed)],
  ];
  return el(
    "section",
    {},
    el("h2", {}, `${name} · ${LANGUAGES[one.language]?.name ?? one.language}`),
    el("p", { class: one.status === "valid" ? "in-force" : "notice warning" }, t(STATES[one.status])),
    one.ended_by_alarm_at ? el("p", {}, t("autonomy.alarm", { day: day(one.ended_by_alarm_at) })) : "",
    el("dl", { class: "facts" }, facts.map(([word, value]) => el("div", {}, el("dt", {}, word), el("dd", {}, value)))),
  );
}

await openPage("autonomy.heading", async () => {
  const { groups } = await api.autonomy();
  byId("groups").replaceChildren(...groups.map(group));
  return groups.length ? "" : t("autonomy.none");
});
