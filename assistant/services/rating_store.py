"""The store of ratings, part of a unit of work."""

from __future__ import annotations

from typing import Protocol

from assistant.domain.ratings import Rating, RatingEvent, RatingFacts


class RatingStore(Protocol):
    """Ratings and their events; nothing is written over. Notes of erased conversations read as empty, and so do all
    notes where many ratings are read at once: figures and lists need none."""

    def add(self, facts: RatingFacts, first: RatingEvent) -> Rating:
        """Store a rating with its grade. Raises Conflict("rating_exists") if the reply has one."""
        ...

    def get(self, rating_id: str) -> Rating | None: ...
    def of_reply(self, reply_id: str) -> Rating | None: ...
    def of_conversation(self, conversation_id: str) -> tuple[Rating, ...]:
        """Oldest first."""
        ...

    def all(self, department_ids: frozenset[str] | None) -> tuple[Rating, ...]:
        """Oldest first; None means every department."""
        ...

    def append(self, rating: Rating, event: RatingEvent) -> Rating:
        """Add a step to a rating as it was read. Raises Conflict: as `Rating.after`, `rating_changed` if it has more
        events by now."""
        ...
