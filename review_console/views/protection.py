"""Reviewer protection: what drafts are worth, how far they are relied on, whom to talk to. Units only, no ranking (S-24)."""

from __future__ import annotations

import altair
import streamlit as st

from review_console import frame, markup, moments
from review_console.labels import label
from review_console.labels_reviewing import ARMS, OVERRIDE_ALARMS
from review_console.language import _
from review_console.views import incidents
from review_console.views.certificate_watch import percent
from review_console.wire_reviewing import Difference, PersonToTalkTo, Protection, Reliance, Share, TopicRate


def page() -> None:
    """Figures of the reader's departments."""
    st.title(_("Reviewer protection"))
    found = frame.attempt(frame.client().reviewing.protection)
    if found is None:
        return
    told = _(
        "Figures of your departments since {day}. They are about units: no person is measured or ranked here."
    )
    frame.show(markup.text(told.format(day=moments.day(found.since.date()))))
    _people(found.people)
    incidents.panel()
    _arms(found)
    _reliance(found.reliance)
    _topics(found.topics)


def _people(people: tuple[PersonToTalkTo, ...]) -> None:
    """Who stands out, and how; nothing about how much."""
    if not people:
        return
    st.header(_("Talk to them"))
    told = _(
        "Ask how they are doing and look at some drafts together. It is no fault and no figure about a person."
    )
    frame.show(markup.text(told))
    rows = [
        (one.display_name, "; ".join(label(OVERRIDE_ALARMS, kind) for kind in one.alarms)) for one in people
    ]
    frame.show(markup.table([_("Who"), _("What stands out")], rows, _("Colleagues to talk to")))


def _arms(found: Protection) -> None:
    st.header(_("With and without drafts"))
    told = _(
        "Chance decides for each case, once: most come with a draft, some are judged before the draft is shown, and a few are "
        "answered without one. So the gain of drafts is measured, and people stay in practice."
    )
    frame.show(markup.text(told))
    frame.show(markup.facts([(label(ARMS, arm), str(found.arms.get(arm, 0))) for arm in ARMS]))
    _difference(_("Minutes from taking in hand to the reply"), found.time, 1 / 60, "{:.1f}")
    _difference(_("Wrong or incomplete replies, of 100"), found.errors, 100, "{:.1f}")


def _difference(name: str, found: Difference | None, times: float, form: str) -> None:
    st.subheader(name)
    if found is None:
        frame.say("info", _("Too few cases yet: each side needs ten."))
        return
    ends = f"{form.format(found.low * times)} – {form.format(found.high * times)}"
    frame.show(
        markup.facts(
            [
                (_("Without a draft"), f"{form.format(found.first * times)} ({found.first_cases})"),
                (_("With a draft"), f"{form.format(found.second * times)} ({found.second_cases})"),
                (_("Difference"), form.format(found.difference * times)),
                (_("95 % interval"), ends),
            ]
        )
    )


def _reliance(found: Reliance) -> None:
    st.header(_("Reliance on drafts"))
    told = _(
        "From cases that were judged before the draft and whose reply was labelled blind later: {count}."
    )
    frame.show(markup.text(told.format(count=found.cases)))
    frame.show(
        markup.facts(
            [
                (_("Own judgement wrong, draft right: ended right (RAIR)"), _share(found.rair)),
                (_("Own judgement right, draft wrong: ended right (RSR)"), _share(found.rsr)),
            ]
        )
    )


def _share(found: Share) -> str:
    if found.value is None:
        return "–"
    return (
        f"{found.count} / {found.of} = {percent(found.value)} ({percent(found.low)} – {percent(found.high)})"
    )


def _topics(topics: tuple[TopicRate, ...]) -> None:
    """How many drafts go out unchanged, drawn with their intervals and told in a table."""
    if not topics:
        return
    st.header(_("Drafts sent unchanged"))
    names = [frame.topic_name(one.topic_id) or _("no topic") for one in topics]
    points = [
        {
            "topic": name,
            "rate": one.rate.unchanged / one.rate.decided,
            "low": one.rate.low,
            "high": one.rate.high,
        }
        for name, one in zip(names, topics, strict=True)
        if one.rate.decided
    ]
    base = altair.Chart(altair.InlineData(values=points)).encode(y=altair.Y("topic:N", title=None))
    scale = altair.Scale(domain=[0, 1])
    axis = altair.Axis(format="%", title=_("Share sent unchanged, with its 95 % interval"))
    drawn = base.mark_rule(strokeWidth=2).encode(
        x=altair.X("low:Q", scale=scale, axis=axis), x2=altair.X2("high:Q")
    ) + base.mark_point(filled=True, size=80).encode(x=altair.X("rate:Q", scale=scale))
    st.altair_chart(drawn, width="stretch")
    rows = [
        (
            name,
            f"{one.rate.unchanged} / {one.rate.decided}",
            f"{percent(one.rate.low)} – {percent(one.rate.high)}",
        )
        for name, one in zip(names, topics, strict=True)
    ]
    headers = [_("Topic"), _("Unchanged"), _("95 % interval")]
    frame.show(markup.table(headers, rows, _("Drafts sent unchanged, by topic")))
