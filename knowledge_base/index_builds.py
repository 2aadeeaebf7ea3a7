"""Building an index version: under a temporary name, renamed when complete, checked before anything refers to it."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import sqlalchemy as sa

from knowledge_base import index_files, records, store
from knowledge_base.embeddings import Embeddings, Vectors
from knowledge_base.errors import IndexUnavailable, UnknownObject
from knowledge_base.index_checks import content_hash, file_problems
from knowledge_base.index_files import BaseVectors, IndexedVersion, Manifest
from knowledge_base.records import Content
from knowledge_base.splitting import SPLITTER
from knowledge_base.store_batches import chunks
from knowledge_base.text import TOKENIZER

_BUILDING = "building-"
_ABANDONED_SECONDS = 6 * 3600
"""A build directory untouched for so long belongs to no running build."""
_SAFE_ID = re.compile(r"[A-Za-z0-9_-]{1,100}")

LOT = 200
"""Versions read from the database at a time."""

Progress = Callable[[int, int], None]


def index_path(directory: Path, index_version_id: str) -> Path:
    """Where an index version lives. Raises UnknownObject for an id that could be a path."""
    if not _SAFE_ID.fullmatch(index_version_id):
        raise UnknownObject(f"There is no index version {index_version_id!r}.")
    return directory / index_version_id


class IndexBuilds:
    """Builds index versions under one directory."""

    def __init__(
        self,
        engine: sa.Engine,
        directory: Path,
        embeddings: Embeddings,
        embed: Callable[[Sequence[str]], Vectors],
        new_id: Callable[[], str],
    ) -> None:
        self._engine = engine
        self._directory = directory
        self._embeddings = embeddings
        self._embed = embed
        self._new_id = new_id

    def build(
        self, contents: Mapping[str, Content], base_id: str | None, progress: Progress | None = None
    ) -> Manifest:
        """Write and check an index version of the given contents; it is not active yet.

        Vectors of versions that the base holds too are copied. Raises IndexUnavailable if the result fails its check.
        """
        self._sweep()
        index_id = self._new_id()
        target = index_path(self._directory, index_id)
        building = target.with_name(_BUILDING + index_id)
        try:
            manifest = self._write(building, index_id, contents, base_id, progress)
            building.rename(target)
        except BaseException:
            shutil.rmtree(building, ignore_errors=True)
            raise
        problems = file_problems(target, manifest)
        if problems:
            self.discard(manifest)
            raise IndexUnavailable(f"The new index failed its check: {problems[0][1]}")
        return manifest

    def discard(self, manifest: Manifest) -> None:
        """Remove a built index version that did not become active."""
        shutil.rmtree(index_path(self._directory, manifest.id), ignore_errors=True)

    def _write(
        self,
        building: Path,
        index_id: str,
        contents: Mapping[str, Content],
        base_id: str | None,
        progress: Progress | None,
    ) -> Manifest:
        ids = sorted(contents)
        with self._engine.connect() as connection:
            fingerprint = content_hash(connection, ids)
            base = self._base_vectors(connection, base_id, frozenset(ids))

        def load() -> Iterator[IndexedVersion]:
            # A connection per lot: while a lot is worked on (and its vectors written to the cache) none is held, so that
            # an engine whose transactions lock the database at their begin does not wait for itself.
            for lot in chunks(ids, LOT):
                with self._engine.connect() as connection:
                    versions = list(records.indexed_versions(connection, lot))
                yield from versions

        def manifest(passages: int, public: int) -> Manifest:
            return Manifest(
                id=index_id,
                content_hash=fingerprint,
                embedding_model=self._embeddings.name,
                dimension=self._embeddings.dimension,
                tokenizer=TOKENIZER,
                splitter=SPLITTER,
                versions=len(ids),
                passages=passages,
                public_passages=public,
            )

        return index_files.write(building, manifest, load, self._embed, base, progress, len(ids))

    def _base_vectors(
        self, connection: sa.Connection, base_id: str | None, wanted: frozenset[str]
    ) -> BaseVectors | None:
        """The vectors to start from; None (embed everything, from the cache) if the base is not usable."""
        if base_id is None:
            return None
        directory = index_path(self._directory, base_id)
        try:
            manifest = index_files.read_manifest(directory)
        except (OSError, ValueError, TypeError):
            return None
        if manifest.embedding_model != self._embeddings.name or file_problems(directory, manifest):
            return None
        held = frozenset(records.contents(connection, base_id))
        removed = records.passage_ids(connection, held - wanted)
        return BaseVectors(directory / "vectors", held & wanted, tuple(removed))

    def _sweep(self) -> None:
        """Remove what crashed builds left behind: old directories that the database does not know."""
        self._directory.mkdir(parents=True, exist_ok=True)
        with self._engine.connect() as connection:
            known = set(connection.scalars(sa.select(store.index_versions.c.id)))
        for path in self._directory.iterdir():
            if path.name not in known and time.time() - path.stat().st_mtime > _ABANDONED_SECONDS:
                shutil.rmtree(path, ignore_errors=True)
