"""Cases, their events and internal notes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from assistant.adapters.database.cipher import Place
from assistant.adapters.database.conflicts import all_unique_or, unique_or
from assistant.adapters.database.content_keys import ContentKeys
from assistant.adapters.database.queue_entry_writing import write_entry
from assistant.adapters.database.serialisation import VERSION, versioned
from assistant.adapters.database.tables import case_counters, case_events, case_notes, cases, questions
from assistant.domain.cases import Case, CaseEvent, CaseEventKind
from assistant.domain.errors import Conflict, NotFound
from assistant.domain.questions import Outcome
from assistant.domain.reasons import Reason
from assistant.services.stores import CaseStore

ENDING = (CaseEventKind.REPLIED, CaseEventKind.WITHDRAWN)
"""The events after which nobody waits for a case any more, as `derive_status` sees it."""


CLAIMING = (CaseEventKind.CLAIMED, CaseEventKind.TAKEN_OVER)
"""The events that put a case into somebody's hands."""


@dataclass(slots=True)
class DatabaseCases(CaseStore):
    """Bound to one transaction."""

    connection: sa.Connection
    keys: ContentKeys
    _seen: dict[str, int] = field(default_factory=dict)
    """The newest seq by case that this transaction has read: what its caller's decision rests on."""

    def open(self, case: Case) -> Case:
        # The counter moves within the savepoint, so that a refused case leaves no gap in the numbers.
        with all_unique_or(self.connection, "case_exists", "This question already has a case."):
            stored = replace(case, number=self.next_number(case.opened_at))
            self.connection.execute(
                sa.insert(cases),
                {
                    "id": stored.id,
                    "number": stored.number,
                    "question_id": stored.question_id,
                    "conversation_id": stored.conversation_id,
                    "department_id": stored.department_id,
                    "topic_id": stored.topic_id,
                    "language": stored.language,
                    "reasons": list(stored.reasons),
                    "opened_at": stored.opened_at,
                    "promised_at": stored.promised_at,
                },
            )
            write_entry(self.connection, stored, ())
        return stored

    def get(self, case_id: str) -> Case | None:
        return self._one(cases.c.id == case_id)

    def of_question(self, question_id: str) -> Case | None:
        return self._one(cases.c.question_id == question_id)

    def of_questions(self, question_ids: Sequence[str]) -> Mapping[str, Case]:
        query = sa.select(cases).where(cases.c.question_id.in_(question_ids))
        return {row.question_id: _case(row) for row in self.connection.execute(query)}

    def by_number(self, number: str) -> Case | None:
        return self._one(cases.c.number == number)

    def all(self, department_ids: frozenset[str] | None, limit: int = 200) -> tuple[Case, ...]:
        query = _within(department_ids).order_by(cases.c.promised_at.desc(), cases.c.number.desc())
        return tuple(_case(row) for row in self.connection.execute(query.limit(limit)))

    def pending(self, department_ids: frozenset[str] | None, limit: int = 200) -> tuple[Case, ...]:
        urgent = sa.case((cases.c.conversation_id.in_(_urgent_conversations()), 0), else_=1)
        query = _within(department_ids).where(~_ended(cases))
        query = query.order_by(urgent, cases.c.promised_at, cases.c.number)
        return tuple(_case(row) for row in self.connection.execute(query.limit(limit)))

    def urgent(self, conversation_ids: Collection[str]) -> frozenset[str]:
        urgent = _urgent_conversations().subquery()
        query = sa.select(urgent.c.conversation_id).where(urgent.c.conversation_id.in_(conversation_ids))
        return frozenset(self.connection.execute(query).scalars())

    def append(self, event: CaseEvent) -> CaseEvent:
        self._lock(event.case_id)
        newest = self._newest(case_events, event.case_id)
        if self._seen.get(event.case_id, newest) != newest:
            raise Conflict("case_changed", "Someone else has changed this case meanwhile.")
        stored = replace(event, seq=newest + 1)
        with unique_or(self.connection, "case_changed", "Someone else has changed this case meanwhile."):
            self.connection.execute(
                sa.insert(case_events),
                {
                    "case_id": stored.case_id,
                    "seq": stored.seq,
                    "kind": stored.kind,
                    "actor": stored.actor,
                    "at": stored.at,
                    "data": dict(stored.data),
                },
            )
        self._seen[event.case_id] = stored.seq
        self._enter(event.case_id)
        return stored

    def lead(self, case_id: str, department_id: str) -> None:
        query = sa.update(cases).where(cases.c.id == case_id)
        self.connection.execute(query.values(department_id=department_id))
        self._enter(case_id)

    def claimed_ever(self, staff_id: str) -> tuple[str, ...]:
        claimed = case_events.alias("claimed")
        query = (
            sa.select(claimed.c.case_id)
            .join(cases, cases.c.id == claimed.c.case_id)
            .where(claimed.c.actor == staff_id, claimed.c.kind.in_(CLAIMING), ~_ended(cases))
            .distinct()
        )
        return tuple(sorted(self.connection.execute(query).scalars()))

    def happened(self, kind: CaseEventKind, since: datetime, until: datetime) -> tuple[CaseEvent, ...]:
        query = sa.select(case_events).where(
            case_events.c.kind == kind, case_events.c.at >= since, case_events.c.at < until
        )
        rows = self.connection.execute(query.order_by(case_events.c.at, case_events.c.case_id))
        return tuple(_event(row) for row in rows)

    def events(self, case_id: str) -> tuple[CaseEvent, ...]:
        return self.events_of((case_id,))[case_id]

    def events_of(self, case_ids: Sequence[str]) -> Mapping[str, tuple[CaseEvent, ...]]:
        query = (
            sa.select(case_events)
            .where(case_events.c.case_id.in_(case_ids))
            .order_by(case_events.c.case_id, case_events.c.seq)
        )
        found: dict[str, list[CaseEvent]] = {case_id: [] for case_id in case_ids}
        for row in self.connection.execute(query):
            found[row.case_id].append(_event(row))
        # The oldest reading counts: what was decided on it does not become right by reading again.
        for case_id, events in found.items():
            self._seen.setdefault(case_id, len(events))
        return {case_id: tuple(events) for case_id, events in found.items()}

    def notes(self, case_id: str) -> tuple[tuple[str, str, datetime], ...]:
        query = sa.select(case_notes).where(case_notes.c.case_id == case_id).order_by(case_notes.c.seq)
        rows = self.connection.execute(query).all()
        if not rows:
            return ()
        conversation_id = self._conversation_of(case_id)
        return tuple((row.author, self._note(row, conversation_id), row.at) for row in rows)

    def add_note(self, case_id: str, author: str, text: str, at: datetime) -> None:
        self._lock(case_id)
        seq = self._newest(case_notes, case_id) + 1
        sealed = self.keys.seal(
            self._conversation_of(case_id), _note_place(case_id, seq), {"v": VERSION, "text": text}
        )
        self.connection.execute(
            sa.insert(case_notes),
            {
                "case_id": case_id,
                "seq": seq,
                "author": author,
                "at": at,
                "sealed": sealed,
            },
        )

    def _one(self, condition: sa.ColumnElement[bool]) -> Case | None:
        row = self.connection.execute(sa.select(cases).where(condition)).one_or_none()
        return None if row is None else _case(row)

    def _enter(self, case_id: str) -> None:
        """Its line of the queue follows each event in the same transaction."""
        case = self.get(case_id)
        if case is not None:
            query = sa.select(case_events).where(case_events.c.case_id == case_id).order_by(case_events.c.seq)
            write_entry(self.connection, case, tuple(_event(row) for row in self.connection.execute(query)))

    def _lock(self, case_id: str) -> None:
        query = sa.select(cases.c.id).where(cases.c.id == case_id).with_for_update(key_share=True)
        if self.connection.execute(query).first() is None:
            raise NotFound("There is no such case.")

    def _newest(self, table: sa.Table, case_id: str) -> int:
        query = sa.select(sa.func.max(table.c.seq)).where(table.c.case_id == case_id)
        return self.connection.execute(query).scalar_one() or 0

    def _conversation_of(self, case_id: str) -> str:
        query = sa.select(cases.c.conversation_id).where(cases.c.id == case_id)
        conversation_id: str = self.connection.execute(query).scalar_one()
        return conversation_id

    def _note(self, row: sa.Row[tuple[object, ...]], conversation_id: str) -> str:
        opened = self.keys.open(conversation_id, _note_place(row.case_id, row.seq), row.sealed)
        fields = versioned(opened, "a note")
        text = fields.text("text")
        fields.done()
        return text

    def next_number(self, opened_at: datetime) -> str:
        year = opened_at.astimezone(UTC).year
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        count = (
            dialect.insert(case_counters)
            .values(year=year, newest=1)
            .on_conflict_do_update(index_elements=["year"], set_={"newest": case_counters.c.newest + 1})
            .returning(case_counters.c.newest)
        )
        return f"CD-{year}-{self.connection.execute(count).scalar_one():06d}"


def _ended(of: sa.FromClause) -> sa.ColumnElement[bool]:
    return sa.exists().where(case_events.c.case_id == of.c.id, case_events.c.kind.in_(ENDING))


def _urgent_conversations() -> sa.Select[tuple[str]]:
    """Conversations with a question about danger whose case nobody has answered."""
    opened = cases.alias("opened")
    return (
        sa.select(opened.c.conversation_id)
        .join(questions, questions.c.id == opened.c.question_id)
        .where(questions.c.outcome == Outcome.EMERGENCY, ~_ended(opened))
    )


def _within(department_ids: frozenset[str] | None) -> sa.Select[tuple[object, ...]]:
    query = sa.select(cases)
    return query if department_ids is None else query.where(cases.c.department_id.in_(sorted(department_ids)))


def _case(row: sa.Row[tuple[object, ...]]) -> Case:
    return Case(
        id=row.id,
        number=row.number,
        question_id=row.question_id,
        conversation_id=row.conversation_id,
        department_id=row.department_id,
        topic_id=row.topic_id,
        language=row.language,
        reasons=tuple(Reason(reason) for reason in row.reasons),
        opened_at=row.opened_at,
        promised_at=row.promised_at,
    )


def _event(row: sa.Row[tuple[object, ...]]) -> CaseEvent:
    return CaseEvent(
        case_id=row.case_id,
        seq=row.seq,
        kind=CaseEventKind(row.kind),
        actor=row.actor,
        at=row.at,
        data=row.data,
    )


def _note_place(case_id: str, seq: int) -> Place:
    return Place("case_notes", f"{case_id}/{seq}", "sealed")
