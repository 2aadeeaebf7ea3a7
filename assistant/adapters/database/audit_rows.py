"""The audit chain as rows. Writers queue for its head, so that every entry follows the one before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from assistant.adapters.database.oversight_tables import audit_entries, audit_head
from assistant.domain.audit_chain import next_entry
from assistant.domain.oversight import AuditEntry

_ONLY_ROW = 1

# Made once: putting a statement together anew costs as much as running it, and a question needs a dozen of these.
_HEAD = sa.select(audit_head.c.newest).where(audit_head.c.id == _ONLY_ROW).with_for_update()
_MOVE_HEAD = (
    sa.update(audit_head).where(audit_head.c.id == _ONLY_ROW).values(newest=sa.bindparam("newest_seq"))
)
_BY_SEQ = sa.select(audit_entries).where(audit_entries.c.seq == sa.bindparam("wanted_seq"))
_ADD = sa.insert(audit_entries)


@dataclass(frozen=True, slots=True)
class AuditRows:
    """Bound to one transaction."""

    connection: sa.Connection

    def append(
        self, actor: str, action: str, object_kind: str, object_id: str, data: Mapping[str, str], at: datetime
    ) -> AuditEntry:
        """Chain an entry to the newest one; other writers wait from here until the transaction ends."""
        newest = self._lock_head()
        previous = self._entry(newest) if newest else None
        if newest and previous is None:
            raise RuntimeError("the audit log lacks its newest entry: nothing is added to a broken chain")
        entry = next_entry(previous, actor, action, object_kind, object_id, data, at)
        self.connection.execute(
            _ADD,
            {
                "seq": entry.seq,
                "at": entry.at,
                "actor": entry.actor,
                "action": entry.action,
                "object_kind": entry.object_kind,
                "object_id": entry.object_id,
                "data": dict(entry.data),
                "previous_hash": entry.previous_hash,
                "hash": entry.hash,
            },
        )
        self.connection.execute(_MOVE_HEAD, {"newest_seq": entry.seq})
        return entry

    def after(self, seq: int, limit: int) -> tuple[AuditEntry, ...]:
        """Entries with a higher seq, in order."""
        query = (
            sa.select(audit_entries)
            .where(audit_entries.c.seq > seq)
            .order_by(audit_entries.c.seq)
            .limit(limit)
        )
        return tuple(_entry(row) for row in self.connection.execute(query))

    def head(self) -> AuditEntry | None:
        """The newest entry."""
        query = sa.select(audit_entries).order_by(audit_entries.c.seq.desc()).limit(1)
        row = self.connection.execute(query).one_or_none()
        return None if row is None else _entry(row)

    def by_hash(self, entry_hash: str) -> AuditEntry | None:
        """The entry with this hash: the one before that which names it, or the newest."""
        query = sa.select(audit_entries.c.seq).where(audit_entries.c.previous_hash == entry_hash)
        after = self.connection.execute(query).scalar_one_or_none()
        found = self._entry(after - 1) if after is not None else self.head()
        return found if found is not None and found.hash == entry_hash else None

    def of(self, object_kind: str, object_ids: Sequence[str], action: str) -> tuple[AuditEntry, ...]:
        """Entries of one action on these objects, in order."""
        query = (
            sa.select(audit_entries)
            .where(audit_entries.c.action == action, audit_entries.c.object_kind == object_kind)
            .where(audit_entries.c.object_id.in_(list(object_ids)))
            .order_by(audit_entries.c.seq)
        )
        return tuple(_entry(row) for row in self.connection.execute(query))

    def about(self, object_ids: Sequence[str]) -> tuple[AuditEntry, ...]:
        """Every entry on these objects, in order."""
        query = sa.select(audit_entries).where(audit_entries.c.object_id.in_(list(object_ids)))
        return tuple(_entry(row) for row in self.connection.execute(query.order_by(audit_entries.c.seq)))

    def _lock_head(self) -> int:
        newest: int | None = self.connection.execute(_HEAD).scalar_one_or_none()
        if newest is None:
            dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
            first = dialect.insert(audit_head).values(id=_ONLY_ROW, newest=0).on_conflict_do_nothing()
            self.connection.execute(first)
            newest = self.connection.execute(_HEAD).scalar_one()
        return newest

    def _entry(self, seq: int) -> AuditEntry | None:
        row = self.connection.execute(_BY_SEQ, {"wanted_seq": seq}).one_or_none()
        return None if row is None else _entry(row)


def _entry(row: sa.Row[tuple[object, ...]]) -> AuditEntry:
    return AuditEntry(
        seq=row.seq,
        at=row.at,
        actor=row.actor,
        action=row.action,
        object_kind=row.object_kind,
        object_id=row.object_id,
        data=row.data,
        previous_hash=row.previous_hash,
        hash=row.hash,
    )
