"""Where seeds, their showings and what people made of them are kept; nothing is written over."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from assistant.domain.seeds import AnsweredSeed, Seed, SeedAnswer, SeedPlace, SeedShowing


class SeedStore(Protocol):
    """Seeds live in tables of their own, from which nothing can be sent."""

    def add(self, seed: Seed) -> None:
        """Store a seed, its words sealed with the key of the conversation that it was made from. Raises NotFound."""
        ...

    def get(self, seed_id: str) -> Seed | None:
        """None also once the conversation is erased."""
        ...

    def sources(self, department_id: str, limit: int) -> tuple[str, ...]:
        """Questions whose draft was approved unchanged and that no seed was made from yet, newest first."""
        ...

    def unshown(self, department_ids: frozenset[str] | None, staff_id: str) -> tuple[Seed, ...]:
        """Those of the departments that this person has not been shown, in no trial either, oldest first."""
        ...

    def stock(self, department_id: str) -> int:
        """How many of the department's seeds nobody has been shown yet."""
        ...

    def fresh(self, department_id: str) -> tuple[Seed, ...]:
        """Those of the department that nobody has been shown and no trial has used, oldest first."""
        ...

    def show(self, showing: SeedShowing) -> None:
        """Give a seed to a person. Raises Conflict("already_shown")."""
        ...

    def showing(self, showing_id: str) -> SeedShowing | None: ...
    def open_showings(self, staff_id: str, place: SeedPlace) -> tuple[SeedShowing, ...]:
        """Those given to this person there and not answered yet, oldest first."""
        ...

    def answer(self, answer: SeedAnswer) -> None:
        """Store an answer, once. Raises Conflict("already_decided")."""
        ...

    def answered(self, staff_id: str | None = None) -> tuple[AnsweredSeed, ...]:
        """All answers (of a person), in their order."""
        ...

    def newest_showing(self, staff_id: str, place: SeedPlace) -> datetime | None:
        """When this person was last given a seed there."""
        ...

    def reinstate(self, staff_id: str, by: str, reason: str, at: datetime) -> None:
        """Let a person approve alone again after training; earlier answers no longer count against them."""
        ...

    def reinstated(self, staff_id: str) -> datetime | None:
        """When that was last done."""
        ...

    def pair(self, case_id: str, draft_sha256: str, staff_id: str, at: datetime) -> None:
        """A second person stands by this very draft. Raises Conflict("already_paired") for the same again."""
        ...

    def paired(self, case_id: str, draft_sha256: str) -> tuple[str, ...]:
        """Who stands by this draft of the case."""
        ...

    def checked_since(self, staff_id: str, place: SeedPlace, since: datetime | None) -> int:
        """How many cases or answers this person has decided or labelled there since."""
        ...
