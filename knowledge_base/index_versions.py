"""Index versions: build, check, activate, roll back.

An index version is an immutable directory plus rows in the database. It is built beside the others under a temporary
name, renamed when complete, and used only once a transaction has moved the pointer to it; whatever a crash leaves
behind before that is not referred to by anything. Other processes read the pointer on their next search.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

import sqlalchemy as sa

from knowledge_base import index_files, records, store
from knowledge_base.embeddings import EmbeddingCache, Embeddings
from knowledge_base.errors import IndexUnavailable, UnknownObject
from knowledge_base.index_files import BaseVectors, IndexedVersion, IndexReader, Manifest
from knowledge_base.records import Content
from knowledge_base.splitting import SPLITTER
from knowledge_base.store_batches import chunks
from knowledge_base.text import TOKENIZER

_BUILDING = "building-"
_ABANDONED_SECONDS = 6 * 3600
"""A build directory this old belongs to no running build."""
_OPEN_READERS = 3
"""Index versions kept open: the active one, and those that searches under way may still use."""
_SAFE_ID = re.compile(r"[A-Za-z0-9_-]{1,100}")

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class IndexVersion:
    """One index version. `activated_at` is the last time it was made the active one."""

    id: str
    created_at: datetime
    activated_at: datetime | None
    passages: int
    versions: int
    content_hash: str
    embedding_model: str
    dimension: int
    tokenizer: str
    splitter: str
    active: bool


class IndexProblem(StrEnum):
    """What can be wrong with an index version."""

    NONE_ACTIVE = "none_active"
    UNREADABLE = "unreadable"
    MANIFEST_MISMATCH = "manifest_mismatch"
    COUNT_MISMATCH = "count_mismatch"
    CONTENT_MISMATCH = "content_mismatch"
    EMBEDDING_MISMATCH = "embedding_mismatch"
    TOKENIZER_MISMATCH = "tokenizer_mismatch"
    WITHDRAWN_CONTENT = "withdrawn_content"


@dataclass(frozen=True, slots=True)
class IndexCheck:
    """The problems found in an index version; none means it may answer. WITHDRAWN_CONTENT alone does not stop it,
    since what is withdrawn is left out of every search anyway."""

    index_version_id: str | None
    problems: tuple[tuple[IndexProblem, str], ...]

    @property
    def healthy(self) -> bool:
        """True if nothing is wrong."""
        return not self.problems

    @property
    def usable(self) -> bool:
        """True if searches may use the index version."""
        return all(problem is IndexProblem.WITHDRAWN_CONTENT for problem, _ in self.problems)


class PointerMoved(Exception):
    """The active index version is no longer the one the new one was built on."""


class IndexVersions:
    """The index versions of one knowledge base, under one directory."""

    def __init__(
        self,
        engine: sa.Engine,
        directory: Path,
        embeddings: Embeddings,
        now: Callable[[], datetime],
        new_id: Callable[[], str],
        *,
        cache_embeddings: bool = True,
    ) -> None:
        self._engine = engine
        self._directory = directory
        self._embeddings = embeddings
        self._embed = EmbeddingCache(engine, embeddings).embed if cache_embeddings else embeddings.embed
        self._now = now
        self._new_id = new_id
        self._readers: OrderedDict[str, IndexReader] = OrderedDict()
        self._lock = threading.Lock()

    # reading

    def all(self) -> list[IndexVersion]:
        """Every index version that was ever active, newest first."""
        table = store.index_versions
        with self._engine.connect() as connection:
            active = records.active_index_id(connection)
            rows = connection.execute(sa.select(table).order_by(table.c.created_at.desc(), table.c.id)).all()
        return [IndexVersion(**row._mapping, active=row.id == active) for row in rows]

    def active(self) -> IndexVersion | None:
        """The index version that answers."""
        return next((version for version in self.all() if version.active), None)

    def get(self, index_version_id: str) -> IndexVersion:
        """Raises UnknownObject."""
        for version in self.all():
            if version.id == index_version_id:
                return version
        raise UnknownObject(f"There is no index version {index_version_id!r}.")

    def reader(self, index_version_id: str) -> IndexReader:
        """The opened files. Raises IndexUnavailable if they cannot be used with the settings in force."""
        with self._lock:
            reader = self._readers.get(index_version_id)
            if reader is None:
                reader = self._open(index_version_id)
                self._readers[index_version_id] = reader
                while len(self._readers) > _OPEN_READERS:
                    self._readers.popitem(last=False)[1].close()
            self._readers.move_to_end(index_version_id)
            return reader

    def _open(self, index_version_id: str) -> IndexReader:
        try:
            reader = IndexReader(self._path(index_version_id))
        except Exception as error:  # every library below has errors of its own
            raise IndexUnavailable(
                f"Index version {index_version_id} cannot be opened: {type(error).__name__}."
            ) from error
        manifest = reader.manifest
        if (manifest.embedding_model, manifest.dimension) != (
            self._embeddings.name,
            self._embeddings.dimension,
        ):
            reader.close()
            raise IndexUnavailable(
                f"The index was built with the embedding model {manifest.embedding_model}; build it again."
            )
        if manifest.tokenizer != TOKENIZER:
            reader.close()
            raise IndexUnavailable(
                f"The index was built with the tokenizer {manifest.tokenizer}; build it again."
            )
        return reader

    def close(self) -> None:
        """Close what is open."""
        with self._lock:
            while self._readers:
                self._readers.popitem()[1].close()

    # building

    def build(
        self, contents: Mapping[str, Content], base_id: str | None, progress: Progress | None = None
    ) -> Manifest:
        """Write and check an index version of the given contents; it is not active yet.

        Vectors of versions that the base holds too are copied. Raises IndexUnavailable if the result fails its check.
        """
        self._sweep()
        index_id = self._new_id()
        target = self._path(index_id)
        building = target.with_name(_BUILDING + index_id)
        try:
            self._write(building, index_id, contents, base_id, progress)
            building.rename(target)
        except BaseException:
            shutil.rmtree(building, ignore_errors=True)
            raise
        manifest = index_files.read_manifest(target)
        problems = self._file_problems(target, manifest)
        if problems:
            shutil.rmtree(target, ignore_errors=True)
            raise IndexUnavailable(f"The new index failed its check: {problems[0][1]}")
        return manifest

    def _write(
        self,
        building: Path,
        index_id: str,
        contents: Mapping[str, Content],
        base_id: str | None,
        progress: Progress | None,
    ) -> None:
        ids = sorted(contents)
        with self._engine.connect() as connection:
            content_hash = self._content_hash(connection, ids)
            base = self._base_vectors(connection, base_id, frozenset(ids))

        def load() -> Iterator[IndexedVersion]:
            with self._engine.connect() as connection:
                yield from records.indexed_versions(connection, ids)

        def manifest(passages: int, public: int) -> Manifest:
            return Manifest(
                id=index_id,
                content_hash=content_hash,
                embedding_model=self._embeddings.name,
                dimension=self._embeddings.dimension,
                tokenizer=TOKENIZER,
                splitter=SPLITTER,
                versions=len(ids),
                passages=passages,
                public_passages=public,
            )

        index_files.write(building, manifest, load, self._embed, base, progress, len(ids))

    def _base_vectors(
        self, connection: sa.Connection, base_id: str | None, wanted: frozenset[str]
    ) -> BaseVectors | None:
        if base_id is None:
            return None
        directory = self._path(base_id)
        try:
            manifest = index_files.read_manifest(directory)
        except (OSError, ValueError, TypeError):
            return None
        if manifest.embedding_model != self._embeddings.name or not (directory / "vectors").is_dir():
            return None
        held = frozenset(records.contents(connection, base_id))
        removed = records.passage_ids(connection, held - wanted)
        return BaseVectors(directory / "vectors", held & wanted, tuple(removed))

    def _sweep(self) -> None:
        """Remove what crashed builds left behind."""
        self._directory.mkdir(parents=True, exist_ok=True)
        for path in self._directory.glob(_BUILDING + "*"):
            if time.time() - path.stat().st_mtime > _ABANDONED_SECONDS:
                shutil.rmtree(path, ignore_errors=True)

    def discard(self, manifest: Manifest) -> None:
        """Remove a built index version that did not become active."""
        shutil.rmtree(self._path(manifest.id), ignore_errors=True)

    # activating, inside a transaction of the caller

    def activate(
        self,
        connection: sa.Connection,
        manifest: Manifest,
        contents: Mapping[str, Content],
        base_id: str | None,
    ) -> None:
        """Record a built index version and move the pointer from `base_id` to it. Raises PointerMoved."""
        table = store.index_versions
        now = self._now()
        if base_id is not None:
            # First of all: the write lock, and the proof that nobody else published meanwhile.
            self._lock_pointer(connection, base_id)
        connection.execute(
            sa.insert(table).values(
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
            )
        )
        for batch in chunks(contents.values()):
            rows = [
                {
                    "index_version_id": manifest.id,
                    "version_id": content.version_id,
                    "effective_from": content.effective_from,
                    "effective_to": content.effective_to,
                }
                for content in batch
            ]
            connection.execute(sa.insert(store.index_contents), rows)
        self._point(connection, manifest.id, base_id)

    def _lock_pointer(self, connection: sa.Connection, base_id: str) -> None:
        pointer = store.active_index
        same = (
            sa.update(pointer).where(pointer.c.index_version_id == base_id).values(index_version_id=base_id)
        )
        if connection.execute(same).rowcount != 1:
            raise PointerMoved

    def _point(self, connection: sa.Connection, index_version_id: str, base_id: str | None) -> None:
        pointer = store.active_index
        if base_id is not None:
            move = sa.update(pointer).where(pointer.c.index_version_id == base_id)
            if connection.execute(move.values(index_version_id=index_version_id)).rowcount != 1:
                raise PointerMoved
            return
        try:
            connection.execute(sa.insert(pointer).values(id=1, index_version_id=index_version_id))
        except sa.exc.IntegrityError as error:
            raise PointerMoved from error

    def reactivate(self, connection: sa.Connection, index_version_id: str, base_id: str) -> None:
        """Move the pointer to an index version that was active before. Raises PointerMoved."""
        self._point(connection, index_version_id, base_id)
        table = store.index_versions
        connection.execute(
            sa.update(table).where(table.c.id == index_version_id).values(activated_at=self._now())
        )

    # checking

    def check(self, index_version_id: str) -> IndexCheck:
        """Compare files, database rows and the settings in force. Raises UnknownObject."""
        version = self.get(index_version_id)
        path = self._path(index_version_id)
        try:
            manifest = index_files.read_manifest(path)
        except (OSError, ValueError, TypeError) as error:
            return IndexCheck(
                index_version_id, ((IndexProblem.UNREADABLE, f"manifest: {type(error).__name__}"),)
            )
        problems = self._file_problems(path, manifest)
        stamped = (manifest.id, manifest.content_hash, manifest.passages, manifest.versions)
        if stamped != (version.id, version.content_hash, version.passages, version.versions):
            problems.append((IndexProblem.MANIFEST_MISMATCH, "the manifest differs from the database"))
        problems += self._content_problems(version)
        return IndexCheck(index_version_id, tuple(problems))

    def _file_problems(self, path: Path, manifest: Manifest) -> list[tuple[IndexProblem, str]]:
        problems: list[tuple[IndexProblem, str]] = []
        if (manifest.embedding_model, manifest.dimension) != (
            self._embeddings.name,
            self._embeddings.dimension,
        ):
            problems.append((IndexProblem.EMBEDDING_MISMATCH, f"built with {manifest.embedding_model}"))
        if manifest.tokenizer != TOKENIZER:
            problems.append((IndexProblem.TOKENIZER_MISMATCH, f"built with {manifest.tokenizer}"))
        try:
            with self._lock:
                held = self._readers.get(manifest.id)
            reader = held or IndexReader(path)
            found = index_files.counts(reader)
            if held is None:
                reader.close()
        except Exception as error:  # noqa: BLE001 - damaged files make each library fail in its own way
            return [*problems, (IndexProblem.UNREADABLE, f"files: {type(error).__name__}")]
        if found != index_files.expected_counts(manifest):
            problems.append(
                (
                    IndexProblem.COUNT_MISMATCH,
                    f"expected {index_files.expected_counts(manifest)}, found {found}",
                )
            )
        return problems

    def _content_problems(self, version: IndexVersion) -> list[tuple[IndexProblem, str]]:
        problems: list[tuple[IndexProblem, str]] = []
        with self._engine.connect() as connection:
            ids = sorted(records.contents(connection, version.id))
            if self._content_hash(connection, ids) != version.content_hash:
                problems.append(
                    (IndexProblem.CONTENT_MISMATCH, "the texts in the database are not those indexed")
                )
            table = store.versions
            for batch in chunks(ids):
                withdrawn = sa.select(table.c.id).where(table.c.id.in_(batch), table.c.state != "published")
                problems += [
                    (IndexProblem.WITHDRAWN_CONTENT, f"version {i} is no longer published")
                    for i in connection.scalars(withdrawn)
                ]
        return problems

    def _content_hash(self, connection: sa.Connection, version_ids: list[str]) -> str:
        digest = hashlib.sha256()
        for line in records.content_fingerprint(connection, version_ids):
            digest.update(line.encode() + b"\n")
        return digest.hexdigest()

    def _path(self, index_version_id: str) -> Path:
        if not _SAFE_ID.fullmatch(index_version_id):
            raise UnknownObject(f"There is no index version {index_version_id!r}.")
        return self._directory / index_version_id
