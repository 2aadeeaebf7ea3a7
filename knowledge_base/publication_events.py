"""The record of every step in the life of a version or an index version."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa

from knowledge_base import store


class PublicationAction(StrEnum):
    """What happened."""

    ADDED = "added"
    SUBMITTED = "submitted"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    DISCARDED = "discarded"
    INDEX_BUILT = "index_built"
    INDEX_ROLLED_BACK = "index_rolled_back"


@dataclass(frozen=True, slots=True)
class PublicationEvent:
    """One step: who did what, when and why."""

    id: str
    at: datetime
    actor_id: str
    action: PublicationAction
    version_id: str | None
    index_version_id: str | None
    reason: str | None


class PublicationEvents:
    """Writes and reads publication events; nothing changes or deletes one."""

    def __init__(self, now: Callable[[], datetime], new_id: Callable[[], str]) -> None:
        self._now = now
        self._new_id = new_id

    def record(
        self,
        connection: sa.Connection,
        action: PublicationAction,
        actor_id: str,
        *,
        version_id: str | None = None,
        index_version_id: str | None = None,
        reason: str | None = None,
    ) -> None:
        """Add an event in the caller's transaction."""
        connection.execute(
            sa.insert(store.publication_events).values(
                id=self._new_id(),
                at=self._now(),
                actor_id=actor_id,
                action=action,
                version_id=version_id,
                index_version_id=index_version_id,
                reason=reason,
            )
        )

    def count(self, connection: sa.Connection) -> int:
        """How many there are."""
        return int(
            connection.execute(sa.select(sa.func.count()).select_from(store.publication_events)).scalar_one()
        )

    def read(self, connection: sa.Connection, version_id: str | None) -> list[PublicationEvent]:
        """Oldest first; of one version if it is named."""
        table = store.publication_events
        query = sa.select(table).order_by(table.c.at, table.c.id)
        if version_id is not None:
            query = query.where(table.c.version_id == version_id)
        return [
            PublicationEvent(
                row.id,
                row.at,
                row.actor_id,
                PublicationAction(row.action),
                row.version_id,
                row.index_version_id,
                row.reason,
            )
            for row in connection.execute(query)
        ]
