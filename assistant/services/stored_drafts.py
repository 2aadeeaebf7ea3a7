"""A draft as it is stored: with exactly the input it saw."""

from __future__ import annotations

from assistant.domain.answers import Draft
from assistant.domain.conversations import QuestionRecord, StoredDraft
from assistant.domain.routing import Working
from assistant.services.release import sha256_of


def stored_draft(
    draft_id: str, record: QuestionRecord, working: Working, version: int, draft: Draft
) -> StoredDraft:
    """The draft with exactly the input it saw and what it depends on."""
    return StoredDraft(
        id=draft_id,
        question_id=record.id,
        version=version,
        draft=draft,
        verdict=working.verdict,
        evidence=working.evidence,
        author_kind="engine",
        author=draft.method.value,
        sha256=sha256_of(draft.text()),
        index_version=working.index_version or "",
        pipeline_hash=working.pipeline_hash,
        created_at=record.finished_at or record.asked_at,
    )
