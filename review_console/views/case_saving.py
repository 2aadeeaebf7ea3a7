"""What was typed into a reply and not sent, kept on the server: a closed window loses nothing (H-19)."""

from __future__ import annotations

import streamlit as st

from review_console import frame
from review_console.client import ApiError
from review_console.views.open_case import scope
from review_console.wire_cases import CaseDetail


def restore(case: CaseDetail, kind: str, key: str) -> bool:
    """Put one's own saved words into the field, once per window; True if there were any of this kind."""
    asked = frame.key(f"restored:{kind}", scope(case))
    if key in st.session_state or asked in st.session_state:
        return False
    st.session_state[asked] = True
    try:
        kept = frame.client().life.saved_edit(case.id)
    except ApiError:
        return False  # nothing is lost: the field begins as it would without
    if not kept.text or kept.draft_version != version(case, kind):
        return False
    st.session_state[key] = kept.text
    st.session_state[frame.key(f"saved:{kind}", scope(case))] = kept.text
    return True


def keep(case: CaseDetail, kind: str, text: str) -> None:
    """Save what changed since the last run. A failure is silent: the words are still in the window, and tried again."""
    saved = frame.key(f"saved:{kind}", scope(case))
    untouched = case.draft.text if kind == "edited" and case.draft is not None else ""
    if text == st.session_state.get(saved, untouched):
        return
    try:
        frame.client().life.save_edit(case.id, version(case, kind), text)
    except ApiError:
        return
    st.session_state[saved] = text


def version(case: CaseDetail, kind: str) -> int:
    """The draft that an edit began with; 0 for one's own words."""
    return case.draft.version if kind == "edited" and case.draft is not None else 0
