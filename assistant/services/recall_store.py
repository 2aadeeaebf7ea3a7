"""Where recalls, their decisions and the corrections sent are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from assistant.domain.recalls import Correction, Recall, RecallDecision, RecallState


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """The newest draft of a case that nobody has ended yet."""

    case_id: str
    question_id: str
    draft_id: str
    index_version: str
    created_at: datetime


class RecallStore(Protocol):
    """Texts of corrections are encrypted with the conversation's key; the rest outlives an erasure."""

    def due(self, now: datetime) -> tuple[Recall, ...]:
        """Replies and corrections that cite a version which is out of force, and that its newest change has not recalled.

        What a correction has set right already is not due again.
        """
        ...

    def add(self, recalls: Sequence[Recall]) -> int:
        """Store those that are new; how many. One that another process stored meanwhile is left as it is."""
        ...

    def of_change(self, change_id: str) -> tuple[Recall, ...]:
        """Oldest reply first."""
        ...

    def get(self, change_id: str, reply_id: str) -> Recall | None: ...
    def counts(self) -> Mapping[str, Mapping[tuple[str, RecallState], int]]:
        """Recalls by change, and there by department and state."""
        ...

    def decide(self, change_id: str, reply_id: str, decision: RecallDecision) -> None:
        """Raises Conflict("already_decided")."""
        ...

    def add_correction(self, correction: Correction) -> None: ...
    def correction(self, correction_id: str) -> Correction | None:
        """Raises ContentErased once its conversation is erased."""
        ...

    def corrections_of(self, conversation_id: str) -> tuple[Correction, ...]:
        """Oldest first."""
        ...

    def open_drafts(self) -> tuple[OpenDraft, ...]:
        """Those of cases neither replied to nor withdrawn whose conversation is not erased; the soonest promise first."""
        ...
