"""What of a decided reply becomes an approved answer: only what a person let out, with sources, on a known topic."""

from __future__ import annotations

from datetime import datetime

from assistant.domain.approved_answers import ApprovedFacts
from assistant.domain.cases import Case, CaseState, Decision, DecisionKind, derive_status
from assistant.domain.errors import Conflict
from assistant.domain.questions import Language
from assistant.domain.staff import Staff
from assistant.services.release import PERSON
from assistant.services.stores import Work

KEPT_KINDS = (DecisionKind.APPROVED, DecisionKind.EDITED)
"""Decisions whose reply has sources. A reply without any cannot be kept: nothing would tell when it is out of date."""


def facts_of(work: Work, staff: Staff, case: Case, answer_id: str, now: datetime) -> ApprovedFacts:
    """What is kept of a decided case's reply. Raises Conflict: `not_decided`, `no_sources`, `topic_unknown`."""
    decision = _deciding(work, case, now)
    reply = work.questions.reply(case.question_id)
    if reply is None or not reply.citations:
        raise Conflict("no_sources", "A reply without sources cannot be kept: nothing would end it in time.")
    if case.topic_id is None:
        raise Conflict(
            "topic_unknown", "The topic of this case is not known, so the question is not found again."
        )
    return ApprovedFacts(
        id=answer_id,
        department_id=case.department_id,
        topic_id=case.topic_id,
        language=Language(case.language),
        text=reply.text,
        citations=reply.citations,
        decision_id=decision.id,
        kept_by=staff.id,
        role=decision.role,
        label=reply.meta.get("label", ""),
        kept_at=now,
    )


def _deciding(work: Work, case: Case, now: datetime) -> Decision:
    """The decision that sent the reply. Raises Conflict("not_decided"), Conflict("no_sources")."""
    if derive_status(work.cases.events(case.id), now).state is not CaseState.REPLIED:
        raise Conflict("not_decided", "Decide the case first.")
    sent = [
        one
        for one in work.questions.decisions(case.question_id)
        if one.sent_sha256 and one.actor_kind == PERSON
    ]
    if not sent:
        raise Conflict("not_decided", "No person has decided this reply.")
    if sent[-1].kind not in KEPT_KINDS:
        raise Conflict("no_sources", "A reply without sources cannot be kept: nothing would end it in time.")
    return sent[-1]
