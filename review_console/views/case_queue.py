"""The queue: whoever may be in danger first, then what is overdue, then by promised time."""

from __future__ import annotations

import streamlit as st

from review_console import frame, markup, moments
from review_console.labels import CASE_STATES, LANGUAGE_NAMES, REASONS, label, shown, shown_as
from review_console.language import _
from review_console.views import case_clock
from review_console.views.open_case import open_case
from review_console.wire_case_life import CaseClock
from review_console.wire_cases import CaseRow

FILTERS = ("open", "mine", "waiting", "in_hand", "replied", "withdrawn", "all")
SHOWN_AT_ONCE = 25
"""Rows drawn at once: each is three columns and a button, and more than a screenful or two is not read anyway."""


def show() -> None:
    """Filters, counts and the cases."""
    st.title(_("Cases"))
    chosen, department = _filters()
    state = chosen if chosen in CASE_STATES else None
    listed = frame.attempt(lambda: frame.client().cases.list(state, department, mine=chosen == "mine"))
    if listed is None:
        return
    rows = sorted(listed.cases, key=lambda row: (not row.urgent, not row.overdue, row.promised_at))
    if chosen == "open":
        rows = [row for row in rows if row.state in ("waiting", "in_hand")]
    late = sum(row.overdue for row in rows)
    frame.show(
        markup.text(_("Cases: {count} · past the promised time: {late}").format(count=len(rows), late=late))
    )
    if not rows:
        frame.say("info", _("No case matches."))
    limit = int(st.session_state.get("queue_limit", SHOWN_AT_ONCE))
    clocks = _clocks()
    for row in rows[:limit]:
        _row(row, clocks.get(row.id))
    if len(rows) > limit and st.button(_("Show more"), key="more"):
        st.session_state["queue_limit"] = limit + SHOWN_AT_ONCE
        st.rerun()


def _filters() -> tuple[str, str | None]:
    names = {"open": _("Open"), "mine": _("Mine"), "all": _("All"), "withdrawn": _("Withdrawn")}
    left, middle, right = st.columns([6, 2, 1], vertical_alignment="bottom")
    chosen = left.segmented_control(
        _("Show"),
        FILTERS,
        default="open",
        required=True,
        format_func=shown(CASE_STATES, **names),
        key=frame.choice_key("filter", "queue"),
        persist_state="session",
    )
    department = middle.selectbox(
        _("Department"),
        ["", *(department.id for department in frame.directory().departments)],
        format_func=shown_as(frame.departments() | {"": _("All departments")}),
        key=frame.choice_key("department", "queue"),
        persist_state="session",
    )
    if right.button(_("Refresh"), key="queue_refresh", width="stretch"):
        st.rerun()
    return str(chosen or "open"), department or None


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
