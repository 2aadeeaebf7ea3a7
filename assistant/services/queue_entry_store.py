"""The port of the queue: filters, the page after a place, counts, and the recount that proves them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from assistant.domain.cases import Case
from assistant.domain.queue_entries import Priority, QueueEntry, WaitingFor
from assistant.domain.reasons import Reason


class QueueState(StrEnum):
    """Which cases by their state."""

    OPEN = "open"
    WAITING = "waiting"
    IN_HAND = "in_hand"
    REPLIED = "replied"
    WITHDRAWN = "withdrawn"
    ALL = "all"


class Holding(StrEnum):
    """Which cases by who has them in hand."""

    ANYBODY = "anybody"
    ME = "me"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """What a person wants to see; what is None is not asked for. `text`: words of the question, or of the number."""

    state: QueueState = QueueState.OPEN
    department_id: str | None = None
    topic_id: str | None = None
    language: str | None = None
    priority: Priority | None = None
    reason: Reason | None = None
    waiting_for: WaitingFor | None = None
    holding: Holding = Holding.ANYBODY
    overdue: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class QueueQuery:
    """A filter with whose it is: the departments they may read (None for all), and now.

    `hits` are the cases whose question held the words, None if no words were asked for; what was erased since is not
    found.
    """

    wanted: QueueFilter
    departments: frozenset[str] | None
    staff_id: str
    now: datetime
    hits: Sequence[str] | None = None


@dataclass(frozen=True, slots=True)
class QueuePlace:
    """Where a case stands in the queue. A page begins after one; no two cases share one."""

    priority: Priority
    promised_at: datetime
    ordinal: int

    def key(self) -> tuple[int, float, int]:
        """Sorts as the queue does: closed cases newest first, all others soonest promise first."""
        sign = -1 if self.priority is Priority.CLOSED else 1
        return list(Priority).index(self.priority), sign * self.promised_at.timestamp(), sign * self.ordinal


@dataclass(frozen=True, slots=True)
class QueuedCase:
    """A case and its line."""

    case: Case
    entry: QueueEntry
    priority: Priority

    def place(self) -> QueuePlace:
        """Where it stands."""
        return QueuePlace(self.priority, self.case.promised_at, self.entry.ordinal)


@dataclass(frozen=True, slots=True)
class QueueCounts:
    """How many cases a query finds, and how many of them are open and past their promise."""

    matching: int
    overdue: int


class QueueEntryStore(Protocol):
    """Reads of the queue. Entries are written with the events themselves, in the same transaction."""

    def page(self, query: QueueQuery, after: QueuePlace | None, limit: int) -> tuple[QueuedCase, ...]:
        """The next cases in the order of the queue."""
        ...

    def counts(self, query: QueueQuery) -> QueueCounts: ...

    def texts(self, case_ids: Sequence[str]) -> Mapping[str, str]:
        """The questions as they were asked; those that were erased are left out."""
        ...

    def texts_after(self, ordinal: int, limit: int) -> tuple[tuple[int, str, str | None], ...]:
        """Ordinal, case and question of the next cases in the order of their numbers; None for an erased one."""
        ...

    def erased(self) -> frozenset[str]:
        """Cases whose conversation was erased."""
        ...

    def recount(self) -> int:
        """Fold every case anew and put right what differs; how many did. Nothing ever should (0 is the proof)."""
        ...

    def fill(self, limit: int) -> int:
        """Enter up to so many cases that have no entry: those older than the queue; how many."""
        ...
