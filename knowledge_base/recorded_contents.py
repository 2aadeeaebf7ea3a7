"""What each index version answers on, as recorded in the database: the whole now and then, changes in between.

Recording 10,000 versions anew for each publication would make the database grow by a megabyte a document. Contents
never change once recorded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from knowledge_base import store
from knowledge_base.store_batches import chunks

LONGEST_CHAIN = 50
"""Index versions whose changes are read to know the contents of one; the next is recorded whole. Reading fifty single
changes costs less than reading the whole of a base of a thousand versions."""


@dataclass(frozen=True, slots=True)
class Content:
    """A version an index answers on, with its dates in force there."""

    version_id: str
    effective_from: date
    effective_to: date | None

    def in_force_on(self, day: date) -> bool:
        """True if `day` lies within the dates (G-08)."""
        return self.effective_from <= day and (self.effective_to is None or day <= self.effective_to)


def contents(connection: sa.Connection, index_version_id: str | None) -> dict[str, Content]:
    """What an index version answers on, by version id; nothing for an unknown one."""
    found: dict[str, Content] = {}
    kept, removed = store.index_contents, store.index_removals
    for link in reversed(_chain(connection, index_version_id)):
        for version_id in connection.scalars(
            sa.select(removed.c.version_id).where(removed.c.index_version_id == link)
        ):
            found.pop(version_id, None)
        rows = connection.execute(_columns().where(kept.c.index_version_id == link))
        found.update((row.version_id, Content(*row)) for row in rows)
    return found


def content_of(connection: sa.Connection, index_version_id: str | None, version_id: str) -> Content | None:
    """The entry of one version in an index version."""
    chain = _chain(connection, index_version_id)
    kept, removed = store.index_contents, store.index_removals
    rows = connection.execute(
        _columns()
        .add_columns(kept.c.index_version_id)
        .where(kept.c.version_id == version_id, kept.c.index_version_id.in_(chain))
    )
    found = {row.index_version_id: Content(*row[:3]) for row in rows}
    gone = set(
        connection.scalars(
            sa.select(removed.c.index_version_id).where(
                removed.c.version_id == version_id, removed.c.index_version_id.in_(chain)
            )
        )
    )
    latest = next((link for link in chain if link in found or link in gone), None)
    return None if latest is None else found.get(latest)


def base_of_record(connection: sa.Connection, base_id: str | None, new: Mapping[str, Content]) -> str | None:
    """The index version that the record of a new one refers to; None if it is to be recorded whole."""
    chain = _chain(connection, base_id)
    if not chain or len(chain) >= LONGEST_CHAIN:
        return None
    changed, removed = _difference(contents(connection, base_id), new)
    return base_id if len(changed) + len(removed) < len(new) else None


def record(
    connection: sa.Connection, index_version_id: str, base_id: str | None, new: Mapping[str, Content]
) -> None:
    """Write the contents of an index version whose row names `base_id` as the base of its record."""
    before = contents(connection, base_id) if base_id is not None else {}
    changed, removed = _difference(before, new)
    for batch in chunks(changed):
        rows: list[dict[str, Any]] = [
            {
                "index_version_id": index_version_id,
                "version_id": content.version_id,
                "effective_from": content.effective_from,
                "effective_to": content.effective_to,
            }
            for content in batch
        ]
        connection.execute(sa.insert(store.index_contents), rows)
    for gone in chunks(removed):
        connection.execute(
            sa.insert(store.index_removals),
            [{"index_version_id": index_version_id, "version_id": version_id} for version_id in gone],
        )


def _difference(
    before: Mapping[str, Content], after: Mapping[str, Content]
) -> tuple[list[Content], list[str]]:
    changed = [content for i, content in sorted(after.items()) if before.get(i) != content]
    return changed, sorted(before.keys() - after.keys())


def _columns() -> sa.Select[Any]:
    table = store.index_contents
    return sa.select(table.c.version_id, table.c.effective_from, table.c.effective_to)


def _chain(connection: sa.Connection, index_version_id: str | None) -> list[str]:
    """The index version and those its record refers to, newest first."""
    table = store.index_versions
    links = (
        sa.select(table.c.id, table.c.contents_base, sa.literal(0).label("depth"))
        .where(table.c.id == index_version_id)
        .cte(recursive=True)
    )
    links = links.union_all(
        sa.select(table.c.id, table.c.contents_base, links.c.depth + 1).where(
            table.c.id == links.c.contents_base
        )
    )
    return list(connection.scalars(sa.select(links.c.id).order_by(links.c.depth)))
