"""Accepted questions, their drafts, decisions and replies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa

from assistant.adapters.database.conflicts import unique_or
from assistant.adapters.database.content_keys import ContentKeys
from assistant.adapters.database.decision_rows import DecisionRows
from assistant.adapters.database.draft_rows import DraftRows
from assistant.adapters.database.reply_rows import ReplyRows
from assistant.adapters.database.tables import decisions, questions
from assistant.domain.answers import Reply
from assistant.domain.cases import Decision, DecisionKind
from assistant.domain.conversations import QuestionRecord, StoredDraft
from assistant.domain.errors import Conflict, NotFound
from assistant.domain.questions import Language, Outcome, Stage
from assistant.domain.reasons import Reason
from assistant.services.question_traffic import AskedQuestion
from assistant.services.stores import QuestionStore

# Made once: putting a statement together anew costs as much as running it, and every question is read several times.
_BY_ID = sa.select(questions).where(questions.c.id == sa.bindparam("question"))


@dataclass(slots=True)
class DatabaseQuestions(QuestionStore):
    """Bound to one transaction."""

    connection: sa.Connection
    keys: ContentKeys
    _drafts: DraftRows = field(init=False)
    _decisions: DecisionRows = field(init=False)
    _replies: ReplyRows = field(init=False)

    def __post_init__(self) -> None:
        self._drafts = DraftRows(self.connection, self.keys)
        self._decisions = DecisionRows(self.connection, self.keys)
        self._replies = ReplyRows(self.connection, self.keys)

    def add(self, record: QuestionRecord) -> None:
        with unique_or(self.connection, "question_exists", "This question has already been accepted."):
            self.connection.execute(sa.insert(questions), _values(record))

    def get(self, question_id: str) -> QuestionRecord | None:
        row = self.connection.execute(_BY_ID, {"question": question_id}).one_or_none()
        return None if row is None else _record(row)

    def finish(self, record: QuestionRecord) -> None:
        if record.outcome is None:
            raise ValueError("a question is finished with an outcome")
        # What was accepted stays as it was: only what the run found is written.
        found = {
            name: value
            for name, value in _values(record).items()
            if name not in ("id", "conversation_id", "message_id", "language", "asked_at")
        }
        change = (
            sa.update(questions)
            .where(questions.c.id == record.id, questions.c.outcome.is_(None))
            .values(found)
        )
        if self.connection.execute(change).rowcount == 1:
            return
        if self.get(record.id) is None:
            raise NotFound("There is no such question.")
        raise Conflict("already_finished", "This question already has its outcome.")

    def begin_attempt(self, question_id: str) -> int:
        count = (
            sa.update(questions)
            .where(questions.c.id == question_id)
            .values(attempts=questions.c.attempts + 1)
            .returning(questions.c.attempts)
        )
        attempts: int | None = self.connection.execute(count).scalar_one_or_none()
        if attempts is None:
            raise NotFound("There is no such question.")
        return attempts

    def unfinished(self, asked_before: datetime) -> tuple[QuestionRecord, ...]:
        return self._where(sa.and_(questions.c.outcome.is_(None), questions.c.asked_at < asked_before))

    def of_conversation(self, conversation_id: str) -> tuple[QuestionRecord, ...]:
        return self._where(questions.c.conversation_id == conversation_id)

    def add_draft(self, draft: StoredDraft) -> None:
        self._drafts.add(draft)

    def drafts(self, question_id: str) -> tuple[StoredDraft, ...]:
        return self._drafts.of_question(question_id)

    def add_reply(self, reply: Reply, decision_id: str) -> None:
        self._replies.add(reply, decision_id)

    def reply(self, question_id: str) -> Reply | None:
        return self._replies.of_question(question_id)

    def reply_by_id(self, reply_id: str) -> Reply | None:
        return self._replies.get(reply_id)

    def replies_of(self, conversation_id: str) -> tuple[Reply, ...]:
        return self._replies.of_conversation(conversation_id)

    def replies_quoting(self, version_id: str) -> tuple[str, ...]:
        return self._replies.ids_quoting(version_id)

    def add_decision(self, decision: Decision, decision_key: str) -> None:
        self._decisions.add(decision, decision_key)

    def decisions(self, question_id: str) -> tuple[Decision, ...]:
        return self._decisions.of_question(question_id)

    def decision(self, decision_id: str) -> Decision | None:
        return self._decisions.get(decision_id)

    def decision_by_key(self, decision_key: str) -> Decision | None:
        return self._decisions.by_key(decision_key)

    def outcome_counts(self) -> Mapping[Outcome, int]:
        query = (
            sa.select(questions.c.outcome, sa.func.count())
            .where(questions.c.outcome.is_not(None))
            .group_by(questions.c.outcome)
        )
        return {Outcome(outcome): count for outcome, count in self.connection.execute(query)}

    def decision_counts(self) -> Mapping[DecisionKind, int]:
        query = sa.select(decisions.c.kind, sa.func.count()).group_by(decisions.c.kind)
        return {DecisionKind(kind): count for kind, count in self.connection.execute(query)}

    def month_counts(self) -> Mapping[tuple[str, Language, str, Outcome], int]:
        columns = (questions.c.asked_at, questions.c.language, questions.c.topic_id, questions.c.outcome)
        query = sa.select(*columns).where(questions.c.outcome.is_not(None))
        return Counter(
            (f"{row.asked_at:%Y-%m}", Language(row.language), row.topic_id or "", Outcome(row.outcome))
            for row in self.connection.execute(query)
        )

    def asked_between(self, begin: datetime, end: datetime) -> tuple[AskedQuestion, ...]:
        of_matter = questions.c.outcome.is_not(None) & (questions.c.outcome != Outcome.COURTESY)
        query = sa.select(
            questions.c.topic_id, questions.c.language, questions.c.confidence, questions.c.reasons
        ).where(of_matter, questions.c.asked_at >= begin, questions.c.asked_at < end)
        return tuple(
            AskedQuestion(
                row.topic_id, Language(row.language), row.confidence, tuple(map(Reason, row.reasons))
            )
            for row in self.connection.execute(query.order_by(questions.c.asked_at))
        )

    def _where(self, condition: sa.ColumnElement[bool]) -> tuple[QuestionRecord, ...]:
        query = sa.select(questions).where(condition).order_by(questions.c.asked_at, questions.c.id)
        return tuple(_record(row) for row in self.connection.execute(query))


def _values(record: QuestionRecord) -> dict[str, object]:
    return {
        "id": record.id,
        "conversation_id": record.conversation_id,
        "message_id": record.message_id,
        "language": record.language,
        "asked_at": record.asked_at,
        "outcome": record.outcome,
        "reasons": list(record.reasons),
        "department_id": record.department_id,
        "topic_id": record.topic_id,
        "confidence": record.confidence,
        "index_version": record.index_version,
        "pipeline_hash": record.pipeline_hash,
        "signals": None if record.signals is None else dict(record.signals),
        "timings_ms": None if record.timings_ms is None else dict(record.timings_ms),
        "finished_at": record.finished_at,
    }


def _record(row: sa.Row[tuple[object, ...]]) -> QuestionRecord:
    return QuestionRecord(
        id=row.id,
        conversation_id=row.conversation_id,
        message_id=row.message_id,
        language=Language(row.language),
        asked_at=row.asked_at,
        outcome=None if row.outcome is None else Outcome(row.outcome),
        reasons=tuple(Reason(reason) for reason in row.reasons),
        department_id=row.department_id,
        topic_id=row.topic_id,
        confidence=row.confidence,
        index_version=row.index_version,
        pipeline_hash=row.pipeline_hash,
        signals=row.signals,
        timings_ms=None
        if row.timings_ms is None
        else {Stage(stage): duration for stage, duration in row.timings_ms.items()},
        finished_at=row.finished_at,
    )
