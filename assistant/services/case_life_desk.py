"""What belongs to the life of a case beside its decision: hand-overs, clocks, unsent edits. In one value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assistant.domain.service_times import ServiceTimes
from assistant.services.case_clocks import CaseClocks
from assistant.services.hand_overs import HandOvers
from assistant.services.live import LiveUpdates
from assistant.services.ports import Clock, Directory, Ids
from assistant.services.saved_edits import SavedEdits
from assistant.services.seeded_queue import SeededQueue
from assistant.services.stores import Store
from assistant.services.waiting_for_citizen import WaitingForCitizen


@dataclass(frozen=True, slots=True)
class CaseLifeDesk:
    """The services."""

    hand_overs: HandOvers
    clocks: CaseClocks
    edits: SavedEdits
    waiting: WaitingForCitizen

    @classmethod
    def of(
        cls,
        store: Store,
        clock: Clock,
        ids: Ids,
        directory: Directory,
        times: ServiceTimes,
        live: LiveUpdates,
        tests: SeededQueue | None = None,
    ) -> CaseLifeDesk:
        """The services, put together. `tests` are answered for as if they were cases."""
        return cls(
            HandOvers(store, clock, ids, directory, times, live, tests),
            CaseClocks(store, clock, times, tests),
            SavedEdits(store, clock, tests),
            WaitingForCitizen(store, clock, ids, directory, live, tests),
        )

    def rounds(self) -> dict[str, Callable[[], object]]:
        """The works that are due by the clock. Lapses go first: the lead's clock runs on meanwhile."""
        return {
            "taking back hand-overs that nobody accepted": self.hand_overs.settle,
            "telling of promises that run out": self.clocks.settle,
        }
