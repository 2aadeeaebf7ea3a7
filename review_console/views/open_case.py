"""The case that is open: what was fetched is what is shown until a refresh, so a decision names exactly that text."""

from __future__ import annotations

import streamlit as st

from review_console import frame
from review_console.wire_cases import CaseDetail


def open_case(case_id: str) -> None:
    """Open a case on the next run."""
    st.session_state["open_case"] = case_id
    st.session_state.pop("case_detail", None)


def close_case() -> None:
    """Back to the queue; what was typed is kept."""
    st.session_state.pop("open_case", None)
    st.session_state.pop("case_detail", None)


def refresh() -> None:
    """Fetch the case again on the next run; what was typed is kept."""
    st.session_state.pop("case_detail", None)


def current_case() -> CaseDetail | None:
    """The open case as it was last fetched, fetched now if need be; None (and a notice) if that is refused."""
    kept = st.session_state.get("case_detail")
    if isinstance(kept, CaseDetail):
        return kept
    case_id = str(st.session_state["open_case"])
    case = frame.attempt(lambda: frame.client().cases.get(case_id))
    if case is not None:
        st.session_state["case_detail"] = case
    return case


def scope(case: CaseDetail) -> str:
    """Under what the fields of this case's decision are kept."""
    return f"case:{case.id}"


def note_scope(case: CaseDetail) -> str:
    """Under what the fields for a new note are kept: they outlive a decision and the other way round."""
    return f"note:{case.id}"
