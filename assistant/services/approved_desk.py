"""The services around approved answers, in one value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assistant.services.approved_answers import ApprovedAnswers, ApprovedParts
from assistant.services.approved_lapses import ApprovedLapses


@dataclass(frozen=True, slots=True)
class ApprovedDesk:
    """Keeping approved answers, and what becomes of them by itself."""

    answers: ApprovedAnswers
    lapses: ApprovedLapses

    @classmethod
    def of(cls, parts: ApprovedParts) -> ApprovedDesk:
        """The services, put together."""
        lapses = ApprovedLapses(parts.store, parts.lookup, parts.tasks, parts.clock)
        return cls(ApprovedAnswers(parts), lapses)

    def rounds(self) -> dict[str, Callable[[], object]]:
        """The work that is due by the clock."""
        return {"letting approved answers lapse": self.lapses.settle}
