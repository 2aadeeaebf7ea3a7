"""The services of needs over a room: its store, its clock, its engine."""

from __future__ import annotations

from datetime import UTC, tzinfo

from assistant.services.live import LiveUpdates
from assistant.services.needs_desk import NeedsDesk, NeedsParts
from assistant.services.tasks import Tasks
from knowledge_base import KnowledgeBase, StaticEmbeddings
from tests.services.review_room import Room


def small_needs(
    room: Room, base: KnowledgeBase, tasks: Tasks, live: LiveUpdates, time_zone: tzinfo = UTC
) -> NeedsDesk:
    """Put together; without a real base nothing that searches works."""
    return NeedsDesk.of(
        NeedsParts(
            store=room.store,
            base=base,
            embeddings=StaticEmbeddings(),
            directory=room.town,
            clock=room.clock,
            ids=room.ids,
            time_zone=time_zone,
            tasks=tasks,
            sources=room.sources,
            draft_again=room.engine,
            live=live,
        )
    )
