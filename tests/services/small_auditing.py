"""The services of audits over a room: its store, its clock, edits turned by hand."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.domain.answers import Claim
from assistant.domain.conversations import StoredDraft
from assistant.domain.seeds import SeedKind
from assistant.services.audit_desk import AuditDesk, AuditParts
from assistant.services.tasks import Tasks
from tests.services.review_room import PIPELINE, Room


class TenfoldFee:
    """Makes any fee of 84 euros one of 840."""

    def of(self, claim: Claim, stored: StoredDraft) -> Iterator[tuple[SeedKind, str]]:
        """One edit, where the fee stands."""
        if stored.draft.claims and "84.00" in claim.text:
            yield SeedKind.NUMBER, claim.text.replace("84.00", "840.00")


def small_auditing(room: Room, tasks: Tasks) -> AuditDesk:
    """Put together."""
    return AuditDesk.of(
        AuditParts(room.store, room.town, room.clock, room.ids, tasks, TenfoldFee(), PIPELINE)
    )
