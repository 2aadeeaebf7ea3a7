"""The services of what keeps reviewers thinking over a room: every passage is the one on fees, unless it is said to be none."""

from __future__ import annotations

from assistant.services.competence_checks import CheckGate, PolicyPassage
from assistant.services.review_arms import ReviewArms
from assistant.services.reviewing_desk import ReviewingDesk, ReviewingParts
from assistant.services.seeded_errors import SeededErrors, SeedParts
from tests.services.extraction.pages import NoLikeness
from tests.services.review_room import PASSAGE, Room
from tests.services.small_auditing import TenfoldFee


class FeePassages:
    """Knows one passage."""

    def passage(self, passage_id: str) -> PolicyPassage | None:
        """That on fees."""
        return PolicyPassage("permits", "v1", PASSAGE) if passage_id == "p1" else None


def small_reviewing(room: Room, *, always: bool = False) -> ReviewingDesk:
    """Put together."""
    gate = CheckGate(room.sources, always)
    seeds = SeededErrors(SeedParts(room.store, room.town, room.clock, room.ids, TenfoldFee()))
    arms = ReviewArms(room.clock, room.ids)
    return ReviewingDesk.of(
        ReviewingParts(
            room.store, room.town, room.clock, room.ids, FeePassages(), gate, seeds, NoLikeness(), arms
        )
    )
