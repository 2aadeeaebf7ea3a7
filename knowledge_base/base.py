"""The knowledge base: what the services of the application call."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import sqlalchemy as sa

from knowledge_base.catalogue import Catalogue
from knowledge_base.documents import Audience, Document, MediaType
from knowledge_base.embeddings import EmbeddingCache, Embeddings, StaticEmbeddings, text_key
from knowledge_base.errors import UnknownObject
from knowledge_base.index_builds import IndexBuilds
from knowledge_base.index_folder import IndexFolder
from knowledge_base.index_values import IndexCheck, IndexProblem, IndexVersion
from knowledge_base.index_versions import IndexVersions
from knowledge_base.intake import Intake
from knowledge_base.lay_words import LayWords, built_in
from knowledge_base.near_duplicates import NearDuplicate, NearDuplicates
from knowledge_base.parsing import MalwareScan, ParserProcess
from knowledge_base.parsing.limits import PICTURE_SECONDS
from knowledge_base.passages import Passage, PassagePlace
from knowledge_base.publication import Publication
from knowledge_base.publication_events import PublicationEvent, PublicationEvents
from knowledge_base.ranking_stage import SecondStage
from knowledge_base.records import Content
from knowledge_base.recut_values import Recut
from knowledge_base.recutting import Recutting
from knowledge_base.search import Search
from knowledge_base.search_values import SearchQuery, SearchResult
from knowledge_base.trial import Inspection, Rehearsal, TrialIndex
from knowledge_base.uploads import DocumentSummary, Upload, VersionPreview
from knowledge_base.versions import Version

SYSTEM_ACTOR = "system"
"""Recorded as the actor where no person acts: an index build at installation or from the command line."""


def _now() -> datetime:
    return datetime.now(UTC)


def _new_id() -> str:
    return uuid.uuid4().hex


class KnowledgeBase:
    """Documents, their versions and passages, and the search over what is published.

    Safe to use from several threads; several processes may open the same engine and directory. Nothing here checks
    a role: callers do. Errors are those of `knowledge_base.errors`.
    """

    def __init__(
        self,
        engine: sa.Engine,
        directory: Path,
        embeddings: Embeddings,
        now: Callable[[], datetime],
        new_id: Callable[[], str],
        *,
        cache_embeddings: bool = True,
        scan: MalwareScan | None = None,
    ) -> None:
        """Use `open`."""
        self._parser = ParserProcess(scan=scan)
        # A process of its own: pages are looked at while a long file is read.
        self._pictures = ParserProcess(PICTURE_SECONDS)
        self._engine = engine
        self._events = PublicationEvents(now, new_id)
        folder = IndexFolder(directory / "indexes")
        self._indexes = IndexVersions(engine, folder, embeddings, now)
        embed = EmbeddingCache(engine, embeddings).embed if cache_embeddings else embeddings.embed
        # Words are compared by the static vectors, whatever the passages are embedded with.
        word_vectors = embeddings if isinstance(embeddings, StaticEmbeddings) else StaticEmbeddings()
        builds = IndexBuilds(
            engine,
            folder,
            embeddings,
            embed,
            word_vectors,
            new_id,
            self._indexes.opened,
            self._indexes.dropped,
        )
        self._publication = Publication(engine, self._indexes, builds, self._events, now)
        self._intake = Intake(engine, self._parser, self._events, now, new_id)
        self._recutting = Recutting(engine, self._parser, now)
        self._catalogue = Catalogue(engine)
        self._search = Search(engine, self._indexes, embeddings, word_vectors, built_in())
        self._rehearsal = Rehearsal(engine, builds, self._search)
        self._near_duplicates = NearDuplicates(engine)

    @classmethod
    def open(
        cls,
        engine: sa.Engine,
        directory: Path,
        *,
        embeddings: Embeddings | None = None,
        now: Callable[[], datetime] = _now,
        new_id: Callable[[], str] = _new_id,
        scan_command: Sequence[str] = (),
    ) -> KnowledgeBase:
        """Open a knowledge base whose tables exist (`store.metadata`); `directory` holds its index versions.

        `new_id` gives ids of letters, digits, `-` and `_` only. `scan_command` is run on each file before it is
        opened; anything but exit code 0 refuses the file.
        """
        scan = MalwareScan(scan_command) if scan_command else None
        return cls(engine, directory, embeddings or StaticEmbeddings(), now, new_id, scan=scan)

    # documents and versions

    def add(self, upload: Upload, actor_id: str) -> Version:
        """Read a file into a draft version. Raises InvalidInput, UnreadableFile, LifeCycleConflict (same file)."""
        return self._catalogue.version(self._intake.add(upload, actor_id))

    def text_sha256(self, file_name: str, content: bytes) -> str:
        """The hash of the text a file would be read as; nothing is stored. Raises UnreadableFile."""
        return text_key(self._parser.parse(file_name, content).text)

    def preview(self, version_id: str) -> VersionPreview:
        """The version as it was read and cut, with warnings. Raises UnknownObject."""
        return self._catalogue.preview(version_id)

    def submit(self, version_id: str, actor_id: str) -> Version:
        """Hand a draft to a second person. Raises UnknownObject, LifeCycleConflict."""
        self._publication.submit(version_id, actor_id)
        return self._catalogue.version(version_id)

    def publish(self, version_id: str, actor_id: str, inspect: Inspection | None = None) -> Version:
        """Approve and publish a submitted version; the next search anywhere answers on it.

        `inspect` looks at the base as it would be; what it raises stops the publication. Raises UnknownObject,
        LifeCycleConflict (state, or the same person twice), IndexUnavailable (the new index failed its check; nothing
        changed).
        """
        return self.publish_many([version_id], actor_id, inspect=inspect)[0]

    def publish_many(
        self,
        version_ids: Sequence[str],
        actor_id: str,
        progress: Callable[[int, int], None] | None = None,
        inspect: Inspection | None = None,
    ) -> list[Version]:
        """Publish all of the versions or none, with one index build. Raises as `publish`."""

        def look(index_id: str, contents: Mapping[str, Content]) -> None:
            if inspect is not None:
                inspect(TrialIndex(index_id, contents, self._search))

        self._publication.publish(version_ids, actor_id, progress, look)
        return [self._catalogue.version(version_id) for version_id in version_ids]

    def rehearse(self, version_ids: Sequence[str], inspect: Inspection) -> None:
        """Let `inspect` look at the base as publishing these versions would make it; nothing is published.

        Raises UnknownObject, LifeCycleConflict (a version is neither draft nor submitted), IndexUnavailable.
        """
        self._rehearsal.show(version_ids, inspect)

    def withdraw(self, version_id: str, actor_id: str, reason: str) -> Version:
        """Take a published version out of every search, at once and for good.

        Raises UnknownObject, LifeCycleConflict, InvalidInput (reason).
        """
        self._publication.withdraw(version_id, actor_id, reason)
        return self._catalogue.version(version_id)

    def discard(self, version_id: str, actor_id: str) -> Version:
        """Drop a draft or a submitted version. Raises UnknownObject, LifeCycleConflict."""
        self._publication.discard(version_id, actor_id)
        return self._catalogue.version(version_id)

    def documents(self, audience: Audience = Audience.STAFF) -> list[DocumentSummary]:
        """Documents by id with their versions, newest first; the public sees public documents as served only."""
        return self._catalogue.documents(audience)

    def document(self, document_id: str) -> DocumentSummary:
        """Raises UnknownObject."""
        return self._catalogue.document(document_id)

    def version(self, version_id: str) -> Version:
        """Raises UnknownObject."""
        return self._catalogue.version(version_id)

    def version_text(self, version_id: str) -> str:
        """The canonical text whose spans the passages are. Raises UnknownObject."""
        return self._catalogue.text(version_id)

    def passage(self, passage_id: str) -> tuple[Passage, Document, Version]:
        """Raises UnknownObject."""
        return self._catalogue.passage(passage_id)

    def passage_places(self, passage_ids: Iterable[str]) -> list[PassagePlace]:
        """Where passages stand, without their words; unknown ids are left out."""
        return self._catalogue.passage_places(passage_ids)

    def near_duplicates(self, version_id: str, day: date) -> list[NearDuplicate]:
        """Other documents served on the day or later with much text in common. Raises UnknownObject."""
        preview = self._catalogue.preview(version_id)
        return self._near_duplicates.of(preview.document, preview.passages, day)

    def passage_counts(self, version_ids: Iterable[str]) -> dict[str, int]:
        """How many passages each version was cut into; versions without one are left out."""
        return self._catalogue.passage_counts(version_ids)

    def original_file(self, version_id: str) -> bytes:
        """The file as it was uploaded. Raises UnknownObject."""
        return self._catalogue.original(version_id)

    def page_image(self, version_id: str, page: int) -> bytes:
        """A page of a version's PDF (from one) as a PNG, as a reader sees it.

        Raises UnknownObject (also for a page the file does not have, or a file without pages), UnreadableFile.
        """
        version = self._catalogue.version(version_id)
        pages = self._catalogue.preview(version_id).pages
        if version.media_type is not MediaType.PDF or pages is None or not 1 <= page <= pages:
            raise UnknownObject(f"Version {version_id!r} has no page {page}.")
        return self._pictures.page_image(self._catalogue.original(version_id), page)

    def publication_events(self, version_id: str | None = None) -> list[PublicationEvent]:
        """Who did what, when and why; oldest first."""
        with self._engine.connect() as connection:
            return self._events.read(connection, version_id)

    def steps_recorded(self) -> int:
        """How many publication events there are: as long as it stays the same, nobody did anything."""
        with self._engine.connect() as connection:
            return self._events.count(connection)

    # search

    def search(self, query: SearchQuery) -> SearchResult:
        """The passages for a question. Raises IndexUnavailable, InvalidInput."""
        return self._search.search(query)

    def second_stage(self, query: SearchQuery, lay_words: LayWords | None = None) -> SecondStage:
        """What the second stage of a search puts in order, and the figures it looks at: for training it.

        Questions that the built-in table of learned words was made from need another one, made without them.
        """
        return self._search.second_stage(query, lay_words)

    # index versions

    def build_index(
        self, progress: Callable[[int, int], None] | None = None, actor_id: str = SYSTEM_ACTOR
    ) -> IndexVersion:
        """Build an index version of what is served (of everything published if none is active) and activate it.

        `progress` is called with versions done and in all. Raises IndexUnavailable.
        """
        return self._publication.build_index(actor_id, progress)

    def outdated_cuts(self) -> frozenset[str]:
        """The published versions that answer in passages which another splitter cut than the one in force."""
        return self._recutting.outdated()

    def cut_anew(
        self, done: Callable[[Recut], None], progress: Callable[[int, int], None] | None = None
    ) -> list[Recut]:
        """Cut the published versions with the splitter in force where another one did; `build_index` afterwards.

        Each version is one transaction, `done` is told after it; until the build, searches answer on the passages of
        before. Passages that are no more are still found by their ids.
        """
        return self._recutting.every(done, progress)

    def check_index(self, index_version_id: str | None = None) -> IndexCheck:
        """What is wrong with an index version, by default the active one. Raises UnknownObject."""
        chosen = index_version_id or getattr(self._indexes.active(), "id", None)
        if chosen is None:
            return IndexCheck(None, ((IndexProblem.NONE_ACTIVE, "no index version is active"),))
        return self._indexes.check(chosen)

    def require_index(self) -> None:
        """Open the active index version, if there is one. Raises IndexUnavailable if it does not fit the settings."""
        active = self._indexes.active()
        if active is not None:
            self._indexes.warm(active.id)

    def index_versions(self) -> list[IndexVersion]:
        """Every index version that was ever active, newest first."""
        return self._indexes.all()

    def active_index(self) -> IndexVersion | None:
        """The index version that answers."""
        return self._indexes.active()

    def rollback_index(self, index_version_id: str, actor_id: str, reason: str) -> IndexVersion:
        """Answer on an earlier (or later) index version. What was withdrawn since stays out.

        Old index versions have no files any more; those are written again from the database, which takes a while.

        Raises UnknownObject, InvalidInput (reason), IndexUnavailable, LifeCycleConflict.
        """
        return self._publication.rollback(index_version_id, actor_id, reason)

    def versions_in_index(self, index_version_id: str) -> frozenset[str]:
        """The ids of the versions an index version holds."""
        return self._catalogue.versions_in_index(index_version_id)

    def close(self) -> None:
        """Stop the parser process and close the index files."""
        self._parser.close()
        self._pictures.close()
        self._indexes.close()


__all__ = ["SYSTEM_ACTOR", "KnowledgeBase"]
