"""The store of citizens' choices, part of a unit of work."""

from __future__ import annotations

from typing import Protocol

from assistant.domain.purposes import Choice, Purpose


class ChoiceStore(Protocol):
    """Choices by conversation; nothing is written over."""

    def add(self, conversation_id: str, choice: Choice) -> None: ...
    def of(self, conversation_id: str) -> tuple[Choice, ...]:
        """In the order of their making."""
        ...

    def objected(self, purpose: Purpose) -> frozenset[str]:
        """Ids of the conversations whose newest choice is no."""
        ...
