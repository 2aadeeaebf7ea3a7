"""The audit log: browse it, and have its hash chain verified."""

from __future__ import annotations

import streamlit as st

from review_console import frame, markup, moments
from review_console.language import _
from review_console.views import case_replay
from review_console.views.case_record import event_words

PAGE_SIZE = 50
"""Entries a page: about two screens."""


def page() -> None:
    """Verify, then browse forward and back."""
    st.title(_("Audit log"))
    frame.show(
        markup.text(_("Each entry carries a hash over itself and the entry before, so a change shows."))
    )
    if st.button(_("Verify the log"), key="verify"):
        _verify()
    case_replay.panel()
    st.header(_("All entries"))
    starts = st.session_state.setdefault("audit_starts", [0])
    found = frame.attempt(lambda: frame.client().oversight.audit(starts[-1], PAGE_SIZE))
    if found is None:
        return
    rows = [
        (
            str(entry.seq),
            moments.moment(entry.at),
            entry.actor,
            entry.action,
            f"{entry.object_kind} {entry.object_id}",
            event_words(entry.data),
            entry.hash[:12],
        )
        for entry in found.entries
    ]
    headers = [_("No."), _("When"), _("Who"), _("What"), _("Object"), _("Details"), _("Hash (beginning)")]
    frame.show(markup.table(headers, rows, _("Audit entries in order")))
    back, onward, _rest = st.columns([1, 1, 4])
    if back.button(_("Earlier entries"), key="audit_back", disabled=len(starts) == 1, width="stretch"):
        starts.pop()
        st.rerun()
    full = len(found.entries) == PAGE_SIZE
    if onward.button(_("Later entries"), key="audit_on", disabled=not full, width="stretch"):
        starts.append(found.entries[-1].seq)
        st.rerun()


def _verify() -> None:
    verdict = frame.attempt(frame.client().oversight.verify_audit)
    if verdict is None:
        return
    if verdict.intact:
        said = _("The log is intact: {count} entries, head {head}.")
        frame.say("success", said.format(count=verdict.entries, head=verdict.head))
    elif verdict.problem is not None:
        said = _("The log is broken at entry {seq}: {detail}")
        frame.say("error", said.format(seq=verdict.problem.seq, detail=verdict.problem.detail))
    else:
        frame.say("error", _("The log is broken."))
