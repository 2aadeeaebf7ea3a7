"""The store of screening changes, part of a unit of work."""

from __future__ import annotations

from typing import Protocol

from assistant.domain.screening_changes import Decided, ScreeningChange


class ScreeningStore(Protocol):
    """Changes are added and decided once; nothing is written over."""

    def hold(self) -> None:
        """Until the end of the transaction nobody else states or decides a change: what is read next stays true."""
        ...

    def add(self, change: ScreeningChange) -> None: ...
    def decide(self, change_id: str, decided: Decided) -> None:
        """Raises Conflict("change_decided")."""
        ...

    def changes(self) -> tuple[ScreeningChange, ...]:
        """All of them, in the order in which they were stated."""
        ...

    def revision(self) -> int:
        """A number that is higher after every decision: two equal ones mean that the same rules are in force."""
        ...
