"""What keeps reviewers thinking, beside the cases themselves. In one value."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.services.competence_checks import CheckGate, CompetenceChecks, PolicyPassages
from assistant.services.incidents import Incidents
from assistant.services.oversight_trials import OversightTrials
from assistant.services.own_judgements import OwnJudgements
from assistant.services.ports import Clock, Directory, Ids, Likeness
from assistant.services.review_arms import ReviewArms
from assistant.services.review_protection import ReviewProtection
from assistant.services.second_reading import SecondReading
from assistant.services.seeded_errors import SeededErrors
from assistant.services.seeded_queue import SeededQueue
from assistant.services.stores import Store


@dataclass(frozen=True, slots=True)
class ReviewingParts:
    """What they are made from."""

    store: Store
    directory: Directory
    clock: Clock
    ids: Ids
    passages: PolicyPassages
    gate: CheckGate
    seeds: SeededErrors
    likeness: Likeness
    arms: ReviewArms
    tests: SeededQueue | None = None


@dataclass(frozen=True, slots=True)
class ReviewingDesk:
    """The services."""

    own: OwnJudgements
    protection: ReviewProtection
    checks: CompetenceChecks
    incidents: Incidents
    trials: OversightTrials
    second: SecondReading

    @classmethod
    def of(cls, parts: ReviewingParts) -> ReviewingDesk:
        """The services, put together."""
        store, directory, clock, ids = parts.store, parts.directory, parts.clock, parts.ids
        return cls(
            OwnJudgements(store, clock),
            ReviewProtection(store, directory, clock),
            CompetenceChecks(store, directory, clock, ids, parts.passages, parts.gate),
            Incidents(store),
            OversightTrials(store, clock, ids, parts.seeds),
            SecondReading(store, clock, parts.likeness, parts.arms, parts.tests),
        )
