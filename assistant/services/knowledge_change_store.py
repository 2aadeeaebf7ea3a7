"""Where it is kept which versions were last seen in force, and every change of that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from assistant.domain.recalls import ChangeKind, KnowledgeChange


@dataclass(frozen=True, slots=True)
class Standing:
    """A version's newest change, by id and kind."""

    change_id: str
    kind: ChangeKind

    @property
    def in_force(self) -> bool:
        """True while the version is in force."""
        return not self.kind.ended


class KnowledgeChangeStore(Protocol):
    """What was last settled."""

    def standings(self) -> Mapping[str, Standing]:
        """By version id; a version that was never in force has none."""
        ...

    def record(self, change: KnowledgeChange, after: Standing | None) -> None:
        """Store the change that follows on `after`. Raises Conflict("already_settled") if something else did."""
        ...

    def get(self, change_id: str) -> KnowledgeChange | None: ...
    def newest(self, limit: int = 200, *, ended: bool = False) -> tuple[KnowledgeChange, ...]:
        """The newest first, by when they took effect; with `ended` only those that ended a version."""
        ...
