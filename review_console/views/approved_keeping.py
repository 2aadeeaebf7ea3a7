"""The part of a decided case where its reply is kept for whoever asks the same again."""

from __future__ import annotations

import streamlit as st

from review_console import frame, markup
from review_console.labels import label
from review_console.labels_approved import APPROVED_STATES
from review_console.language import _
from review_console.wire_cases import CaseDetail

KEPT_DECISIONS = ("approved", "edited")
"""Decisions whose reply has sources; the API refuses the others."""


def panel(case: CaseDetail) -> None:
    """One press keeps the reply under the question as it was asked; other wordings are optional."""
    sent = [one for one in case.decisions if one.kind in KEPT_DECISIONS]
    if case.state != "replied" or not sent or not frame.may("decide_cases"):
        return
    st.header(_("Approved answer"))
    kept = frame.attempt(lambda: frame.client().approved.of_case(case.id))
    if kept is not None:
        state = label(APPROVED_STATES, kept.state)
        frame.show(markup.text(_("This reply is an approved answer. {state}.").format(state=state)))
        return
    said = _(
        "Keep this reply as an approved answer: whoever asks the same again gets it as the draft, without drafting. "
        "It is checked and decided like every draft, and lapses when its sources change. No personal data."
    )
    frame.show(markup.text(said, "path"))
    scope = f"keep:{case.id}"
    first = st.text_input(
        _("The question, as it may be asked again"),
        value=case.question,
        key=frame.key("wording", scope),
        persist_state="session",
    )
    more = st.text_area(
        _("Other ways to ask it, one a line (optional)"),
        key=frame.key("more", scope),
        persist_state="session",
        height=80,
    )
    if st.button(_("Keep as approved answer"), key=frame.key("keep", scope)):
        wordings = [line.strip() for line in f"{first or ''}\n{more or ''}".splitlines() if line.strip()]
        if not wordings:
            frame.say("error", _("Write the question."))
        elif frame.perform(
            lambda: frame.client().approved.keep(case.id, wordings), _("Kept as an approved answer.")
        ):
            frame.forget(scope)
            st.rerun()
