"""Reaching out again after a case: asking for a call back, and what became of such calls (S-31)."""

from __future__ import annotations

from datetime import date

import streamlit as st

from review_console import frame, markup, moments
from review_console.labels import label
from review_console.labels_needs import TASK_STATES
from review_console.language import _
from review_console.wire_cases import CaseDetail


def panel(case: CaseDetail) -> None:
    """Only for a closed case and for whoever may decide it."""
    if case.state not in ("replied", "withdrawn") or not frame.may("decide_cases"):
        return
    st.header(_("Call back"))
    listed = frame.attempt(lambda: frame.client().tasks.call_backs(case.id))
    calls = listed.tasks if listed is not None else ()
    for place, call in enumerate(calls):
        told = " · ".join(
            (label(TASK_STATES, call.state), moments.day(call.due), call.assignee or _("nobody"))
        )
        with st.container(horizontal=True, vertical_alignment="center"):
            frame.show(markup.text(told))
            if st.button(_("Open the task"), key=f"call:{place}"):
                st.session_state["open_task"] = call.id
                frame.go("tasks")
    if any(call.state == "open" for call in calls):
        return
    told = _("Contact data stay in this case; the task names the case only.")
    frame.show(markup.text(told, "path"))
    scope = f"call:{case.id}"
    left, right = st.columns([4, 2], vertical_alignment="bottom")
    note = left.text_input(
        _("What the call is about (no personal data)"), key=frame.key("note", scope), persist_state="session"
    )
    due = right.date_input(_("Call by"), value=None, format="YYYY-MM-DD", key=frame.key("due", scope))
    day = due if isinstance(due, date) else None
    if st.button(_("Ask for a call back"), key="call_back") and frame.perform(
        lambda: frame.client().tasks.call_back(case.id, (note or "").strip(), day),
        _("A call back is asked for."),
    ):
        frame.forget(scope)
        st.rerun()
