// How the service does: what became of questions, promises, ratings, second looks, and what changed because of citizens.

import * as api from "./api.js";
import { byId, el, languageOf } from "./dom.js";
import { day, language, moment, t } from "./i18n.js";
import { openPage } from "./open_page.js";

const OUTCOMES = {
  answered: "open.answered", reviewed: "open.reviewed", clarified: "open.clarified", courtesy: "open.courtesy",
  emergency: "open.emergency", failed: "open.failed",
};
const GRADES = {
  very_good: "rating.very_good", good: "rating.good", fair: "rating.fair", bad: "rating.bad", very_bad: "rating.very_bad",
};
const STATES = { being_looked_at: "change.being_looked_at", changed: "change.changed", left: "change.left" };

const section = (heading, ...children) => el("section", { class: "card" }, el("h2", {}, t(heading)), children);
const facts = (rows) => el("dl", { class: "facts" }, rows.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, String(value)))));

/** Counts as bars, each with its number and share beside it: the bar is a picture of the words. */
function bars(caption, rows) {
  const total = rows.reduce((sum, [, count]) => sum + count, 0);
  const share = (count) => (total ? `${Math.round((100 * count) / total)} %` : "–");
  return el("div", { class: "reply-table" }, el("table", { class: "bars" }, el("caption", { class: "unseen" }, caption),
    el("tbody", {}, rows.map(([name, count]) => el("tr", {},
      el("th", { scope: "row" }, name),
      el("td", { class: "bar-cell" }, el("meter", { min: 0, max: Math.max(1, total), value: count, "aria-label": `${name}: ${count}` })),
      el("td", { class: "number" }, `${count} · ${share(count)}`))))));
}

function outcomes(figures) {
  const rows = Object.entries(OUTCOMES).map(([key, name]) => [t(name), figures.outcomes[key] ?? 0]);
  return section("open.questions", el("p", { class: "meta" }, t("open.questions_told")), bars(t("open.questions"), rows),
    facts([[t("open.unchanged"), figures.released_unchanged], [t("open.changed"), figures.released_changed]]));
}

function promises({ promises: kept, since }) {
  const hours = kept.median_hours === null ? "–" : t("open.hours", { hours: Math.round(kept.median_hours) });
  return section("open.promises", el("p", { class: "meta" }, t("open.since", { day: day(since) })),
    facts([[t("open.replied"), kept.replied], [t("open.kept"), `${kept.kept} / ${kept.replied}`], [t("open.median"), hours]]));
}

function ratings({ ratings: rated, appeals }) {
  return section("open.ratings", bars(t("open.ratings"), rated.counts.map((one) => [t(GRADES[one.grade]), one.count])),
    facts([
      [t("open.called"), `${rated.called_in_time} / ${rated.called}`], [t("open.mended"), `${rated.mended_in_time} / ${rated.mended}`],
      [t("open.better"), `${rated.better} / ${rated.rated_again}`], [t("open.excluded"), rated.excluded],
      [t("autonomy.appealed"), appeals.made], [t("autonomy.appealed_changed"), appeals.changed],
    ]));
}

function changes(found) {
  if (found.length === 0) return section("open.changes", el("p", {}, t("open.no_changes")));
  return section("open.changes", el("p", { class: "meta" }, t("open.changes_told")), el("ol", { class: "said" }, found.map((one) => {
    const place = new URLSearchParams({ document: one.document_id, version: one.version_id });
    return el("li", {},
      el("a", { class: "citation", href: `document.html#${place}`, lang: languageOf(one.title) }, one.title),
      el("p", { class: "meta" }, [one.department_name, t("change.proposed", { day: day(one.proposed_on) })].join(" · ")),
      el("p", {}, t(STATES[one.state]), one.changed_at ? ` ${t("change.on", { day: day(one.changed_at) })}` : ""));
  })));
}

await openPage("open.heading", async () => {
  const [figures, { changes: found }] = await Promise.all([api.openFigures(), api.openChanges(language())]);
  byId("figures").replaceChildren(outcomes(figures), promises(figures), ratings(figures), changes(found));
  return t("open.at", { when: moment(figures.at) });
});
