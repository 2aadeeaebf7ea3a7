"""The cases page: the queue, or the case that is open."""

from __future__ import annotations

import streamlit as st

from review_console import frame, visible_time
from review_console.language import _
from review_console.views import (
    appealed_reply,
    approved_keeping,
    call_back,
    case_deciding,
    case_handing,
    case_judging,
    case_queue,
    case_reading,
    case_record,
    case_signals,
    explanation,
    fault_report,
    second_reading,
    seed_feedback,
)
from review_console.views.open_case import close_case, current_case, refresh


def page() -> None:
    """Evidence comes before the draft, and the draft before the decision (H-02)."""
    seed_feedback.show()
    if "open_case" not in st.session_state:
        case_queue.show()
        return
    with st.container(horizontal=True):
        if st.button(_("Back to the queue"), key="back"):
            close_case()
            st.rerun()
        if st.button(_("Refresh"), key="refresh"):
            refresh()
            st.rerun()
    case = current_case()
    if case is None:
        return
    case_reading.heading(case)
    case_reading.question(case)
    appealed_reply.panel(case)
    case_reading.evidence(case)
    if case.judgement_needed:
        case_judging.panel(case)
    else:
        case_reading.draft(case)
        if case.claimed_by_me:
            visible_time.count(case)
        second_reading.panel(case)
    case_signals.panel(case)
    fault_report.panel(case)
    case_deciding.panel(case)
    approved_keeping.panel(case)
    case_record.redraft(case)
    case_handing.panel(case)
    case_record.notes(case)
    case_record.timeline(case)
    call_back.panel(case)
    explanation.panel(case)
    if frame.may("decide_cases") and case.claimed_by_me:
        case_record.give_back(case)
