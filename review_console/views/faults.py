"""Faults that reviewers reported of a page: what misled, who mends it by when, and the case it was met in."""

from __future__ import annotations

import streamlit as st

from review_console import frame, markup, moments
from review_console.labels import FAULT_KINDS, FAULT_STATES, label
from review_console.language import _
from review_console.views.open_case import open_case
from review_console.wire_health import Fault


def of_document(document_id: str) -> None:
    """The open faults of one document, on its page. Nothing is said where there are none."""
    listed = frame.attempt(lambda: frame.client().health.faults(document_id))
    found = [one for one in (listed.faults if listed is not None else ()) if one.state == "open"]
    if not found:
        return
    st.subheader(markup.plain_label(_("Reported faults still open: {count}").format(count=len(found))))
    for fault in found:
        with st.container(border=True):
            show(fault)


def show(fault: Fault) -> None:
    """One of them, with the ways to its task and, where the reader may see it, to its case."""
    frame.show(markup.text(fault.title, "strong"))
    if fault.overdue:
        frame.show(markup.tags([_("Past its deadline")], "late"))
    frame.show(
        markup.facts(
            [
                (_("Kind"), label(FAULT_KINDS, fault.kind)),
                (_("State"), label(FAULT_STATES, fault.state)),
                (_("To be mended by"), moments.day(fault.due)),
                (_("Worked on by"), fault.assignee or _owners(fault)),
                (_("Reported"), f"{fault.reported_by} · {moments.moment(fault.reported_at)}"),
            ]
        )
    )
    if fault.quote:
        frame.show(markup.text(fault.quote, "quote"))
    frame.show(markup.text(fault.note))
    if fault.newer_version is not None and fault.state == "open":
        said = _("Version {number} was published since. If it mends the fault, close the task under Tasks.")
        frame.say("info", said.format(number=fault.newer_version))
    _ways(fault)


def _owners(fault: Fault) -> str:
    """Whose it is while no person took it: the department answers for it."""
    owners = " · ".join(map(frame.department_name, fault.departments))
    return _("Nobody yet; {department} answers for it").format(department=owners) if owners else _("Nobody")


def _ways(fault: Fault) -> None:
    with st.container(horizontal=True):
        if st.button(_("Open the task"), key=f"fault_task:{fault.id}"):
            st.session_state["open_task"] = fault.task_id
            frame.go("tasks")
        if fault.case_id is None or not frame.may("read_cases"):
            return
        name = _("Open case {number}").format(number=fault.case_number)
        if st.button(markup.plain_label(name), key=f"fault_case:{fault.id}"):
            open_case(fault.case_id)
            frame.go("cases")
