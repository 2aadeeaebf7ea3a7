"""What surrounds the decision: a new draft, internal notes, the timeline, giving the case back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from review_console import frame, markup, moments
from review_console.labels import AUTHORS, DECISION_REASONS, DECISIONS_DONE, EVENTS, label
from review_console.language import _
from review_console.views.open_case import close_case, note_scope, refresh, scope
from review_console.wire_cases import CaseDetail

NOTICED = "noticed"
"""Where a redrafting keeps codes of what the engine noticed; the newest draft's stand beside it as sentences."""


def redraft(case: CaseDetail) -> None:
    """Ask the engine for a new draft, with a hint."""
    kept_back = case.judgement_needed or case.appealed is not None
    if not case.claimed_by_me or kept_back or not frame.may("decide_cases"):
        return
    with st.expander(_("Ask for a new draft")):
        hint = st.text_input(
            _("Hint for the new draft (optional)"),
            key=frame.key("hint", scope(case)),
            persist_state="session",
        )
        if st.button(_("Make a new draft"), key="redraft"):
            done = _("There is a new draft. What you typed is kept.")
            with st.spinner(_("Drafting…")):
                made = frame.perform(
                    lambda: frame.client().cases.redraft(case.id, (hint or "").strip() or None), done
                )
            if made:
                refresh()
                st.rerun()


def notes(case: CaseDetail) -> None:
    """Internal notes, apart from everything the citizen sees."""
    st.header(_("Internal notes"))
    frame.show(markup.text(_("Colleagues see these notes. The citizen never does."), "path"))
    for note in case.notes:
        frame.show(markup.text(f"{note.author} · {moments.moment(note.at)}", "path"))
        frame.show(markup.text(note.text, "turn"))
    if not frame.may("decide_cases"):
        return
    text = st.text_area(
        _("New note"), key=frame.key("note", note_scope(case)), persist_state="session", height=80
    )
    if st.button(_("Add note"), key="add_note"):
        if not (text or "").strip():
            frame.say("error", _("The note is empty."))
        elif frame.perform(lambda: frame.client().cases.add_note(case.id, str(text)), _("Note added.")):
            frame.forget(note_scope(case))
            refresh()
            st.rerun()


def timeline(case: CaseDetail) -> None:
    """Events and decisions, oldest first."""
    st.header(_("Timeline"))
    rows = [
        (
            moments.moment(event.at),
            label(EVENTS, event.kind),
            label(AUTHORS, event.actor),
            event_words(event.data),
        )
        for event in case.events
    ]
    frame.show(markup.table([_("When"), _("What"), _("Who"), _("Details")], rows, _("Events of this case")))
    if case.decisions:
        decided = [
            (
                moments.moment(decision.decided_at) if decision.decided_at else "–",
                label(DECISIONS_DONE, decision.kind),
                label(DECISION_REASONS, decision.reason),
                decision.actor,
                decision.note,
            )
            for decision in case.decisions
        ]
        headers = [_("When"), _("Decision"), _("Reason"), _("Who"), _("Note")]
        frame.show(markup.table(headers, decided, _("Decisions on this case")))


def event_words(data: Mapping[str, Any]) -> str:
    """An event's data in one line: names and values as recorded, but for codes that the case shows in words."""
    return ", ".join(f"{name}: {value}" for name, value in data.items() if name != NOTICED)


def give_back(case: CaseDetail) -> None:
    """Give the case back to the queue; nothing typed is lost."""
    if st.button(_("Give the case back to the queue"), key="release_claim"):
        done = _("The case is back in the queue.")
        if frame.perform(lambda: frame.client().cases.release_claim(case.id), done):
            close_case()
            st.rerun()
