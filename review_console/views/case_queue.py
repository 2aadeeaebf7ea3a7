"""The queue: whoever may be in danger first, then what is overdue, then by promised time."""

from __future__ import annotations

from typing import Any

import streamlit as st

from review_console import frame, markup, moments
from review_console.labels import CASE_STATES, LANGUAGE_NAMES, REASONS, label
from review_console.language import _
from review_console.views import case_clock, queue_filters
from review_console.views.open_case import open_case
from review_console.wire_case_life import CaseClock
from review_console.wire_cases import CaseRow


def show() -> None:
    """Filters, counts and the cases, page by page."""
    st.title(_("Cases"))
    wanted = queue_filters.ask()
    places = _places(wanted)
    asked = wanted | ({"after": places[-1]} if places else {})
    page = frame.attempt(lambda: frame.client().cases.queue(asked))
    if page is None:
        return
    counted = _("Cases: {count} · past the promised time: {late}")
    frame.show(markup.text(counted.format(count=page.matching, late=page.overdue)))
    if not page.cases:
        frame.say("info", _("No case matches."))
    clocks = _clocks()
    for row in page.cases:
        _row(row, clocks.get(row.id))
    _turn(places, page.after)


def _places(wanted: dict[str, Any]) -> list[str]:
    """The places after which this page and those before it begin; another filter starts at the beginning."""
    kept = st.session_state.get("queue_places")
    if kept is None or kept[0] != wanted:
        kept = st.session_state["queue_places"] = (wanted, [])
    places: list[str] = kept[1]
    return places


def _turn(places: list[str], after: str | None) -> None:
    back, on = st.columns(2)
    if places and back.button(_("Previous cases"), key="queue_back", width="stretch"):
        places.pop()
        st.rerun()
    if after is not None and on.button(_("Following cases"), key="queue_on", width="stretch"):
        places.append(after)
        st.rerun()


def _clocks() -> dict[str, CaseClock]:
    told = frame.attempt(lambda: frame.client().life.clocks())
    return {one.case_id: one for one in told.clocks} if told is not None else {}


def _row(row: CaseRow, clock: CaseClock | None) -> None:
    with st.container(border=True):
        what, when, who = st.columns([11, 6, 5], vertical_alignment="center")
        with what:
            frame.show(markup.text(row.question_preview, "strong", row.language))
            frame.show(markup.tags(label(REASONS, reason) for reason in row.reasons))
            place = " · ".join(
                part
                for part in (
                    row.number,
                    frame.department_name(row.department_id),
                    frame.topic_name(row.topic_id),
                    label(LANGUAGE_NAMES, row.language),
                )
                if part
            )
            frame.show(markup.text(place, "path"))
        with when:
            if row.urgent:
                frame.show(markup.tags([_("Someone may be in danger: answer first")], "late"))
            if row.overdue:
                frame.show(markup.tags([_("Past the promised time")], "late"))
            frame.show(markup.facts([(_("Promised"), moments.both(row.promised_at))]))
            if clock is not None:
                frame.show(case_clock.bar(clock))
            frame.show(markup.text(_holder(row), "path"))
        with who:
            _buttons(row)


def _holder(row: CaseRow) -> str:
    if row.claimed_by_me:
        return _("In your hands")
    if row.claimed_by:
        return _("In the hands of {name}").format(name=row.claimed_by)
    return label(CASE_STATES, row.state)


def _buttons(row: CaseRow) -> None:
    number = markup.plain_label(row.number)
    if st.button(_("Open {number}").format(number=number), key=f"open:{row.id}", width="stretch", wrap=True):
        open_case(row.id)
        st.rerun()
    if row.state != "waiting" or row.claimed_by or not frame.may("decide_cases"):
        return
    done = _("The case is in your hands.")
    if st.button(_("Take in hand"), key=f"claim:{row.id}", width="stretch") and frame.perform(
        lambda: frame.client().cases.claim(row.id), done
    ):
        open_case(row.id)
        st.rerun()
