"""What keeps reviewers thinking, beside the cases themselves. In one value."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.services.competence_checks import CheckGate, CompetenceChecks, PolicyPassages
from assistant.services.incidents import Incidents
from assistant.services.oversight_trials import OversightTrials
from assistant.services.own_judgements import OwnJudgements
from assistant.services.ports import Clock, Directory, Ids
from assistant.services.review_protection import ReviewProtection
from assistant.services.seeded_errors import SeededErrors
from assistant.services.stores import Store


@dataclass(frozen=True, slots=True)
class ReviewingDesk:
    """The services."""

    own: OwnJudgements
    protection: ReviewProtection
    checks: CompetenceChecks
    incidents: Incidents
    trials: OversightTrials

    @classmethod
    def of(
        cls,
        store: Store,
        directory: Directory,
        clock: Clock,
        ids: Ids,
        passages: PolicyPassages,
        gate: CheckGate,
        seeds: SeededErrors,
    ) -> ReviewingDesk:
        """The services, put together."""
        return cls(
            OwnJudgements(store, clock),
            ReviewProtection(store, directory, clock),
            CompetenceChecks(store, directory, clock, ids, passages, gate),
            Incidents(store),
            OversightTrials(store, clock, ids, seeds),
        )
