"""Approved answers in the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from assistant.adapters.database.approved_answer_tables import (
    approved_answers,
    approved_events,
    approved_uses,
    approved_wordings,
)
from assistant.adapters.database.source_serialisation import citation_from_json, citation_to_json
from assistant.domain.approved_answers import (
    ApprovedAnswer,
    ApprovedEvent,
    ApprovedFacts,
    ApprovedStep,
    Wording,
)
from assistant.domain.errors import Conflict
from assistant.domain.questions import Language
from assistant.services.approved_answer_store import ApprovedAnswerStore


@dataclass(slots=True)
class DatabaseApprovedAnswers(ApprovedAnswerStore):
    """Bound to one transaction."""

    connection: sa.Connection

    def add(self, facts: ApprovedFacts, wordings: Sequence[Wording]) -> None:
        row = {
            "id": facts.id,
            "department_id": facts.department_id,
            "topic_id": facts.topic_id,
            "language": facts.language,
            "text": facts.text,
            "citations": [citation_to_json(one) for one in facts.citations],
            "decision_id": facts.decision_id,
            "kept_by": facts.kept_by,
            "role": facts.role,
            "label": facts.label,
            "kept_at": facts.kept_at,
        }
        if not self._insert(approved_answers, row, ("decision_id",)):
            raise Conflict("already_kept", "This reply is an approved answer already.")
        for wording in wordings:
            self.add_wording(facts.id, wording)

    def get(self, answer_id: str) -> ApprovedAnswer | None:
        return next(iter(self._where(approved_answers.c.id == answer_id)), None)

    def of_decision(self, decision_id: str) -> ApprovedAnswer | None:
        return next(iter(self._where(approved_answers.c.decision_id == decision_id)), None)

    def all(self) -> tuple[ApprovedAnswer, ...]:
        return tuple(reversed(self._where(sa.true())))

    def with_wording(self, key: str, topic_id: str, language: Language) -> tuple[ApprovedAnswer, ...]:
        asked = sa.select(approved_wordings.c.answer_id).where(approved_wordings.c.key == key)
        return self._where(
            approved_answers.c.topic_id == topic_id,
            approved_answers.c.language == language,
            approved_answers.c.id.in_(asked),
        )

    def add_wording(self, answer_id: str, wording: Wording) -> None:
        place = sa.select(sa.func.count()).where(approved_wordings.c.answer_id == answer_id)
        row = {
            "answer_id": answer_id,
            "key": wording.key,
            "place": self.connection.scalar(place) or 0,
            "text": wording.text,
            "conversation_id": wording.conversation_id,
        }
        self._insert(approved_wordings, row, ("answer_id", "key"))

    def append(self, answer_id: str, seq: int, event: ApprovedEvent) -> None:
        row = {
            "answer_id": answer_id,
            "seq": seq,
            "step": event.step,
            "by": event.by,
            "at": event.at,
            "reason": event.reason,
            "citations": [citation_to_json(one) for one in event.citations],
        }
        if not self._insert(approved_events, row, ("answer_id", "seq")):
            raise Conflict("answer_changed", "Somebody else has changed this answer meanwhile.")

    def used(self, answer_id: str, week: date) -> None:
        insert = self._dialect().insert(approved_uses).values(answer_id=answer_id, week=week, uses=1)
        more = {"uses": approved_uses.c.uses + 1}
        self.connection.execute(insert.on_conflict_do_update(index_elements=["answer_id", "week"], set_=more))

    def forget(self, conversation_id: str) -> tuple[str, ...]:
        theirs = approved_wordings.c.conversation_id == conversation_id
        query = sa.select(approved_wordings.c.answer_id).where(theirs).distinct()
        touched = tuple(sorted(self.connection.scalars(query)))
        if touched:
            self.connection.execute(sa.delete(approved_wordings).where(theirs))
        return touched

    def _where(self, *conditions: sa.ColumnElement[bool]) -> tuple[ApprovedAnswer, ...]:
        ordered = sa.select(approved_answers).where(*conditions)
        rows = self.connection.execute(
            ordered.order_by(approved_answers.c.kept_at, approved_answers.c.id)
        ).all()
        ids = [row.id for row in rows]
        if not ids:
            return ()
        wordings, events, uses = self._wordings(ids), self._events(ids), self._uses(ids)
        return tuple(
            ApprovedAnswer.of(_facts(row), wordings[row.id], events[row.id], uses.get(row.id, 0))
            for row in rows
        )

    def _wordings(self, ids: Sequence[str]) -> dict[str, list[Wording]]:
        table = approved_wordings
        query = sa.select(table).where(table.c.answer_id.in_(ids)).order_by(table.c.place, table.c.key)
        found: dict[str, list[Wording]] = defaultdict(list)
        for row in self.connection.execute(query):
            found[row.answer_id].append(Wording(row.text, row.key, row.conversation_id))
        return found

    def _events(self, ids: Sequence[str]) -> dict[str, list[ApprovedEvent]]:
        table = approved_events
        query = sa.select(table).where(table.c.answer_id.in_(ids)).order_by(table.c.seq)
        found: dict[str, list[ApprovedEvent]] = defaultdict(list)
        for row in self.connection.execute(query):
            citations = tuple(map(citation_from_json, row.citations))
            found[row.answer_id].append(
                ApprovedEvent(ApprovedStep(row.step), row.by, row.at, row.reason, citations)
            )
        return found

    def _uses(self, ids: Sequence[str]) -> dict[str, int]:
        table = approved_uses
        query = (
            sa.select(table.c.answer_id, sa.func.sum(table.c.uses))
            .where(table.c.answer_id.in_(ids))
            .group_by(table.c.answer_id)
        )
        return {answer_id: int(uses) for answer_id, uses in self.connection.execute(query)}

    def _insert(self, table: sa.Table, row: dict[str, Any], unique: Sequence[str]) -> bool:
        insert = self._dialect().insert(table).values(row)
        result = self.connection.execute(insert.on_conflict_do_nothing(index_elements=list(unique)))
        return result.rowcount == 1

    def _dialect(self) -> Any:
        return postgresql if self.connection.dialect.name == "postgresql" else sqlite


def _facts(row: Any) -> ApprovedFacts:
    return ApprovedFacts(
        id=row.id,
        department_id=row.department_id,
        topic_id=row.topic_id,
        language=Language(row.language),
        text=row.text,
        citations=tuple(map(citation_from_json, row.citations)),
        decision_id=row.decision_id,
        kept_by=row.kept_by,
        role=row.role,
        label=row.label,
        kept_at=row.kept_at,
    )
