"""What figures are counted from, drawn together by the database: one row for each case and for each question."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from assistant.adapters.database.case_store import CLAIMING, ENDING
from assistant.adapters.database.model_call_tables import model_calls
from assistant.adapters.database.tables import case_events, cases, decisions, messages, questions, replies
from assistant.domain.answers import Provenance
from assistant.domain.cases import CaseEvent, CaseEventKind
from assistant.domain.figures import CaseFacts, Priority, QuestionFacts
from assistant.domain.questions import Author, Outcome
from assistant.services.figure_store import FigureStore

PERSON = "person"
"""The kind of actor of a decision or a release that a person answers for."""

ASKED_AT_ONCE = 500
"""Ids in one statement: within the least limit of parameters that SQLite has been built with, which is 999."""

CASE_COLUMNS = ("id", "department_id", "topic_id", "language", "opened_at", "promised_at")
"""What is read of a case: without its reasons, whose reading would take a third of the time."""

_E = case_events.c
_HANDED_BACK = (CaseEventKind.RETURNED, CaseEventKind.LAPSED, CaseEventKind.SENT_TO_COORDINATOR)
_MOVED = (CaseEventKind.HANDED_OVER, CaseEventKind.SENT_TO_COORDINATOR)
_COUNTED = (
    *ENDING,
    *CLAIMING,
    *_HANDED_BACK,
    CaseEventKind.HANDED_OVER,
    CaseEventKind.ESCALATED,
    CaseEventKind.OFFERED,
    CaseEventKind.CORRECTED,
)
_CASE = tuple(cases.c[name] for name in CASE_COLUMNS)
_NOT_A_QUESTION = (Outcome.COURTESY, Outcome.CLARIFIED)


@dataclass(frozen=True, slots=True)
class DatabaseFigures(FigureStore):
    """Bound to one transaction."""

    connection: sa.Connection

    def cases(self, department_ids: Collection[str] | None, since: datetime) -> tuple[CaseFacts, ...]:
        told = _told()
        ended = told.c.ended_at
        query: sa.Select[Any] = (
            sa.select(*_CASE, told, questions.c.outcome, _first_decision().label("first_decision"))
            .join(questions, questions.c.id == cases.c.question_id)
            .outerjoin(told, told.c.case_id == cases.c.id)
            .where(sa.or_(cases.c.opened_at >= since, ended.is_(None), ended >= since))
            .order_by(cases.c.opened_at, cases.c.id)
        )
        if department_ids is not None:
            query = query.where(cases.c.department_id.in_(sorted(department_ids)))
        return tuple(_facts(row) for row in self.connection.execute(query))

    def open_events(self, case_ids: Sequence[str]) -> Mapping[str, tuple[CaseEvent, ...]]:
        found: dict[str, list[CaseEvent]] = {case_id: [] for case_id in case_ids}
        for begin in range(0, len(case_ids), ASKED_AT_ONCE):
            query = (
                sa.select(case_events)
                .where(_E.case_id.in_(case_ids[begin : begin + ASKED_AT_ONCE]), _E.kind != CaseEventKind.READ)
                .order_by(_E.case_id, _E.seq)
            )
            for row in self.connection.execute(query):
                event = CaseEvent(row.case_id, row.seq, CaseEventKind(row.kind), row.actor, row.at, row.data)
                found[row.case_id].append(event)
        return {case_id: tuple(events) for case_id, events in found.items()}

    def questions(self, department_ids: Collection[str] | None, since: datetime) -> tuple[QuestionFacts, ...]:
        c = questions.c
        wrote = sa.exists().where(
            messages.c.conversation_id == c.conversation_id, messages.c.author == Author.PERSON
        )
        asked_model = c.id.in_(sa.select(model_calls.c.question_id))
        released = replies.c.released_by_kind == PERSON
        query = (
            sa.select(
                c.conversation_id,
                c.department_id,
                replies.c.id.is_not(None).label("answered"),
                sa.or_(sa.func.coalesce(released, sa.false()), wrote).label("by_person"),
                replies.c.provenance,
                asked_model.label("model_calls"),
            )
            .outerjoin(replies, replies.c.question_id == c.id)
            .where(c.asked_at >= since, c.outcome.is_not(None), c.outcome.not_in(_NOT_A_QUESTION))
            .order_by(c.asked_at, c.id)
        )
        if department_ids is not None:
            query = query.where(c.department_id.in_(sorted(department_ids)))
        return tuple(
            QuestionFacts(
                row.conversation_id,
                row.department_id,
                bool(row.answered),
                bool(row.by_person),
                row.provenance == Provenance.APPROVED,
                bool(row.model_calls),
            )
            for row in self.connection.execute(query)
        )


def _told() -> sa.Subquery:
    """What the events of each case come to."""
    return (
        sa.select(
            _E.case_id,
            sa.func.min(_E.at).filter(_E.kind.in_(ENDING)).label("ended_at"),
            _count(CaseEventKind.REPLIED).label("replied"),
            sa.func.max(_E.at).filter(_E.kind.in_(CLAIMING)).label("worked_from"),
            _count(CaseEventKind.ESCALATED).label("escalated"),
            _count(CaseEventKind.OFFERED).label("offers"),
            _count(*_MOVED).label("moves"),
            _count(*_HANDED_BACK).label("handed_back"),
            _count(CaseEventKind.CORRECTED).label("corrected"),
        )
        .where(_E.kind.in_(_COUNTED))
        .group_by(_E.case_id)
        .subquery()
    )


def _count(*kinds: CaseEventKind) -> sa.FunctionFilter[int]:
    return sa.func.count().filter(_E.kind.in_(kinds))


def _first_decision() -> sa.ScalarSelect[str]:
    return (
        sa.select(decisions.c.kind)
        .where(decisions.c.question_id == cases.c.question_id, decisions.c.actor_kind == PERSON)
        .order_by(decisions.c.ordinal)
        .limit(1)
        .correlate(cases)
        .scalar_subquery()
    )


def _facts(row: Any) -> CaseFacts:
    return CaseFacts(
        case_id=row.id,
        department_id=row.department_id,
        topic_id=row.topic_id,
        language=row.language,
        priority=Priority.URGENT if row.outcome == Outcome.EMERGENCY else Priority.ORDINARY,
        opened_at=row.opened_at,
        promised_at=row.promised_at,
        ended_at=row.ended_at,
        replied=bool(row.replied),
        worked_from=row.worked_from,
        escalated=bool(row.escalated),
        offers=row.offers or 0,
        moves=row.moves or 0,
        handed_back=row.handed_back or 0,
        corrected=bool(row.corrected),
        first_decision=row.first_decision,
    )
