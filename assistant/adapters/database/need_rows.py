"""Needs in the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from assistant.adapters.database.conflicts import unique_or
from assistant.adapters.database.need_tables import need_answers, need_events, need_questions, needs
from assistant.adapters.database.tables import conversation_keys, decisions, questions
from assistant.domain.cases import DecisionKind
from assistant.domain.errors import Conflict, NotFound
from assistant.domain.needs import Asked, Cause, Need, NeedEvent, NeedFacts, NeedStep
from assistant.domain.questions import Outcome
from assistant.domain.reasons import Reason
from assistant.services.needs_store import NeedStore, Owed, Told, Unsifted

UNDECIDED = "undecided"
"""Nothing speaks for a need yet, but a person may still set the draft aside."""

NEVER = "never"
"""Whatever is decided, nothing is to be learned about the knowledge base."""

TELLING = (DecisionKind.WRITTEN, DecisionKind.REJECTED)


@dataclass(slots=True)
class DatabaseNeeds(NeedStore):
    """Bound to one transaction."""

    connection: sa.Connection

    def add(self, facts: NeedFacts) -> None:
        self.connection.execute(sa.insert(needs).values(**asdict(facts), words=[], tried_on=""))

    def get(self, need_id: str) -> Need | None:
        rows = self.connection.execute(sa.select(needs).where(needs.c.id == need_id)).all()
        events = sa.select(need_events).where(need_events.c.need_id == need_id)
        return next(iter(self._with_events(rows, events)), None)

    def all(self) -> tuple[Need, ...]:
        rows = self.connection.execute(sa.select(needs).order_by(needs.c.found_at, needs.c.id)).all()
        return self._with_events(rows, sa.select(need_events))

    def append(self, need_id: str, after: int, event: NeedEvent) -> None:
        values = asdict(event)
        values["need_id_into"] = values.pop("need_id")
        values |= {"need_id": need_id, "seq": after + 1}
        if self.get(need_id) is None:
            raise NotFound("There is no such need.")
        with unique_or(self.connection, "need_changed", "Somebody changed this need meanwhile; look again."):
            self.connection.execute(sa.insert(need_events).values(values))

    def name(self, need_id: str, words: Sequence[str]) -> None:
        self.connection.execute(sa.update(needs).where(needs.c.id == need_id).values(words=list(words)))

    def tried(self, need_id: str, state: str) -> None:
        self.connection.execute(sa.update(needs).where(needs.c.id == need_id).values(tried_on=state))

    def tried_on(self) -> dict[str, str]:
        rows = self.connection.execute(sa.select(needs.c.id, needs.c.tried_on)).all()
        return {row.id: row.tried_on for row in rows}

    def unsifted(self, limit: int) -> tuple[Unsifted, ...]:
        telling = sa.exists().where(decisions.c.question_id == questions.c.id, decisions.c.kind.in_(TELLING))
        reviewed = questions.c.outcome == Outcome.REVIEWED
        new = self._finished().where(reviewed, need_questions.c.question_id.is_(None))
        decided = self._finished().where(reviewed, need_questions.c.finding == UNDECIDED, telling)
        return tuple(
            one for query in (new, decided) for one in self._read(query.order_by(*_ASKED).limit(limit))
        )[:limit]

    def question(self, question_id: str) -> Unsifted | None:
        query = self._finished().where(questions.c.id == question_id, questions.c.outcome.is_not(None))
        return next(iter(self._read(query)), None)

    def sift(self, question: Unsifted, final: bool) -> None:
        finding = NEVER if final else UNDECIDED
        row = sa.select(need_questions.c.question_id).where(
            need_questions.c.question_id == question.question_id
        )
        if self.connection.execute(row).first() is None:
            self._insert(_row(question, finding))
        else:
            self._update(question.question_id, finding=finding)

    def put(self, asked: Asked) -> None:
        where = need_questions.c.question_id == asked.question_id
        known = self.connection.execute(sa.select(need_questions.c.need_id).where(where)).one_or_none()
        if known is not None and known.need_id is not None:
            raise Conflict("already_in_a_need", "This question belongs to a need already.")
        if known is not None:
            self._update(asked.question_id, finding=asked.cause.value, need_id=asked.need_id)
            return
        values = asdict(asked)
        values["finding"] = values.pop("cause")
        self._insert(values)

    def asked(self, need_ids: Collection[str] | None = None) -> tuple[Asked, ...]:
        query = sa.select(need_questions).where(need_questions.c.need_id.is_not(None))
        if need_ids is not None:
            query = query.where(need_questions.c.need_id.in_(list(need_ids)))
        rows = self.connection.execute(
            query.order_by(need_questions.c.asked_at, need_questions.c.question_id)
        ).all()
        return tuple(
            Asked(
                row.question_id,
                row.conversation_id,
                row.need_id,
                Cause(row.finding),
                row.language,
                row.asked_at,
            )
            for row in rows
        )

    def move(self, from_need: str, to_need: str) -> None:
        change = sa.update(need_questions).where(need_questions.c.need_id == from_need)
        self.connection.execute(change.values(need_id=to_need))

    def move_questions(self, question_ids: Collection[str], from_need: str, to_need: str) -> None:
        wanted = sorted(set(question_ids))
        change = sa.update(need_questions).where(
            need_questions.c.need_id == from_need, need_questions.c.question_id.in_(wanted)
        )
        if self.connection.execute(change.values(need_id=to_need)).rowcount != len(wanted):
            raise Conflict("need_changed", "Somebody changed this need meanwhile; look again.")

    def forget(self, conversation_id: str) -> frozenset[str]:
        mine = need_questions.c.conversation_id == conversation_id
        query = sa.select(need_questions.c.need_id).where(mine, need_questions.c.need_id.is_not(None))
        touched = frozenset(self.connection.execute(query).scalars())
        self.connection.execute(sa.update(need_questions).where(mine).values(need_id=None, finding=NEVER))
        return touched

    def owe(self, owed: Owed) -> None:
        key = (
            need_answers.c.need_id == owed.need_id,
            need_answers.c.version_id == owed.version_id,
            need_answers.c.question_id == owed.question_id,
        )
        if self.connection.execute(sa.select(need_answers.c.need_id).where(*key)).first() is None:
            self.connection.execute(sa.insert(need_answers).values(asdict(owed)))

    def owed(self, need_id: str | None = None, *, undone: bool = False) -> tuple[Owed, ...]:
        query = sa.select(need_answers)
        if need_id is not None:
            query = query.where(need_answers.c.need_id == need_id)
        if undone:
            query = query.where(need_answers.c.result.is_(None))
        order = (need_answers.c.decided_at, need_answers.c.need_id, need_answers.c.question_id)
        return tuple(map(_owed, self.connection.execute(query.order_by(*order)).all()))

    def settle(self, owed: Owed, result: Told, at: datetime) -> None:
        change = (
            sa.update(need_answers)
            .where(
                need_answers.c.need_id == owed.need_id,
                need_answers.c.version_id == owed.version_id,
                need_answers.c.question_id == owed.question_id,
                need_answers.c.result.is_(None),
            )
            .values(result=result.value, done_at=at)
        )
        if self.connection.execute(change).rowcount != 1:
            raise Conflict("already_done", "This was done before.")

    def _insert(self, values: dict[str, Any]) -> None:
        with unique_or(self.connection, "already_in_a_need", "This question was looked at meanwhile."):
            self.connection.execute(sa.insert(need_questions).values(values))

    def _update(self, question_id: str, **values: Any) -> None:
        where = need_questions.c.question_id == question_id
        self.connection.execute(sa.update(need_questions).where(where).values(**values))

    def _finished(self) -> sa.Select[Any]:
        """Questions whose conversation can still be read."""
        return (
            sa.select(questions)
            .join(conversation_keys, conversation_keys.c.conversation_id == questions.c.conversation_id)
            .outerjoin(need_questions, need_questions.c.question_id == questions.c.id)
        )

    def _read(self, query: sa.Select[Any]) -> list[Unsifted]:
        rows = self.connection.execute(query).all()
        kinds: dict[str, set[DecisionKind]] = defaultdict(set)
        made = sa.select(decisions.c.question_id, decisions.c.kind).where(
            decisions.c.question_id.in_([row.id for row in rows])
        )
        for decision in self.connection.execute(made):
            kinds[decision.question_id].add(DecisionKind(decision.kind))
        return [_unsifted(row, frozenset(kinds[row.id])) for row in rows]

    def _with_events(self, rows: Iterable[Any], query: sa.Select[Any]) -> tuple[Need, ...]:
        by_need: dict[str, list[NeedEvent]] = defaultdict(list)
        for row in self.connection.execute(query.order_by(need_events.c.need_id, need_events.c.seq)):
            by_need[row.need_id].append(_event(row))
        return tuple(
            Need.of(
                NeedFacts(row.id, row.found_at, row.language, row.department_id),
                by_need[row.id],
                tuple(row.words),
            )
            for row in rows
        )


_ASKED = (questions.c.asked_at, questions.c.id)


def _row(question: Unsifted, finding: str) -> dict[str, Any]:
    return {
        "question_id": question.question_id,
        "conversation_id": question.conversation_id,
        "need_id": None,
        "finding": finding,
        "language": question.language,
        "asked_at": question.asked_at,
    }


def _unsifted(row: Any, decided: frozenset[DecisionKind]) -> Unsifted:
    return Unsifted(
        question_id=row.id,
        conversation_id=row.conversation_id,
        message_id=row.message_id,
        language=row.language,
        asked_at=row.asked_at,
        reasons=tuple(Reason(reason) for reason in row.reasons),
        department_id=row.department_id,
        topic_id=row.topic_id,
        decided=decided,
    )


def _event(row: Any) -> NeedEvent:
    return NeedEvent(
        step=NeedStep(row.step),
        by=row.by,
        at=row.at,
        note=row.note,
        assignee=row.assignee,
        due=row.due,
        department_id=row.department_id,
        task_id=row.task_id,
        version_id=row.version_id,
        need_id=row.need_id_into,
    )


def _owed(row: Any) -> Owed:
    return Owed(
        need_id=row.need_id,
        version_id=row.version_id,
        question_id=row.question_id,
        conversation_id=row.conversation_id,
        released_by=row.released_by,
        decided_at=row.decided_at,
        result=Told(row.result) if row.result is not None else None,
        done_at=row.done_at,
    )
