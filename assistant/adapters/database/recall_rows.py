"""Recalls in the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from assistant.adapters.database.case_store import ENDING
from assistant.adapters.database.conflicts import unique_or
from assistant.adapters.database.content_keys import ContentKeys
from assistant.adapters.database.correction_rows import CorrectionRows
from assistant.adapters.database.recall_tables import (
    correction_sources,
    corrections,
    knowledge_changes,
    recall_decisions,
    version_standings,
)
from assistant.adapters.database.recall_tables import (
    recalls as recall_rows,
)
from assistant.adapters.database.tables import (
    case_events,
    cases,
    conversation_keys,
    conversations,
    drafts,
    questions,
    replies,
    reply_sources,
)
from assistant.domain.recalls import ChangeKind, Correction, LeaveReason, Recall, RecallDecision, RecallState
from assistant.services.recall_store import OpenDraft, RecallStore


@dataclass(slots=True)
class DatabaseRecalls(RecallStore):
    """Bound to one transaction."""

    connection: sa.Connection
    keys: ContentKeys
    _corrections: CorrectionRows = field(init=False)

    def __post_init__(self) -> None:
        self._corrections = CorrectionRows(self.connection, self.keys)

    def due(self, now: datetime) -> tuple[Recall, ...]:
        found: dict[tuple[str, str], Recall] = {}
        for row in self.connection.execute(_due()):
            # A reply that is due twice for one change (its own citation, and a correction's) is recalled once,
            # for what was said last.
            found[row.change_id, row.reply_id] = _recall(row, now)
        return tuple(found.values())

    def add(self, recalls: Sequence[Recall]) -> int:
        columns = ("change_id", "reply_id", "version_id", "correction_id", "department_id", "opened_at")
        rows = [{name: getattr(recall, name) for name in columns} for recall in recalls]
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        new = dialect.insert(recall_rows).on_conflict_do_nothing().returning(recall_rows.c.reply_id)
        return len(self.connection.execute(new, rows).all())

    def of_change(self, change_id: str) -> tuple[Recall, ...]:
        query = (
            _stored().where(recall_rows.c.change_id == change_id).order_by(replies.c.created_at, replies.c.id)
        )
        return tuple(_recall(row, row.opened_at) for row in self.connection.execute(query))

    def get(self, change_id: str, reply_id: str) -> Recall | None:
        query = _stored().where(recall_rows.c.change_id == change_id, recall_rows.c.reply_id == reply_id)
        row = self.connection.execute(query).one_or_none()
        return None if row is None else _recall(row, row.opened_at)

    def counts(self) -> Mapping[str, Mapping[tuple[str, RecallState], int]]:
        table = recall_decisions
        state = sa.case(
            (table.c.left_because.is_not(None), RecallState.LEFT.value),
            (table.c.correction_id.is_not(None), RecallState.CORRECTED.value),
            (conversation_keys.c.conversation_id.is_(None), RecallState.ERASED.value),
            else_=RecallState.OPEN.value,
        ).label("state")
        columns = (recall_rows.c.change_id, recall_rows.c.department_id, state)
        query = sa.select(*columns, sa.func.count().label("number")).select_from(_joined()).group_by(*columns)
        found: dict[str, dict[tuple[str, RecallState], int]] = defaultdict(dict)
        for row in self.connection.execute(query):
            found[row.change_id][row.department_id, RecallState(row.state)] = row.number
        return found

    def decide(self, change_id: str, reply_id: str, decision: RecallDecision) -> None:
        with unique_or(self.connection, "already_decided", "This reply has been decided already."):
            self.connection.execute(
                sa.insert(recall_decisions).values(
                    change_id=change_id,
                    reply_id=reply_id,
                    actor=decision.actor,
                    role=decision.role,
                    at=decision.at,
                    left_because=decision.left,
                    correction_id=decision.correction_id,
                )
            )

    def add_correction(self, correction: Correction) -> None:
        self._corrections.add(correction)

    def correction(self, correction_id: str) -> Correction | None:
        return self._corrections.get(correction_id)

    def corrections_of(self, conversation_id: str) -> tuple[Correction, ...]:
        return self._corrections.of_conversation(conversation_id)

    def open_drafts(self) -> tuple[OpenDraft, ...]:
        newest = (
            sa.select(drafts.c.question_id, sa.func.max(drafts.c.version).label("version"))
            .group_by(drafts.c.question_id)
            .subquery()
        )
        ended = sa.exists().where(case_events.c.case_id == cases.c.id, case_events.c.kind.in_(ENDING))
        query = (
            sa.select(cases.c.id, drafts)
            .join(newest, newest.c.question_id == cases.c.question_id)
            .join(
                drafts,
                sa.and_(drafts.c.question_id == newest.c.question_id, drafts.c.version == newest.c.version),
            )
            .join(conversation_keys, conversation_keys.c.conversation_id == cases.c.conversation_id)
            .where(~ended)
            .order_by(cases.c.promised_at, cases.c.number)
        )
        columns = query.with_only_columns(
            cases.c.id.label("case_id"),
            drafts.c.question_id,
            drafts.c.id.label("draft_id"),
            drafts.c.index_version,
            drafts.c.created_at,
        )
        return tuple(OpenDraft(*row) for row in self.connection.execute(columns))


def _told() -> sa.Subquery:
    """Which version was cited in which reply, by itself or by a correction of it, and when."""
    return sa.union_all(
        sa.select(
            reply_sources.c.reply_id,
            reply_sources.c.version_id,
            sa.null().label("correction_id"),
            replies.c.created_at.label("told_at"),
        ).join(replies, replies.c.id == reply_sources.c.reply_id),
        sa.select(
            corrections.c.reply_id,
            correction_sources.c.version_id,
            corrections.c.id.label("correction_id"),
            corrections.c.created_at.label("told_at"),
        ).join(corrections, corrections.c.id == correction_sources.c.correction_id),
    ).subquery()


def _set_right(told: sa.Subquery) -> sa.ColumnElement[bool]:
    """A correction was sent after it was told, because of the same version."""
    earlier, decided = recall_rows.alias(), recall_decisions.alias()
    return (
        sa.exists()
        .where(
            earlier.c.reply_id == told.c.reply_id,
            earlier.c.version_id == told.c.version_id,
            decided.c.change_id == earlier.c.change_id,
            decided.c.reply_id == earlier.c.reply_id,
            decided.c.correction_id.is_not(None),
            decided.c.at > told.c.told_at,
        )
        .correlate(told)
    )


def _due() -> sa.Select[Any]:
    """Citations of versions out of force, of replies and of corrections, that the newest change has not recalled."""
    told, known = _told(), recall_rows.alias()
    recalled = (
        sa.exists()
        .where(known.c.change_id == version_standings.c.change_id, known.c.reply_id == told.c.reply_id)
        .correlate(told, version_standings)
    )
    departments = (cases.c.department_id, questions.c.department_id, knowledge_changes.c.department_id)
    return (
        sa.select(
            version_standings.c.change_id,
            *(told.c.version_id, told.c.reply_id, told.c.correction_id),
            told.c.told_at.label("replied_at"),
            replies.c.question_id,
            replies.c.conversation_id,
            sa.func.coalesce(*departments).label("department_id"),
            conversations.c.language,
            conversation_keys.c.conversation_id.label("key_of"),
            sa.null().label("actor"),
        )
        .select_from(told)
        .join(version_standings, version_standings.c.version_id == told.c.version_id)
        .join(knowledge_changes, knowledge_changes.c.id == version_standings.c.change_id)
        .join(replies, replies.c.id == told.c.reply_id)
        .join(questions, questions.c.id == replies.c.question_id)
        .join(conversations, conversations.c.id == replies.c.conversation_id)
        .outerjoin(conversation_keys, conversation_keys.c.conversation_id == conversations.c.id)
        .outerjoin(cases, cases.c.question_id == replies.c.question_id)
        .where(version_standings.c.kind != ChangeKind.BEGAN, ~recalled, ~_set_right(told))
        .order_by(told.c.told_at, told.c.reply_id)
    )


def _joined() -> sa.FromClause:
    return (
        recall_rows.join(replies, replies.c.id == recall_rows.c.reply_id)
        .join(conversations, conversations.c.id == replies.c.conversation_id)
        .outerjoin(conversation_keys, conversation_keys.c.conversation_id == conversations.c.id)
        .outerjoin(
            recall_decisions,
            sa.and_(
                recall_decisions.c.change_id == recall_rows.c.change_id,
                recall_decisions.c.reply_id == recall_rows.c.reply_id,
            ),
        )
    )


def _stored() -> sa.Select[Any]:
    return sa.select(
        recall_rows,
        replies.c.created_at.label("replied_at"),
        replies.c.question_id,
        replies.c.conversation_id,
        conversations.c.language,
        conversation_keys.c.conversation_id.label("key_of"),
        recall_decisions.c.actor,
        recall_decisions.c.role,
        recall_decisions.c.at,
        recall_decisions.c.left_because,
        recall_decisions.c.correction_id.label("corrected_by"),
    ).select_from(_joined())


def _recall(row: Any, opened_at: datetime) -> Recall:
    decision = None
    if row.actor is not None:
        left = LeaveReason(row.left_because) if row.left_because is not None else None
        decision = RecallDecision(row.actor, row.role, row.at, left, row.corrected_by)
    return Recall(
        change_id=row.change_id,
        version_id=row.version_id,
        reply_id=row.reply_id,
        question_id=row.question_id,
        conversation_id=row.conversation_id,
        department_id=row.department_id,
        language=row.language,
        replied_at=row.replied_at,
        opened_at=opened_at,
        correction_id=row.correction_id,
        erased=row.key_of is None,
        decision=decision,
    )
