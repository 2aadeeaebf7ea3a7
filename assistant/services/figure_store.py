"""What figures are counted from, as the services see it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from assistant.domain.cases import CaseEvent
from assistant.domain.figures import CaseFacts, QuestionFacts


class FigureStore(Protocol):
    """Facts drawn together from events. They hold ids, codes and moments, and nobody's name or words."""

    def cases(self, department_ids: Collection[str] | None, since: datetime) -> tuple[CaseFacts, ...]:
        """Cases that were opened or ended since then, and all that are open; None means every department."""
        ...

    def open_events(self, case_ids: Sequence[str]) -> Mapping[str, tuple[CaseEvent, ...]]:
        """What `derive_life` needs of these cases, by case; readings are left out."""
        ...

    def questions(self, department_ids: Collection[str] | None, since: datetime) -> tuple[QuestionFacts, ...]:
        """Questions asked since then that have an outcome; courtesies and questions back are none."""
        ...
