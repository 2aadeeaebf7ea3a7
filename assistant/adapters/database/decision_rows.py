"""Decisions as rows; only the note is content."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from assistant.adapters.database.cipher import Place
from assistant.adapters.database.conflicts import unique_or
from assistant.adapters.database.content_keys import ContentKeys
from assistant.adapters.database.serialisation import VERSION, versioned
from assistant.adapters.database.tables import decisions, questions
from assistant.domain.cases import Decision, DecisionKind, DecisionReason
from assistant.domain.errors import NotFound


@dataclass(frozen=True, slots=True)
class DecisionRows:
    """Bound to one transaction."""

    connection: sa.Connection
    keys: ContentKeys

    def add(self, decision: Decision, decision_key: str) -> None:
        """Store a decision once. Raises Conflict("already_decided"), NotFound."""
        self._lock(decision.question_id)
        newest = sa.select(sa.func.max(decisions.c.ordinal)).where(
            decisions.c.question_id == decision.question_id
        )
        ordinal = (self.connection.execute(newest).scalar_one() or 0) + 1
        with unique_or(self.connection, "already_decided", "This has already been decided."):
            self.connection.execute(
                sa.insert(decisions),
                {
                    "id": decision.id,
                    "ordinal": ordinal,
                    "decision_key": decision_key,
                    "question_id": decision.question_id,
                    "case_id": decision.case_id,
                    "draft_id": decision.draft_id,
                    "draft_version": decision.draft_version,
                    "kind": decision.kind,
                    "reason": decision.reason,
                    "actor_kind": decision.actor_kind,
                    "actor": decision.actor,
                    "role": decision.role,
                    "shown_sha256": decision.shown_sha256,
                    "sent_sha256": decision.sent_sha256,
                    "index_version": decision.index_version,
                    "pipeline_hash": decision.pipeline_hash,
                    "decided_at": decision.decided_at,
                    "sealed": self._sealed_note(decision),
                },
            )

    def of_question(self, question_id: str) -> tuple[Decision, ...]:
        """In the order in which they were made."""
        query = (
            sa.select(decisions).where(decisions.c.question_id == question_id).order_by(decisions.c.ordinal)
        )
        return tuple(self._decision(row) for row in self.connection.execute(query).all())

    def get(self, decision_id: str) -> Decision | None:
        """The decision of this id."""
        return self._one(decisions.c.id == decision_id)

    def by_key(self, decision_key: str) -> Decision | None:
        """The decision made under this key."""
        return self._one(decisions.c.decision_key == decision_key)

    def _one(self, condition: sa.ColumnElement[bool]) -> Decision | None:
        row = self.connection.execute(sa.select(decisions).where(condition)).one_or_none()
        return None if row is None else self._decision(row)

    def _lock(self, question_id: str) -> None:
        query = sa.select(questions.c.id).where(questions.c.id == question_id).with_for_update(key_share=True)
        if self.connection.execute(query).first() is None:
            raise NotFound("There is no such question.")

    def _sealed_note(self, decision: Decision) -> bytes | None:
        # An empty note is stored as none, so that such decisions stay readable after an erasure.
        if not decision.note:
            return None
        conversation_id = self.keys.conversation_of(decision.question_id)
        return self.keys.seal(conversation_id, _place(decision.id), {"v": VERSION, "note": decision.note})

    def _note(self, row: sa.Row[tuple[object, ...]]) -> str:
        if row.sealed is None:
            return ""
        conversation_id = self.keys.conversation_of(row.question_id)
        fields = versioned(self.keys.open(conversation_id, _place(row.id), row.sealed), "a decision's note")
        note = fields.text("note")
        fields.done()
        return note

    def _decision(self, row: sa.Row[tuple[object, ...]]) -> Decision:
        return Decision(
            id=row.id,
            question_id=row.question_id,
            case_id=row.case_id,
            draft_id=row.draft_id,
            draft_version=row.draft_version,
            kind=DecisionKind(row.kind),
            reason=DecisionReason(row.reason),
            note=self._note(row),
            actor_kind=row.actor_kind,
            actor=row.actor,
            role=row.role,
            shown_sha256=row.shown_sha256,
            sent_sha256=row.sent_sha256,
            index_version=row.index_version,
            pipeline_hash=row.pipeline_hash,
            decided_at=row.decided_at,
        )


def _place(decision_id: str) -> Place:
    return Place("decisions", decision_id, "sealed")
