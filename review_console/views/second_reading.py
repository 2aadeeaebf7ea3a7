"""Another reading beside the draft: never there by itself, one press away (H-13)."""

from __future__ import annotations

import streamlit as st

from review_console import frame, markup
from review_console.language import _
from review_console.views.open_case import scope
from review_console.wire_cases import CaseDetail
from review_console.wire_reviewing import SecondReading


def panel(case: CaseDetail) -> None:
    """For who has the case in hand and a draft before them."""
    if case.draft is None or not case.claimed_by_me or not frame.may("decide_cases"):
        return
    place = frame.key(f"second_reading:{case.draft.sha256}", scope(case))
    if st.button(_("Show another reading"), key="second_reading"):
        found = frame.attempt(lambda: frame.client().reviewing.second_reading(case.id))
        if found is not None:
            st.session_state[place] = found
    shown = st.session_state.get(place)
    if not isinstance(shown, SecondReading):
        return
    with st.container(border=True):
        told = _(
            "Another reading, from quotes alone. It was not checked and cannot be sent; compare it with the draft."
        )
        frame.show(markup.text(told, "path"))
        frame.show(markup.text("\n".join(claim.text for claim in shown.claims)))
