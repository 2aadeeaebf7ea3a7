"""Looking at an index before it answers: one that is about to be published, or one built only to be looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from knowledge_base import records, served_contents, store
from knowledge_base.errors import LifeCycleConflict, UnknownObject
from knowledge_base.index_builds import IndexBuilds
from knowledge_base.records import Content
from knowledge_base.search import Search
from knowledge_base.search_values import SearchQuery, SearchResult
from knowledge_base.versions import VersionState

_WAITING = (VersionState.DRAFT, VersionState.SUBMITTED)


@dataclass(frozen=True, slots=True)
class TrialIndex:
    """A built index version that nothing refers to yet, and what it would answer on. Of no use once it was shown."""

    id: str
    contents: Mapping[str, Content]
    base: Search

    def search(self, query: SearchQuery) -> SearchResult:
        """What the search would find if this index version were the active one. Raises as `Search.search`."""
        return self.base.search_among(query, self.id, self.contents)


Inspection = Callable[[TrialIndex], None]
"""Looks at an index version; what it raises keeps the index from becoming the active one."""


class Rehearsal:
    """Builds what a publication would make active, and drops it again."""

    def __init__(self, engine: sa.Engine, builds: IndexBuilds, search: Search) -> None:
        self._engine = engine
        self._builds = builds
        self._search = search

    def show(self, version_ids: Sequence[str], inspect: Inspection) -> None:
        """Let `inspect` look at the base as it would be with these drafts or submitted versions published.

        Nothing is published or recorded. Raises UnknownObject, LifeCycleConflict (state), IndexUnavailable.
        """
        wanted = list(dict.fromkeys(version_ids))
        table = store.versions
        with self._engine.connect() as connection:
            base_id = records.active_index_id(connection)
            rows = connection.execute(sa.select(table).where(table.c.id.in_(wanted))).all()
            if len(rows) < len(wanted):
                raise UnknownObject("There is no such version.")
            for row in rows:
                if row.state not in _WAITING:
                    raise LifeCycleConflict(
                        f"Version {row.id} is {row.state}; it is not yet to be published."
                    )
            served = served_contents.still_published(connection, base_id)
            contents, _ = served_contents.succeeded(connection, served, rows)
        manifest = self._builds.build(contents, base_id, None)
        try:
            inspect(TrialIndex(manifest.id, contents, self._search))
        finally:
            self._builds.discard(manifest)
