"""Cutting published versions anew after the splitter changed: same text, other passages, the old ones kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from knowledge_base import splitting, store
from knowledge_base.embeddings import text_key
from knowledge_base.errors import UnreadableFile
from knowledge_base.index_files import cut_of
from knowledge_base.intake import passage_rows
from knowledge_base.parsing import ParserProcess
from knowledge_base.recut_values import Recut, RecutOutcome
from knowledge_base.store_batches import chunks
from knowledge_base.versions import VersionState


class Recutting:
    """Renews passages version by version, each in one transaction: broken off, it goes on where it stopped."""

    def __init__(self, engine: sa.Engine, parser: ParserProcess, now: Callable[[], datetime]) -> None:
        self._engine = engine
        self._parser = parser
        self._now = now

    def outdated(self) -> frozenset[str]:
        """The published versions that answer in passages which another splitter cut than the one in force."""
        return self._waiting() | self._not_built()

    def every(
        self, done: Callable[[Recut], None], progress: Callable[[int, int], None] | None
    ) -> list[Recut]:
        """Cut all that wait, each in a transaction of its own; `done` is told after it."""
        waiting = sorted(self._waiting())
        made = []
        for place, version_id in enumerate(waiting, start=1):
            made.append(self._recut(version_id))
            done(made[-1])
            if progress is not None:
                progress(place, len(waiting))
        return made

    def _waiting(self) -> frozenset[str]:
        table = store.versions
        query = sa.select(table.c.id).where(
            table.c.state == VersionState.PUBLISHED, table.c.splitter != splitting.SPLITTER
        )
        with self._engine.connect() as connection:
            return frozenset(connection.scalars(query))

    def _not_built(self) -> frozenset[str]:
        """The versions that were cut anew since the index that answers was built: it names passages of before."""
        cuts, indexes, active = store.former_cuts, store.index_versions, store.active_index
        query = (
            sa.select(cuts.c.version_id)
            .join(indexes, cuts.c.replaced_at > indexes.c.created_at)
            .join(active, active.c.index_version_id == indexes.c.id)
        )
        with self._engine.connect() as connection:
            return frozenset(connection.scalars(query))

    def _recut(self, version_id: str) -> Recut:
        """Cut one version anew. Its text never changes: a file that reads differently by now is left as it is."""
        with self._engine.connect() as connection:
            version, content, language = self._read(connection, version_id)
        try:
            parsed = self._parser.parse(version.file_name, content.original)
        except UnreadableFile:
            return Recut(version_id, RecutOutcome.LEFT)
        if text_key(parsed.text) != version.text_sha256 or parsed.text != content.text:
            return Recut(version_id, RecutOutcome.LEFT)
        cuts = splitting.split(parsed.text, parsed.blocks)
        with self._engine.begin() as connection:
            if not self._taken(connection, version):
                return Recut(version_id, RecutOutcome.SAME)  # somebody else did it meanwhile
            old = self._passages(connection, version_id)
            number = 1 + max((cut_of(row.id) for row in old), default=0)
            title = old[0].heading_path[0] if old else version.title
            new = passage_rows(version_id, version.document_id, title, language, parsed.text, cuts, number)
            if _told(old) == _told_of(new):
                return Recut(version_id, RecutOutcome.SAME)
            self._replace(connection, version_id, old, new)
        return Recut(version_id, RecutOutcome.CUT, _moved(old, new))

    def _read(self, connection: sa.Connection, version_id: str) -> tuple[Any, Any, str]:
        v, c, d = store.versions, store.version_contents, store.documents
        version = connection.execute(sa.select(v).where(v.c.id == version_id)).one()
        content = connection.execute(
            sa.select(c.c.text, c.c.original).where(c.c.version_id == version_id)
        ).one()
        language = connection.execute(sa.select(d.c.language).where(d.c.id == version.document_id))
        return version, content, str(language.scalar_one())

    def _taken(self, connection: sa.Connection, version: Any) -> bool:
        """Say that the splitter in force cut it; False if that is said already. First: it takes the write lock."""
        table = store.versions
        change = sa.update(table).where(table.c.id == version.id, table.c.splitter == version.splitter)
        if version.splitter == splitting.SPLITTER:
            return False
        if connection.execute(change.values(splitter=splitting.SPLITTER)).rowcount != 1:
            return False
        connection.execute(
            sa.insert(store.former_cuts).values(
                version_id=version.id, replaced_at=self._now(), splitter=version.splitter
            )
        )
        return True

    def _passages(self, connection: sa.Connection, version_id: str) -> Sequence[Any]:
        table = store.passages
        query = sa.select(table).where(table.c.version_id == version_id).order_by(table.c.ordinal)
        return connection.execute(query).all()

    def _replace(
        self, connection: sa.Connection, version_id: str, old: Sequence[Any], new: Sequence[dict[str, Any]]
    ) -> None:
        for batch in chunks([dict(row._mapping) for row in old]):
            connection.execute(sa.insert(store.former_passages), batch)
        connection.execute(sa.delete(store.passages).where(store.passages.c.version_id == version_id))
        for rows in chunks(new):
            connection.execute(sa.insert(store.passages), rows)


def _told(old: Sequence[Any]) -> list[tuple[Any, ...]]:
    return [(row.start_offset, row.end_offset, list(row.heading_path)) for row in old]


def _told_of(new: Sequence[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return [(row["start_offset"], row["end_offset"], row["heading_path"]) for row in new]


def _moved(old: Sequence[Any], new: Sequence[dict[str, Any]]) -> dict[str, str]:
    """By the characters two passages share; the earlier one in a tie."""
    found: dict[str, str] = {}
    for row in old:
        shared = {
            one["id"]: min(row.end_offset, one["end_offset"]) - max(row.start_offset, one["start_offset"])
            for one in new
        }
        best = max(shared, key=lambda key: shared[key], default=None)
        if best is not None and shared[best] > 0:
            found[row.id] = best
    return found
