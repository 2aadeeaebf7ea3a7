"""What a person wants to see of the queue: state, department, words, and further filters when they are needed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import streamlit as st

from review_console import frame
from review_console.labels import CASE_STATES, LANGUAGE_NAMES, REASONS, label, shown, shown_as
from review_console.labels_queue import PRIORITIES, WAITING_FOR
from review_console.language import _

STATES = ("open", "mine", "waiting", "in_hand", "replied", "withdrawn", "all")


TOLD_REASONS = {
    code: words
    for code, words in REASONS.items()
    if code not in ("audit_sample", "below_threshold", "no_certificate")
}
"""Reasons that one may look for: reviewers are not told how sure the engine was of a draft."""


def ask() -> dict[str, Any]:
    """Draw the filters; what to send to the API for them."""
    chosen, department = _usual()
    wanted: dict[str, Any] = {"state": "open" if chosen == "mine" else chosen, "department": department}
    if chosen == "mine":
        wanted["holding"] = "me"
    wanted["text"] = st.text_input(
        _("Search by case number or words of the question"),
        max_chars=200,
        key=frame.key("text", "queue"),
        persist_state="session",
    ).strip()
    with st.expander(_("More filters")):
        _further(wanted)
    return {name: value for name, value in wanted.items() if value}


def _usual() -> tuple[str, str]:
    names = {"open": _("Open"), "mine": _("Mine"), "all": _("All"), "withdrawn": _("Withdrawn")}
    left, middle, right = st.columns([6, 2, 1], vertical_alignment="bottom")
    chosen = left.segmented_control(
        _("Show"),
        STATES,
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
    return str(chosen or "open"), department or ""


def _further(wanted: dict[str, Any]) -> None:
    first, second, third = st.columns(3)
    with first:
        wanted["topic"] = _one(_("Topic"), "topic", frame.topics())
        wanted["language"] = _one(_("Language"), "language", _labels(LANGUAGE_NAMES))
    with second:
        wanted["priority"] = _one(_("Urgency"), "priority", _labels(PRIORITIES))
        wanted["waiting_for"] = _one(_("Waits for"), "waiting_for", _labels(WAITING_FOR))
    with third:
        wanted["reason"] = _one(_("Why it came to a person"), "reason", _labels(TOLD_REASONS))
        wanted["overdue"] = st.checkbox(
            _("Only past the promised time"), key=frame.key("overdue", "queue"), persist_state="session"
        )
        free = st.checkbox(
            _("Only in nobody's hands"), key=frame.key("free", "queue"), persist_state="session"
        )
        if free and "holding" not in wanted:
            wanted["holding"] = "nobody"


def _one(title: str, name: str, names: Mapping[str, str]) -> str:
    chosen = st.selectbox(
        title,
        ["", *names],
        format_func=shown_as({**names, "": _("Any")}),
        key=frame.choice_key(name, "queue"),
        persist_state="session",
    )
    return chosen or ""


def _labels(table: dict[str, str]) -> dict[str, str]:
    codes: Iterable[str] = table
    return {code: label(table, code) for code in codes}
