"""Building an index version: under a temporary name, renamed when complete, checked before anything refers to it."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence

import sqlalchemy as sa

from knowledge_base import index_files, index_writing, lexical, records, store
from knowledge_base.build_locks import BuildLock
from knowledge_base.documents import Audience
from knowledge_base.embeddings import Embeddings, StaticEmbeddings, Vectors
from knowledge_base.errors import IndexUnavailable
from knowledge_base.index_checks import content_hash, file_problems, settings_problems
from knowledge_base.index_files import Base, IndexedVersion, IndexReader, Manifest
from knowledge_base.index_folder import IndexFolder
from knowledge_base.records import Content
from knowledge_base.splitting import SPLITTER
from knowledge_base.store_batches import chunks
from knowledge_base.text import TOKENIZER

_log = logging.getLogger(__name__)

LOT = 200
"""Versions read from the database at a time."""

MOST_REMOVED = 0.1
"""Share of entries taken out of a lexical index, but still counted in its frequencies of words, from which it is
written anew. At a tenth the rankings measured were those of a fresh index in all but a few places (decision 0019)."""

Progress = Callable[[int, int], None]


class IndexBuilds:
    """Builds index versions in one folder."""

    def __init__(
        self,
        engine: sa.Engine,
        folder: IndexFolder,
        embeddings: Embeddings,
        embed: Callable[[Sequence[str]], Vectors],
        word_vectors: StaticEmbeddings,
        new_id: Callable[[], str],
        opened: Callable[[IndexReader, Mapping[str, Content]], None],
        dropped: Callable[[str], None],
    ) -> None:
        """`opened` takes over the reader of a new index version, warm, before anything refers to it; `dropped` is told
        the id if it did not come to answer."""
        self._engine = engine
        self._folder = folder
        self._embeddings = embeddings
        self._embed = embed
        self._word_vectors = word_vectors
        self._new_id = new_id
        self._opened = opened
        self._dropped = dropped
        self._locks: dict[str, BuildLock] = {}

    def build(
        self, contents: Mapping[str, Content], base_id: str | None, progress: Progress | None = None
    ) -> Manifest:
        """Write and check an index version of the given contents; it is not active yet. `release` it at the end.

        Only the difference to the base is written. Raises IndexUnavailable if the result fails its check.
        """
        self._folder.sweep(self._known)
        index_id = self._new_id()
        self._locks[index_id] = self._folder.lock(index_id)
        try:
            return self._checked(index_id, contents, base_id, progress)
        except BaseException:
            self._folder.remove(index_id)
            self.release(index_id)
            raise

    def _checked(
        self, index_id: str, contents: Mapping[str, Content], base_id: str | None, progress: Progress | None
    ) -> Manifest:
        """Build from the base; where its files turn out to be damaged, from nothing."""
        try:
            return self._opened_build(index_id, contents, base_id, progress)
        except Exception as error:  # damaged files make each library fail in its own way
            if base_id is None:
                raise
            _log.warning("Index version %s cannot be built on (%s).", base_id, type(error).__name__)
        return self._opened_build(index_id, contents, None, progress)

    def _opened_build(
        self, index_id: str, contents: Mapping[str, Content], base_id: str | None, progress: Progress | None
    ) -> Manifest:
        manifest = self._put(index_id, index_id, contents, base_id, progress)
        try:
            reader = IndexReader(self._folder.path(index_id))
        except Exception as error:
            raise IndexUnavailable(f"The new index failed its check: {type(error).__name__}.") from error
        problems = file_problems(reader, manifest)
        if problems:
            reader.close()
            raise IndexUnavailable(f"The new index failed its check: {problems[0][1]}")
        self._opened(reader, contents)
        return manifest

    def restore(self, index_id: str, contents: Mapping[str, Content], base_id: str | None) -> Manifest:
        """Write the files of an earlier index version again, from what the database recorded of it.

        They are not checked yet. `base_id` names one whose files are there, so that only the difference is written.
        """
        build_id = self._new_id()
        self._locks[build_id] = self._folder.lock(build_id)
        try:
            try:
                return self._put(build_id, index_id, contents, base_id, None)
            except Exception as error:  # noqa: BLE001 - damaged files make each library fail in its own way
                _log.warning("Index version %s cannot be built on (%s).", base_id, type(error).__name__)
            return self._put(build_id, index_id, contents, None, None)
        finally:
            self.release(build_id)

    def discard(self, manifest: Manifest) -> None:
        """Remove a built index version that did not become active."""
        self._dropped(manifest.id)
        self._folder.remove(manifest.id)
        self.release(manifest.id)

    def release(self, build_id: str) -> None:
        """The database tells by now what becomes of the build; nobody works on it any more."""
        lock = self._locks.pop(build_id, None)
        if lock is not None:
            lock.release()

    def prune(self) -> None:
        """Remove the files of index versions that have not answered for long."""
        table = store.index_versions
        query = sa.select(table.c.id).order_by(table.c.activated_at.desc(), table.c.created_at.desc())
        with self._engine.connect() as connection:
            active = records.active_index_id(connection)
            ids = [i for i in connection.scalars(query) if i != active]
        self._folder.prune([i for i in (active, *ids) if i is not None])

    def _put(
        self,
        build_id: str,
        index_id: str,
        contents: Mapping[str, Content],
        base_id: str | None,
        progress: Progress | None,
    ) -> Manifest:
        building = self._folder.building_path(build_id)
        with self._engine.connect() as connection:
            held, base = self._base(connection, base_id, frozenset(contents))
            fresh = sorted(frozenset(contents) - held)
            staff_only = Audience.STAFF in records.audiences(connection, fresh)
            manifest = self._manifest(connection, index_id, contents)

        def done(count: int) -> None:
            if progress is not None:
                progress(len(contents) - len(fresh) + count, len(contents))

        try:
            index_writing.write(
                building,
                self._load(fresh),
                self._embed,
                self._word_vectors,
                staff_only=staff_only,
                base=base,
                done=done,
            )
            index_files.write_manifest(building, manifest)
            index_writing.flush_to_disk(building)
            self._folder.put(building, index_id)
        except BaseException:
            shutil.rmtree(building, ignore_errors=True)
            raise
        return manifest

    def _load(self, version_ids: Sequence[str]) -> Iterator[IndexedVersion]:
        # A connection per lot: while a lot is worked on (and its vectors written to the cache) none is held, so that
        # an engine whose transactions lock the database at their begin does not wait for itself.
        for lot in chunks(version_ids, LOT):
            with self._engine.connect() as connection:
                versions = list(records.indexed_versions(connection, lot))
            yield from versions

    def _manifest(
        self, connection: sa.Connection, index_id: str, contents: Mapping[str, Content]
    ) -> Manifest:
        ids = sorted(contents)
        passages = records.passage_counts(connection, ids)
        return Manifest(
            id=index_id,
            format=index_files.FORMAT,
            content_hash=content_hash(connection, ids),
            embedding_model=self._embeddings.name,
            dimension=self._embeddings.dimension,
            tokenizer=TOKENIZER,
            splitter=SPLITTER,
            versions=len(ids),
            passages=sum(passages.values()),
            public_passages=passages.get(Audience.PUBLIC, 0),
        )

    def _base(
        self, connection: sa.Connection, base_id: str | None, wanted: frozenset[str]
    ) -> tuple[frozenset[str], Base | None]:
        """What the base holds of the versions wanted, and its files; nothing and None if they are not to be used."""
        nothing: tuple[frozenset[str], Base | None] = frozenset(), None
        if base_id is None:
            return nothing
        directory = self._folder.path(base_id)
        try:
            manifest = index_files.read_manifest(directory)
            held = frozenset(records.contents(connection, base_id))
            removed = sorted(held - wanted)
            base = Base(directory, tuple(removed), records.passage_ids(connection, removed))
            fits = (manifest.id, manifest.versions) == (base_id, len(held))
            # Cut anew since, its files name passages that are no more: everything is written from the database.
            fits = fits and manifest.content_hash == content_hash(connection, sorted(held))
            if not fits or settings_problems(manifest, self._embeddings) or _full_of_gaps(base):
                return nothing
        except (OSError, ValueError, TypeError, KeyError):
            return nothing
        return held & wanted, base

    def _known(self) -> set[str]:
        with self._engine.connect() as connection:
            return set(connection.scalars(sa.select(store.index_versions.c.id)))


def _full_of_gaps(base: Base) -> bool:
    """Whether too many entries would be counted that are not there any more."""
    leaving = sum(len(ids) for ids in base.removed_passages.values())
    for reader in Audience:
        passages = index_files.passages_path(base.directory, reader)
        documents = index_files.documents_path(base.directory, reader)
        if passages.is_dir() and (
            lexical.removed_share(passages, leaving) > MOST_REMOVED
            or lexical.removed_share(documents, len(base.removed_versions)) > MOST_REMOVED
        ):
            return True
    return False
