"""The part of a case where its reviewer says that the page misled, not the draft."""

from __future__ import annotations

import streamlit as st

from review_console import frame, markup, moments
from review_console.labels import FAULT_KINDS, shown, shown_as
from review_console.language import _
from review_console.wire_cases import CaseDetail


def panel(case: CaseDetail) -> None:
    """Offer the report to whoever may decide the case and saw a passage."""
    if not frame.may("decide_cases") or not case.evidence:
        return
    scope = f"fault:{case.id}"
    with st.expander(_("The page misled, not the draft")):
        said = _(
            "The department that owns the page gets a task with a deadline. It counts against the page, not against "
            "the draft or you. Leave out everything about the citizen."
        )
        frame.show(markup.text(said, "path"))
        passages = {
            one.passage_id: f"{number}. {markup.path(one.heading_path, one.document_title)}"
            for number, one in enumerate(case.evidence, start=1)
        }
        passage = st.selectbox(
            _("Which passage?"),
            list(passages),
            index=None,
            placeholder=_("Choose a passage"),
            format_func=shown_as(passages),
            key=frame.key("passage", scope),
            persist_state="session",
        )
        kind = st.selectbox(
            _("How did it mislead?"),
            list(FAULT_KINDS),
            index=None,
            placeholder=_("Choose a kind"),
            format_func=shown(FAULT_KINDS),
            key=frame.choice_key("kind", scope),
            persist_state="session",
        )
        quote = st.text_input(
            _("The words that mislead, as they stand there (optional)"),
            key=frame.key("quote", scope),
            persist_state="session",
        )
        note = st.text_area(_("What is wrong?"), key=frame.key("note", scope), persist_state="session")
        if st.button(_("Report the page"), key=frame.key("send", scope)):
            _send(case, passage, kind, (note or "").strip(), (quote or "").strip(), scope)


def _send(case: CaseDetail, passage: str | None, kind: str | None, note: str, quote: str, scope: str) -> None:
    if passage is None or kind is None or not note:
        frame.say("error", _("Choose a passage and a kind, and say what is wrong."))
        return
    fault = frame.attempt(lambda: frame.client().health.report_fault(case.id, passage, kind, note, quote))
    if fault is not None:
        frame.forget(scope)
        done = _("Reported. The owners of the page are to mend it by {day}.")
        frame.say_next("success", done.format(day=moments.day(fault.due)))
        st.rerun()
