"""Knowledge changes in the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa

from assistant.adapters.database.conflicts import unique_or
from assistant.adapters.database.recall_tables import knowledge_changes, version_standings
from assistant.domain.errors import Conflict
from assistant.domain.recalls import ChangeKind, KnowledgeChange
from assistant.services.knowledge_change_store import KnowledgeChangeStore, Standing


@dataclass(frozen=True, slots=True)
class DatabaseKnowledgeChanges(KnowledgeChangeStore):
    """Bound to one transaction."""

    connection: sa.Connection

    def standings(self) -> Mapping[str, Standing]:
        rows = self.connection.execute(sa.select(version_standings))
        return {row.version_id: Standing(row.change_id, ChangeKind(row.kind)) for row in rows}

    def record(self, change: KnowledgeChange, after: Standing | None) -> None:
        self.connection.execute(sa.insert(knowledge_changes).values(asdict(change)))
        standing = {"change_id": change.id, "kind": change.kind}
        if after is None:
            with unique_or(self.connection, "already_settled", "Another process was faster."):
                new = sa.insert(version_standings).values(version_id=change.version_id, **standing)
                self.connection.execute(new)
            return
        moved = (
            sa.update(version_standings)
            .where(
                version_standings.c.version_id == change.version_id,
                version_standings.c.change_id == after.change_id,
            )
            .values(standing)
        )
        if self.connection.execute(moved).rowcount != 1:
            raise Conflict("already_settled", "Another process was faster.")

    def get(self, change_id: str) -> KnowledgeChange | None:
        query = sa.select(knowledge_changes).where(knowledge_changes.c.id == change_id)
        row = self.connection.execute(query).one_or_none()
        return None if row is None else _change(row)

    def newest(self, limit: int = 200, *, ended: bool = False) -> tuple[KnowledgeChange, ...]:
        table = knowledge_changes
        query = sa.select(table).order_by(table.c.at.desc(), table.c.noticed_at.desc(), table.c.id)
        if ended:
            query = query.where(table.c.kind != ChangeKind.BEGAN)
        return tuple(_change(row) for row in self.connection.execute(query.limit(limit)))


def _change(row: Any) -> KnowledgeChange:
    return KnowledgeChange(
        id=row.id,
        kind=ChangeKind(row.kind),
        version_id=row.version_id,
        document_id=row.document_id,
        department_id=row.department_id,
        at=row.at,
        noticed_at=row.noticed_at,
        actor=row.actor,
        reason=row.reason,
        successor_id=row.successor_id,
    )
