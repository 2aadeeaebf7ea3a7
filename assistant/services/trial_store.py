"""Where oversight trials are kept; nothing is written over."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from assistant.domain.oversight_trials import EndedTrial, OversightTrial, TrialCounts, TrialVerdict


class TrialStore(Protocol):
    """Trials, verdicts, and how they ended."""

    def begin(self, trial: OversightTrial) -> None: ...
    def get(self, trial_id: str) -> OversightTrial | None: ...
    def open(self, department_ids: frozenset[str] | None) -> tuple[OversightTrial, ...]:
        """Those not ended, oldest first; None means every department."""
        ...

    def judge(self, verdict: TrialVerdict) -> None:
        """Store a verdict. Raises Conflict("already_answered") if this person has given one on this draft."""
        ...

    def verdicts(self, trial_id: str) -> tuple[TrialVerdict, ...]:
        """In the order in which they were given."""
        ...

    def end(self, trial_id: str, counts: TrialCounts, by: str, at: datetime) -> None:
        """End a trial, once. Raises Conflict("already_ended")."""
        ...

    def ended(self, department_ids: frozenset[str] | None) -> tuple[EndedTrial, ...]:
        """Newest first; None means every department."""
        ...
