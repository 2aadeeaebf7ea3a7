"""Appeals over a room: what bootstrap makes, with the room's own parts."""

from __future__ import annotations

from assistant.domain.service_times import PLAIN, ServiceTimes
from assistant.services.appeals import AppealParts, Appeals
from assistant.services.audit_sampling import AuditSampling
from assistant.services.danger_beside import DangerBeside
from assistant.services.live import LiveUpdates
from tests.services.review_room import PIPELINE, Room


def small_appeals(
    room: Room,
    live: LiveUpdates | None = None,
    danger: DangerBeside | None = None,
    sampling: AuditSampling | None = None,
) -> Appeals:
    """With the tiers of L-23 by the clock round."""
    return Appeals(
        AppealParts(
            store=room.store,
            directory=room.town,
            clock=room.clock,
            ids=room.ids,
            live=live or room.pages,
            times=ServiceTimes(PLAIN),
            pipeline_hash=PIPELINE,
            danger=danger,
            sampling=sampling,
        )
    )
