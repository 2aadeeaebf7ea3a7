"""A case rebuilt from the log alone, beside what the store says (L-04)."""

from __future__ import annotations

import streamlit as st

from review_console import frame, markup, moments
from review_console.labels import DECISION_REASONS, DECISIONS_DONE, REASONS, label
from review_console.labels_replay import DIFFERENCES
from review_console.language import _
from review_console.views.case_record import event_words
from review_console.wire_oversight import Rebuilt, Replay


def panel() -> None:
    """Ask for a number; the rebuilding itself is on record."""
    st.header(_("Rebuild a case from the log"))
    number = st.text_input(_("Case number"), key="replay_number")
    if not st.button(_("Rebuild"), key="replay"):
        return
    if not (number or "").strip():
        frame.say("error", _("Type the number of a case."))
        return
    found = frame.attempt(lambda: frame.client().oversight.replay(str(number).strip()))
    if found is not None:
        _show(found)


def _show(found: Replay) -> None:
    if found.differences:
        frame.say("error", _("The log and the store do not agree:"))
        frame.show(markup.tags((label(DIFFERENCES, one) for one in found.differences), "late"))
    else:
        frame.say("success", _("The log alone rebuilds this case, and the store says the same."))
    if found.erased:
        frame.say(
            "info", _("The conversation was erased: the text itself is gone, everything else still fits.")
        )
    frame.show(markup.facts(_facts(found.rebuilt)))
    rows = [
        (str(one.seq), moments.moment(one.at), one.actor, one.action, event_words(one.data))
        for one in found.entries
    ]
    headers = [_("No."), _("When"), _("Who"), _("What"), _("Details")]
    frame.show(markup.table(headers, rows, _("Audit entries in order")))


def _facts(said: Rebuilt) -> list[tuple[str, str]]:
    asked = moments.moment(said.asked_at) if said.asked_at is not None else "–"
    facts = [
        (_("Asked"), asked),
        (_("Department"), frame.department_name(said.department)),
        (_("Topic"), frame.topic_name(said.topic) or "–"),
        (_("Reasons"), ", ".join(label(REASONS, one) for one in said.reasons) or "–"),
        (_("Passages consulted"), str(len(said.passages))),
        (_("Engine"), said.pipeline_hash[:12] or "–"),
        (_("Decision"), label(DECISIONS_DONE, said.decision_kind) if said.decision_kind else "–"),
        (_("Decided by"), said.released_by or "–"),
        (_("Reason"), label(DECISION_REASONS, said.decision_reason) if said.decision_reason else "–"),
        (_("Persons who had to do with it"), ", ".join(said.verified_by) or "–"),
        (_("Hash of the text sent"), said.sent_sha256[:12] or "–"),
    ]
    if said.certificate:
        facts += [(_("Certificate"), said.certificate), (_("Threshold in force"), said.threshold)]
    return facts
