"""What keeps reviewers thinking, beside the cases themselves. In one value."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.services.own_judgements import OwnJudgements
from assistant.services.ports import Clock, Directory
from assistant.services.review_protection import ReviewProtection
from assistant.services.stores import Store


@dataclass(frozen=True, slots=True)
class ReviewingDesk:
    """The services."""

    own: OwnJudgements
    protection: ReviewProtection

    @classmethod
    def of(cls, store: Store, directory: Directory, clock: Clock) -> ReviewingDesk:
        """The services, put together."""
        return cls(OwnJudgements(store, clock), ReviewProtection(store, directory, clock))
