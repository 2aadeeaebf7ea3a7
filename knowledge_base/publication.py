"""The publication life cycle: draft, submitted, published, withdrawn, discarded; each step recorded.

Publishing builds a new index version first. One transaction then changes the states, moves the pointer and records
the events, so database and index agree whatever line a crash falls on.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from knowledge_base import records, served_contents, store
from knowledge_base.errors import (
    IndexUnavailable,
    InvalidInput,
    KnowledgeBaseError,
    LifeCycleConflict,
    SecondPersonNeeded,
    UnknownObject,
)
from knowledge_base.index_builds import IndexBuilds, Progress
from knowledge_base.index_files import Manifest
from knowledge_base.index_values import IndexVersion
from knowledge_base.index_versions import IndexVersions, PointerMoved
from knowledge_base.publication_events import PublicationAction, PublicationEvents
from knowledge_base.records import Content
from knowledge_base.versions import VersionState

Inspect = Callable[[str, Mapping[str, Content]], None]
"""Looks at a built index version (its id and what it would answer on) before it is made the active one."""

_ATTEMPTS = 5
"""Builds tried when others keep publishing at the same moment."""


class Publication:
    """Moves versions through their life cycle. Callers have checked who may; this checks that two people act."""

    def __init__(
        self,
        engine: sa.Engine,
        indexes: IndexVersions,
        builds: IndexBuilds,
        events: PublicationEvents,
        now: Callable[[], datetime],
    ) -> None:
        self._engine = engine
        self._indexes = indexes
        self._builds = builds
        self._events = events
        self._now = now

    def submit(self, version_id: str, actor_id: str) -> None:
        """draft -> submitted. Raises UnknownObject, LifeCycleConflict."""
        values = {"state": VersionState.SUBMITTED, "submitted_by": actor_id}
        with self._engine.begin() as connection:
            self._move(connection, version_id, (VersionState.DRAFT,), values)
            self._events.record(connection, PublicationAction.SUBMITTED, actor_id, version_id=version_id)

    def discard(self, version_id: str, actor_id: str) -> None:
        """draft or submitted -> discarded. Raises UnknownObject, LifeCycleConflict."""
        with self._engine.begin() as connection:
            before = (VersionState.DRAFT, VersionState.SUBMITTED)
            self._move(connection, version_id, before, {"state": VersionState.DISCARDED})
            self._events.record(connection, PublicationAction.DISCARDED, actor_id, version_id=version_id)

    def publish(
        self,
        version_ids: Sequence[str],
        actor_id: str,
        progress: Progress | None = None,
        inspect: Inspect | None = None,
    ) -> None:
        """submitted -> published for all of them or for none, with one index build.

        `inspect` sees the index as it would answer, before it does, once per build; what it raises stops the
        publication. Raises UnknownObject; LifeCycleConflict if one is not submitted or the actor uploaded or submitted
        it (X-03); IndexUnavailable if the new index fails its check.
        """
        wanted = list(dict.fromkeys(version_ids))
        if not wanted:
            raise InvalidInput("version_ids", "Name at least one version.")

        def change(contents: dict[str, Content]) -> tuple[dict[str, Content], Mapping[str, str | None]]:
            with self._engine.connect() as connection:
                rows = self._publishable(connection, wanted, actor_id)
                return served_contents.succeeded(connection, contents, rows)

        def finish(connection: sa.Connection, index_id: str, supersedes: Mapping[str, str | None]) -> None:
            for version_id in wanted:
                values = {
                    "state": VersionState.PUBLISHED,
                    "approved_by": actor_id,
                    "published_at": self._now(),
                    "supersedes": supersedes[version_id],
                }
                self._move(connection, version_id, (VersionState.SUBMITTED,), values)
                self._retitle(connection, version_id)
                self._events.record(
                    connection,
                    PublicationAction.PUBLISHED,
                    actor_id,
                    version_id=version_id,
                    index_version_id=index_id,
                )

        self._rebuild(change, finish, progress, inspect)

    def withdraw(self, version_id: str, actor_id: str, reason: str) -> None:
        """published -> withdrawn: never served again, from the first transaction on, under any index version.

        The text it replaced does not come back by itself; that takes a publication or a roll-back. A new index version
        without it follows; if that build fails the withdrawal stands. Raises UnknownObject, LifeCycleConflict,
        InvalidInput for an empty reason.
        """
        if not reason.strip():
            raise InvalidInput("reason", "Say why the version is withdrawn.")
        with self._engine.begin() as connection:
            self._move(connection, version_id, (VersionState.PUBLISHED,), {"state": VersionState.WITHDRAWN})
            self._events.record(
                connection, PublicationAction.WITHDRAWN, actor_id, version_id=version_id, reason=reason
            )
            active = records.active_index_id(connection)
            served = records.content_of(connection, active, version_id) is not None
        if served:
            self._rebuild(lambda contents: (contents, {}), _nothing_more)

    def build_index(self, actor_id: str, progress: Progress | None = None) -> IndexVersion:
        """Build and activate an index version of what is served, from the database alone.

        Where no index version is active, of everything published, in the order of publication.
        """

        def change(contents: dict[str, Content]) -> tuple[dict[str, Content], Mapping[str, str | None]]:
            with self._engine.connect() as connection:
                if records.active_index_id(connection) is None:
                    return served_contents.everything_published(connection), {}
            return contents, {}

        def finish(connection: sa.Connection, index_id: str, _: Mapping[str, str | None]) -> None:
            self._events.record(
                connection, PublicationAction.INDEX_BUILT, actor_id, index_version_id=index_id
            )

        return self._rebuild(change, finish, progress, from_scratch=True)

    def rollback(self, index_version_id: str, actor_id: str, reason: str) -> IndexVersion:
        """Make an earlier (or later) index version the active one.

        Files that are gone, damaged or made for other settings are written again from the database first. Raises
        UnknownObject, InvalidInput for an empty reason, IndexUnavailable if the index version fails its check even so,
        LifeCycleConflict if it is active already.
        """
        if not reason.strip():
            raise InvalidInput("reason", "Say why the index is rolled back.")
        if not self._indexes.check(index_version_id).usable:
            self._restore(index_version_id)
        self._indexes.warm(index_version_id)
        with self._engine.begin() as connection:
            active = records.active_index_id(connection)
            if active is None or active == index_version_id:
                raise LifeCycleConflict(f"Index version {index_version_id} is the active one already.")
            try:
                self._indexes.reactivate(connection, index_version_id, active)
            except PointerMoved as error:
                raise LifeCycleConflict("Somebody published at the same moment; look again.") from error
            self._events.record(
                connection,
                PublicationAction.INDEX_ROLLED_BACK,
                actor_id,
                index_version_id=index_version_id,
                reason=reason,
            )
        self._builds.prune()
        return self._indexes.get(index_version_id)

    def _restore(self, index_version_id: str) -> None:
        with self._engine.connect() as connection:
            active = records.active_index_id(connection)
            contents = records.contents(connection, index_version_id)
        if active == index_version_id:
            raise LifeCycleConflict(f"Index version {index_version_id} is the active one already.")
        self._indexes.dropped(index_version_id)
        same_texts = self._indexes.same_texts(index_version_id)
        manifest = self._builds.restore(index_version_id, contents, active)
        self._indexes.stamp(manifest, same_texts=same_texts)
        check = self._indexes.check(index_version_id)
        if not check.usable:
            raise IndexUnavailable(f"Index version {index_version_id} cannot be used: {check.problems[0][1]}")

    def _rebuild(
        self,
        change: Callable[[dict[str, Content]], tuple[dict[str, Content], Mapping[str, str | None]]],
        finish: Callable[[sa.Connection, str, Mapping[str, str | None]], None],
        progress: Progress | None = None,
        inspect: Inspect | None = None,
        *,
        from_scratch: bool = False,
    ) -> IndexVersion:
        """Build the changed contents of the active index version and make them active together with `finish`."""
        for _ in range(_ATTEMPTS):
            with self._engine.connect() as connection:
                base_id = records.active_index_id(connection)
                contents = served_contents.still_published(connection, base_id)
            contents, details = change(contents)
            manifest = self._builds.build(contents, None if from_scratch else base_id, progress)
            if inspect is not None:
                self._inspected(inspect, manifest, contents)
            try:
                with self._engine.begin() as connection:
                    self._indexes.activate(connection, manifest, contents, base_id)
                    finish(connection, manifest.id, details)
            except PointerMoved:
                self._builds.discard(manifest)
                continue
            except KnowledgeBaseError:
                self._builds.discard(manifest)
                raise
            finally:
                # Any other failure leaves the files: a commit whose answer was lost may have made them the active
                # ones. The next build asks the database and removes them if they are nobody's.
                self._builds.release(manifest.id)
            self._builds.prune()
            return self._indexes.get(manifest.id)
        raise LifeCycleConflict("Others kept publishing at the same time; try again.")

    def _inspected(self, inspect: Inspect, manifest: Manifest, contents: Mapping[str, Content]) -> None:
        """Let the caller look; nothing refers to the files yet, so whatever it raises, they go."""
        try:
            inspect(manifest.id, contents)
        except BaseException:
            self._builds.discard(manifest)
            raise

    def _publishable(self, connection: sa.Connection, wanted: list[str], actor_id: str) -> list[Any]:
        rows = []
        for version_id in wanted:
            row = self._row(connection, version_id)
            if row.state != VersionState.SUBMITTED:
                raise LifeCycleConflict(
                    f"Version {version_id} is {row.state}; only a submitted version is published."
                )
            if actor_id in (row.submitted_by, row.created_by):
                raise SecondPersonNeeded(
                    f"Version {version_id} was uploaded or submitted by the same person; a second person must approve it."
                )
            rows.append(row)
        return rows

    def _row(self, connection: sa.Connection, version_id: str) -> Any:
        row = connection.execute(
            sa.select(store.versions).where(store.versions.c.id == version_id)
        ).one_or_none()
        if row is None:
            raise UnknownObject(f"There is no version {version_id!r}.")
        return row

    def _move(
        self,
        connection: sa.Connection,
        version_id: str,
        before: tuple[VersionState, ...],
        values: Mapping[str, object],
    ) -> None:
        table = store.versions
        change = sa.update(table).where(table.c.id == version_id, table.c.state.in_(before)).values(**values)
        if connection.execute(change).rowcount != 1:
            state = self._row(connection, version_id).state
            allowed = " or ".join(before)
            raise LifeCycleConflict(
                f"Version {version_id} is {state}; this needs a version that is {allowed}."
            )

    def _retitle(self, connection: sa.Connection, version_id: str) -> None:
        """The document goes by the title of the version published last."""
        row = self._row(connection, version_id)
        table = store.documents
        connection.execute(sa.update(table).where(table.c.id == row.document_id).values(title=row.title))


def _nothing_more(connection: sa.Connection, index_id: str, details: Mapping[str, str | None]) -> None:
    """Nothing to change beside the pointer."""
