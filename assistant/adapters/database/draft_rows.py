"""Drafts as rows: what was drafted, from which passages, and what the check found."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from assistant.adapters.database.cipher import Place
from assistant.adapters.database.conflicts import unique_or
from assistant.adapters.database.content_keys import ContentKeys
from assistant.adapters.database.serialisation import (
    VERSION,
    draft_from_json,
    draft_to_json,
    verdict_from_json,
    verdict_to_json,
    versioned,
)
from assistant.adapters.database.source_serialisation import evidence_from_json, evidence_to_json
from assistant.adapters.database.tables import drafts
from assistant.domain.conversations import StoredDraft


@dataclass(frozen=True, slots=True)
class DraftRows:
    """Bound to one transaction."""

    connection: sa.Connection
    keys: ContentKeys

    def add(self, draft: StoredDraft) -> None:
        """Store a version. Raises Conflict("draft_exists"), NotFound."""
        content = {
            "v": VERSION,
            "draft": draft_to_json(draft.draft),
            "verdict": None if draft.verdict is None else verdict_to_json(draft.verdict),
            "evidence": [evidence_to_json(passage) for passage in draft.evidence],
        }
        conversation_id = self.keys.conversation_of(draft.question_id)
        sealed = self.keys.seal(conversation_id, _place(draft.id), content)
        with unique_or(self.connection, "draft_exists", "A newer draft has been stored meanwhile."):
            self.connection.execute(
                sa.insert(drafts),
                {
                    "id": draft.id,
                    "question_id": draft.question_id,
                    "version": draft.version,
                    "author_kind": draft.author_kind,
                    "author": draft.author,
                    "sha256": draft.sha256,
                    "index_version": draft.index_version,
                    "pipeline_hash": draft.pipeline_hash,
                    "created_at": draft.created_at,
                    "sealed": sealed,
                },
            )

    def of_question(self, question_id: str) -> tuple[StoredDraft, ...]:
        """All versions, oldest first."""
        query = sa.select(drafts).where(drafts.c.question_id == question_id).order_by(drafts.c.version)
        rows = self.connection.execute(query).all()
        if not rows:
            return ()
        conversation_id = self.keys.conversation_of(question_id)
        return tuple(self._draft(row, conversation_id) for row in rows)

    def _draft(self, row: sa.Row[tuple[object, ...]], conversation_id: str) -> StoredDraft:
        fields = versioned(self.keys.open(conversation_id, _place(row.id), row.sealed), "a stored draft")
        stored = StoredDraft(
            id=row.id,
            question_id=row.question_id,
            version=row.version,
            draft=draft_from_json(fields.take("draft")),
            verdict=fields.optional("verdict", verdict_from_json),
            evidence=fields.items("evidence", evidence_from_json),
            author_kind=row.author_kind,
            author=row.author,
            sha256=row.sha256,
            index_version=row.index_version,
            pipeline_hash=row.pipeline_hash,
            created_at=row.created_at,
        )
        fields.done()
        return stored


def _place(draft_id: str) -> Place:
    return Place("drafts", draft_id, "sealed")
