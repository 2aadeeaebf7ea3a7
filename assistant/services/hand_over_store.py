"""The stores of hand-overs and of edits not yet sent, parts of a unit of work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from assistant.domain.hand_overs import HandOver, HandOverOutcome


class HandOverStore(Protocol):
    """Hand-overs; their texts are sealed with the key of the conversation."""

    def add(self, hand_over: HandOver) -> None: ...
    def get(self, hand_over_id: str) -> HandOver | None: ...
    def of_case(self, case_id: str) -> tuple[HandOver, ...]:
        """Oldest first."""
        ...

    def open_for(self, department_ids: frozenset[str] | None) -> tuple[HandOver, ...]:
        """Those that these departments (None: all) have not answered, the soonest due first.

        Those of erased conversations, and of cases replied to or withdrawn, are left out.
        """
        ...

    def due_ids(self, now: datetime) -> tuple[str, ...]:
        """Ids of transfers that nobody answered in time, the oldest first."""
        ...

    def end(self, hand_over_id: str, outcome: HandOverOutcome, by: str, at: datetime, answer: str) -> None:
        """End it once. Raises Conflict("hand_over_ended") after that: the first answer stands."""
        ...


@dataclass(frozen=True, slots=True)
class SavedEdit:
    """What a person has typed into a reply and not sent; `draft_version` is the draft it started from (0: none)."""

    draft_version: int
    text: str
    at: datetime


class SavedEditStore(Protocol):
    """One saved edit per case and person, sealed with the key of the conversation (H-19)."""

    def save(self, case_id: str, staff_id: str, edit: SavedEdit) -> None:
        """Write over the person's own earlier one."""
        ...

    def get(self, case_id: str, staff_id: str) -> SavedEdit | None: ...
    def forget(self, case_id: str, staff_id: str | None = None) -> None:
        """Drop one person's, or everybody's."""
        ...
