"""The services of recalls and of erasing over a room: its store, its clock, its engine."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, timedelta, tzinfo
from pathlib import Path

from assistant.adapters.data_records import BackupFile, ErasureFile
from assistant.services.erasure import ErasesContent, Erasure
from assistant.services.live import LiveUpdates
from assistant.services.policies import Policies
from assistant.services.recall_desk import RecallDesk, RecallParts
from knowledge_base import KnowledgeBase
from tests.services.review_room import PIPELINE, Room

BACKUPS_KEPT = timedelta(days=35)


def small_recall(
    room: Room, base: KnowledgeBase, policies: Policies, live: LiveUpdates, time_zone: tzinfo = UTC
) -> RecallDesk:
    """Put together; without a real base nothing that compares works."""
    return RecallDesk.of(
        RecallParts(
            store=room.store,
            base=base,
            directory=room.town,
            clock=room.clock,
            ids=room.ids,
            time_zone=time_zone,
            policies=policies,
            sources=room.sources,
            draft_again=room.engine,
            pipeline_hash=PIPELINE,
            live=live,
        )
    )


def small_erasure(
    room: Room, directory: Path, live: LiveUpdates, erasers: Sequence[ErasesContent] = ()
) -> Erasure:
    """Put together, with its records in this folder."""
    return Erasure(
        room.store, room.clock, live, ErasureFile(directory), BackupFile(directory), BACKUPS_KEPT, erasers
    )
