"""The services of approved answers over a room, without a knowledge base: nothing can be kept or found."""

from __future__ import annotations

from datetime import UTC

from assistant.services.approved_answers import ApprovedParts
from assistant.services.approved_desk import ApprovedDesk
from assistant.services.approved_lookup import StoredApprovedAnswers
from assistant.services.source_conflicts import StoredConflicts
from assistant.services.tasks import Tasks
from knowledge_base import KnowledgeBase
from tests.services.review_room import Room


def small_approved(room: Room, base: KnowledgeBase, tasks: Tasks) -> ApprovedDesk:
    """Put together."""
    conflicts = StoredConflicts(room.store, base)
    lookup = StoredApprovedAnswers(room.store, base, room.sources, conflicts, UTC)
    return ApprovedDesk.of(ApprovedParts(room.store, base, room.town, room.clock, room.ids, lookup, tasks))
