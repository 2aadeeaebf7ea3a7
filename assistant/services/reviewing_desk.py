"""What keeps reviewers thinking, beside the cases themselves. In one value."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.services.competence_checks import CheckGate, CompetenceChecks, PolicyPassages
from assistant.services.incidents import Incidents
from assistant.services.own_judgements import OwnJudgements
from assistant.services.ports import Clock, Directory, Ids
from assistant.services.review_protection import ReviewProtection
from assistant.services.stores import Store


@dataclass(frozen=True, slots=True)
class ReviewingDesk:
    """The services."""

    own: OwnJudgements
    protection: ReviewProtection
    checks: CompetenceChecks
    incidents: Incidents

    @classmethod
    def of(
        cls,
        store: Store,
        directory: Directory,
        clock: Clock,
        ids: Ids,
        passages: PolicyPassages,
        gate: CheckGate,
    ) -> ReviewingDesk:
        """The services, put together."""
        return cls(
            OwnJudgements(store, clock),
            ReviewProtection(store, directory, clock),
            CompetenceChecks(store, directory, clock, ids, passages, gate),
            Incidents(store),
        )
