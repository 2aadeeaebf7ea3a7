"""Index versions: which there are, which one answers, opening them, moving the pointer.

An index version is an immutable directory plus rows in the database. It is used only once a transaction has moved the
pointer to it; whatever a crash leaves behind before that is not referred to by anything. Other processes read the
pointer on their next search.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from knowledge_base import index_checks, index_files, recorded_contents, records, store
from knowledge_base.embeddings import Embeddings
from knowledge_base.errors import IndexUnavailable, UnknownObject
from knowledge_base.index_files import IndexReader, Manifest
from knowledge_base.index_folder import IndexFolder
from knowledge_base.index_values import IndexCheck, IndexProblem, IndexVersion
from knowledge_base.open_indexes import OpenIndex, OpenIndexes
from knowledge_base.records import Content


class PointerMoved(Exception):
    """The active index version is no longer the one the new one was built on."""


class IndexVersions:
    """The index versions of one knowledge base, under one directory."""

    def __init__(
        self, engine: sa.Engine, folder: IndexFolder, embeddings: Embeddings, now: Callable[[], datetime]
    ) -> None:
        self._engine = engine
        self._folder = folder
        self._embeddings = embeddings
        self._now = now
        self._open = OpenIndexes(self._opened)

    def all(self) -> list[IndexVersion]:
        """Every index version that was ever active, newest first."""
        table = store.index_versions
        with self._engine.connect() as connection:
            active = records.active_index_id(connection)
            rows = connection.execute(sa.select(table).order_by(table.c.created_at.desc(), table.c.id)).all()
        return [_index_version(row, active) for row in rows]

    def active(self) -> IndexVersion | None:
        """The index version that answers."""
        with self._engine.connect() as connection:
            active = records.active_index_id(connection)
        return None if active is None else self.get(active)

    def get(self, index_version_id: str) -> IndexVersion:
        """Raises UnknownObject."""
        table = store.index_versions
        with self._engine.connect() as connection:
            active = records.active_index_id(connection)
            row = connection.execute(sa.select(table).where(table.c.id == index_version_id)).one_or_none()
        if row is None:
            raise UnknownObject(f"There is no index version {index_version_id!r}.")
        return _index_version(row, active)

    def reading(self, index_version_id: str, *, answers: bool = True) -> AbstractContextManager[OpenIndex]:
        """The opened files, which stay open inside the block whatever is published meanwhile.

        `answers` is False for an index version that is only looked at. Raises IndexUnavailable if the files cannot be
        used with the settings in force.
        """
        return self._open.reading(index_version_id, answers=answers)

    def opened(self, reader: IndexReader, contents: Mapping[str, Content]) -> None:
        """Take over the warm reader of an index version just built, so that the first search finds it open."""
        self._open.put(OpenIndex(reader, dict(contents)))

    def warm(self, index_version_id: str) -> None:
        """Open an index version that is about to answer. Raises IndexUnavailable."""
        with self.reading(index_version_id, answers=False):
            pass

    def dropped(self, index_version_id: str) -> None:
        """Close an index version that will not answer."""
        self._open.drop(index_version_id)

    def _opened(self, index_version_id: str) -> OpenIndex:
        try:
            path = self._folder.path(index_version_id)
            problems = index_checks.settings_problems(index_files.read_manifest(path), self._embeddings)
            if not problems:
                reader = IndexReader(path)
                with self._engine.connect() as connection:
                    return OpenIndex(reader, records.contents(connection, index_version_id))
        except Exception as error:
            name = type(error).__name__
            raise IndexUnavailable(f"Index version {index_version_id} cannot be opened ({name}).") from error
        raise IndexUnavailable(
            f"Index version {index_version_id} was {problems[0][1]}; build the index again."
        )

    def close(self) -> None:
        """Close what is open."""
        self._open.close()

    def check(self, index_version_id: str) -> IndexCheck:
        """Compare files, database rows and the settings in force. Raises UnknownObject."""
        version = self.get(index_version_id)
        path = self._folder.path(index_version_id)
        try:
            manifest = index_files.read_manifest(path)
        except (OSError, ValueError, TypeError) as error:
            detail = f"its manifest cannot be read ({type(error).__name__})"
            return IndexCheck(index_version_id, ((IndexProblem.UNREADABLE, detail),))
        problems = index_checks.settings_problems(manifest, self._embeddings)
        problems += index_checks.opened_problems(path, manifest)
        problems += index_checks.manifest_problems(manifest, version)
        with self._engine.connect() as connection:
            problems += index_checks.content_problems(connection, version)
        return IndexCheck(index_version_id, tuple(problems))

    def same_texts(self, index_version_id: str) -> bool:
        """True if the database still has the texts that the index version was made of. Raises UnknownObject."""
        with self._engine.connect() as connection:
            problems = index_checks.content_problems(connection, self.get(index_version_id))
        return all(problem is not IndexProblem.CONTENT_MISMATCH for problem, _ in problems)

    def activate(
        self,
        connection: sa.Connection,
        manifest: Manifest,
        contents: Mapping[str, Content],
        base_id: str | None,
    ) -> None:
        """Record a built index version and move the pointer from `base_id` to it, in the caller's transaction.

        Raises PointerMoved if the pointer names another one by now.
        """
        if base_id is not None:
            # First of all: this takes the write lock and proves that nobody else published meanwhile.
            self._move_pointer(connection, base_id, base_id)
        refers_to = recorded_contents.base_of_record(connection, base_id, contents)
        now = self._now()
        connection.execute(
            sa.insert(store.index_versions).values(
                id=manifest.id,
                created_at=now,
                activated_at=now,
                passages=manifest.passages,
                versions=manifest.versions,
                content_hash=manifest.content_hash,
                embedding_model=manifest.embedding_model,
                dimension=manifest.dimension,
                tokenizer=manifest.tokenizer,
                splitter=manifest.splitter,
                contents_base=refers_to,
            )
        )
        recorded_contents.record(connection, manifest.id, refers_to, contents)
        self._move_pointer(connection, manifest.id, base_id)

    def stamp(self, manifest: Manifest, *, same_texts: bool) -> None:
        """Say of an index version whose files were written again with which settings that was.

        With `same_texts`, what it held of the texts is sure to be what was written, in passages cut as they are now.
        """
        cut = {"content_hash": manifest.content_hash, "passages": manifest.passages} if same_texts else {}
        table = store.index_versions
        with self._engine.begin() as connection:
            connection.execute(
                sa.update(table)
                .where(table.c.id == manifest.id)
                .values(
                    embedding_model=manifest.embedding_model,
                    dimension=manifest.dimension,
                    tokenizer=manifest.tokenizer,
                    splitter=manifest.splitter,
                    **cut,
                )
            )

    def reactivate(self, connection: sa.Connection, index_version_id: str, base_id: str) -> None:
        """Move the pointer to an index version that was active before. Raises PointerMoved."""
        self._move_pointer(connection, index_version_id, base_id)
        table = store.index_versions
        change = sa.update(table).where(table.c.id == index_version_id)
        connection.execute(change.values(activated_at=self._now()))

    def _move_pointer(self, connection: sa.Connection, index_version_id: str, base_id: str | None) -> None:
        pointer = store.active_index
        if base_id is None:
            try:
                connection.execute(sa.insert(pointer).values(id=1, index_version_id=index_version_id))
            except sa.exc.IntegrityError as error:
                raise PointerMoved from error
            return
        move = sa.update(pointer).where(pointer.c.index_version_id == base_id)
        if connection.execute(move.values(index_version_id=index_version_id)).rowcount != 1:
            raise PointerMoved


def _index_version(row: Any, active_id: str | None) -> IndexVersion:
    """A row of `kb_index_versions`."""
    told = {name: value for name, value in row._mapping.items() if name != "contents_base"}
    return IndexVersion(**told, active=row.id == active_id)
