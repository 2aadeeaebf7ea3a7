"""Storing the next draft of a case, whoever asked for it: by compare-and-set on the newest version, with its event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from assistant.domain.answers import Draft
from assistant.domain.cases import CaseEvent, CaseEventKind
from assistant.domain.confidence_notes import signal_notes
from assistant.domain.conversations import QuestionRecord
from assistant.domain.errors import Conflict
from assistant.domain.routing import Working
from assistant.services.stored_drafts import stored_draft
from assistant.services.stores import Work

CONFIDENCE = "confidence"
"""Where a redrafting's event keeps the new draft's confidence."""

NOTICED = "noticed"
"""Where it keeps the codes of what the engine noticed about that draft, separated by commas."""


@dataclass(frozen=True, slots=True)
class NextDraft:
    """What the engine drafted for a case, and the newest draft version it was begun on (0: none)."""

    case_id: str
    record: QuestionRecord
    working: Working
    draft: Draft
    based_on: int


def newest_version(work: Work, question_id: str) -> int:
    """The version of a question's newest draft, 0 if it has none."""
    drafts = work.questions.drafts(question_id)
    return drafts[-1].version if drafts else 0


def store_next(
    work: Work, new: NextDraft, draft_id: str, actor: str, now: datetime, data: Mapping[str, str]
) -> dict[str, str]:
    """Store the draft and its event; what the log is to hold of it, which the caller writes last.

    `data` goes into the event beside the draft's own facts. Raises Conflict("draft_changed").
    """
    if newest_version(work, new.record.id) != new.based_on:
        raise Conflict("draft_changed", "Another draft was made meanwhile.")
    stored = stored_draft(draft_id, new.record, new.working, new.based_on + 1, new.draft)
    stored = replace(stored, created_at=now)
    work.questions.add_draft(stored)
    facts = {
        "draft": stored.id,
        "draft_version": str(stored.version),
        CONFIDENCE: f"{new.working.confidence:.6f}",
        NOTICED: ",".join(signal_notes(new.working.signals)),
        **data,
    }
    work.cases.append(CaseEvent(new.case_id, 0, CaseEventKind.REDRAFTED, actor, now, facts))
    return facts | {
        "sha256": stored.sha256,
        "index_version": stored.index_version,
        "pipeline_hash": stored.pipeline_hash,
        "passages": ",".join(passage.passage_id for passage in stored.evidence),
    }
