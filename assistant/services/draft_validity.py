"""Whether a stored draft may still become a reply."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from assistant.domain.cases import CaseStatus
from assistant.domain.conversations import StoredDraft
from assistant.services.ports import SourceStatus


class DraftVoid(StrEnum):
    """Why a draft can no longer be sent: set aside by a person, made by another engine, or on text no longer in force."""

    REJECTED = "rejected"
    DRAFT_VOID = "draft_void"
    KNOWLEDGE_CHANGED = "knowledge_changed"


def why_void(
    draft: StoredDraft, status: CaseStatus, pipeline_hash: str, sources: SourceStatus, now: datetime
) -> DraftVoid | None:
    """The first reason why this newest draft is void, None while it may be sent."""
    if status.draft_rejected:
        return DraftVoid.REJECTED
    if draft.pipeline_hash != pipeline_hash:
        return DraftVoid.DRAFT_VOID
    quotes = draft.draft.quotes()
    found = {passage.passage_id for passage in draft.evidence}
    if any(quote.passage_id not in found for quote in quotes):
        return DraftVoid.DRAFT_VOID
    quoted = {quote.version_id for quote in quotes}
    if quoted - sources.in_force(quoted, now):
        return DraftVoid.KNOWLEDGE_CHANGED
    return None
