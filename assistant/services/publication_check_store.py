"""The store of what people said about findings before a publication, and of contradictions that were published."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from assistant.domain.publication_checks import Conflict, Statement, StatementKind


@dataclass(frozen=True, slots=True)
class StandingReply:
    """A reply given that cites a version, and the topic and department of its question."""

    reply_id: str
    topic_id: str | None
    department_id: str | None


class PublicationCheckStore(Protocol):
    """Statements and conflicts; nothing is written over, save that a conflict gets its one task."""

    def add(self, kind: StatementKind, statement: Statement) -> bool:
        """Store a statement; False and nothing stored if this person said it of this finding before."""
        ...

    def statements(self, version_id: str, kind: StatementKind) -> tuple[Statement, ...]:
        """Oldest first."""
        ...

    def add_conflict(self, conflict: Conflict) -> bool:
        """Store a conflict; False and nothing stored if it is known."""
        ...

    def give_task(self, conflict_id: str, task_id: str) -> None:
        """Say which task was opened for a conflict that had none."""
        ...

    def conflicts(self) -> tuple[Conflict, ...]:
        """All of them, oldest first."""
        ...

    def conflicts_of(self, version_ids: Collection[str]) -> tuple[Conflict, ...]:
        """Those with a passage of one of these versions on either side."""
        ...

    def compared(self) -> frozenset[str]:
        """The versions whose rules were compared with everything else in force."""
        ...

    def add_compared(self, version_id: str, at: datetime) -> None:
        """Remember one; again is no error."""
        ...

    def replies_standing_on(self, version_ids: Collection[str]) -> tuple[StandingReply, ...]:
        """Replies that cite one of these versions, oldest first; they outlive an erasure."""
        ...
