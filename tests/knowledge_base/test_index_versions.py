"""Index versions survive crashes, damage, other processes and races."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import sqlalchemy as sa

from knowledge_base import (
    Audience,
    IndexProblem,
    IndexUnavailable,
    KnowledgeBase,
    LifeCycleConflict,
    SearchQuery,
    StaticEmbeddings,
    VersionState,
    index_files,
    store,
)
from knowledge_base.embeddings import EmbeddingCache, Vectors
from tests.knowledge_base.builders import TODAY, an_upload, counted_files, found, published

OLD = "# Parking permits\n\nA resident permit costs $30 a year."
NEW = "# Parking permits\n\nA resident permit costs $45 a year."

_PUBLISH_ELSEWHERE = """
import sys, sqlalchemy as sa
from pathlib import Path
from knowledge_base import KnowledgeBase
from tests.knowledge_base.builders import an_upload, published
base = KnowledgeBase.open(sa.create_engine(sys.argv[1]), Path(sys.argv[2]))
published(base, an_upload(sys.argv[3]))
base.close()
"""


class CountingEmbeddings:
    """The real embeddings, counting the texts they are asked for."""

    def __init__(self) -> None:
        self._real = StaticEmbeddings()
        self.name = self._real.name
        self.dimension = self._real.dimension
        self.texts = 0

    def embed(self, texts: Sequence[str]) -> Vectors:
        """As the real ones."""
        self.texts += len(texts)
        return self._real.embed(texts)


def test_publication_of_another_process_is_seen(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    """A process that has the index open answers on what another process publishes, without a restart."""
    base = KnowledgeBase.open(sqlite_engine, tmp_path / "kb")
    published(base, an_upload("Dogs need a licence.", document_id="dogs"))
    assert not any("$30" in text for text in found(base, "resident permit cost"))
    url = str(sqlite_engine.url)
    root = Path(__file__).parents[2]
    subprocess.run(
        [sys.executable, "-c", _PUBLISH_ELSEWHERE, url, str(tmp_path / "kb"), OLD], check=True, cwd=root
    )
    assert "$30" in found(base, "resident permit cost")[0]
    base.close()


def test_second_instance_sees_publication_and_withdrawal(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    """Two open knowledge bases on the same data agree after every step."""
    one = KnowledgeBase.open(sqlite_engine, tmp_path / "kb")
    two = KnowledgeBase.open(sqlite_engine, tmp_path / "kb")
    version = published(one, an_upload(OLD))
    assert len(found(two, "permit cost")) == 1
    two.withdraw(version.id, "bob", "wrong")
    assert found(one, "permit cost") == []
    one.close()
    two.close()


class _Crash(BaseException):
    """Stands for the end of the process."""


def _crash(*_: object, **__: object) -> None:
    raise _Crash


@pytest.mark.parametrize(
    "place",
    [
        "knowledge_base.index_writing._add_vectors",
        "knowledge_base.index_writing.flush_to_disk",
        "knowledge_base.index_builds.file_problems",
        "knowledge_base.index_versions.IndexVersions.activate",
        "knowledge_base.publication.Publication._retitle",
    ],
)
def test_crash_while_publishing_leaves_the_old_index_answering(
    base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """Wherever publication breaks off, the old text answers, the version is still submitted, and a retry works."""
    published(base, an_upload(OLD))
    draft = base.add(an_upload(NEW, effective_from=TODAY), "ann")
    base.submit(draft.id, "ann")
    with monkeypatch.context() as patched:
        patched.setattr(place, _crash)
        with pytest.raises(_Crash):
            base.publish(draft.id, "bob")
    assert ["$30" in text for text in found(base, "permit cost")] == [True]
    assert base.version(draft.id).state is VersionState.SUBMITTED
    assert base.check_index().healthy
    base.publish(draft.id, "bob")
    assert ["$45" in text for text in found(base, "permit cost")] == [True]


def test_killed_build_leaves_nothing_that_matters(base: KnowledgeBase, tmp_path: Path) -> None:
    """Directories that a killed process left, finished or not, change nothing."""
    published(base, an_upload(OLD))
    indexes = tmp_path / "kb" / "indexes"
    (indexes / "building-dead").mkdir()
    (indexes / "building-dead" / "manifest.json").write_text("{")
    (indexes / "orphan").mkdir()
    published(base, an_upload(NEW, effective_from=TODAY))
    assert ["$45" in text for text in found(base, "permit cost")] == [True]
    assert base.check_index().healthy


def test_index_files_survive_an_error_after_the_commit(
    base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the database breaks off right after the commit, the files it now points to are still there."""
    version = base.add(an_upload(OLD), "ann")
    base.submit(version.id, "ann")
    with monkeypatch.context() as patched:
        patched.setattr("knowledge_base.index_versions.IndexVersions.get", _crash)
        with pytest.raises(_Crash):
            base.publish(version.id, "bob")
    assert len(found(base, "permit cost")) == 1
    assert base.check_index().healthy


def test_old_leftovers_are_swept(base: KnowledgeBase, tmp_path: Path) -> None:
    """Directories of long dead builds go with the next build; fresh ones and index versions stay."""
    published(base, an_upload(OLD))
    indexes = tmp_path / "kb" / "indexes"
    for name in ("building-dead", "orphan", "building-now"):
        (indexes / name).mkdir()
    for name in ("building-dead", "orphan"):
        os.utime(indexes / name, (0, 0))
    active = base.active_index()
    assert active is not None
    os.utime(indexes / active.id, (0, 0))
    published(base, an_upload(NEW, effective_from=TODAY))
    left = {path.name for path in indexes.iterdir()}
    assert left == {"building-now", *(version.id for version in base.index_versions())}


def test_withdrawal_holds_even_if_the_build_fails(
    base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When no new index can be built the withdrawn text is out of every search all the same."""
    version = published(base, an_upload(OLD))
    with monkeypatch.context() as patched:
        patched.setattr("knowledge_base.index_writing.flush_to_disk", _crash)
        with pytest.raises(_Crash):
            base.withdraw(version.id, "bob", "wrong fee")
    assert found(base, "permit cost") == []
    assert [problem for problem, _ in base.check_index().problems] == [IndexProblem.WITHDRAWN_CONTENT]


def test_two_publications_at_once_both_count(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    """Publications that race are both in the index at the end."""
    bases = [KnowledgeBase.open(sqlite_engine, tmp_path / "kb") for _ in range(2)]
    uploads = [an_upload(f"Notice {n} on dogs and cats.", document_id=f"notice-{n}") for n in range(2)]
    versions = [bases[0].add(upload, "ann") for upload in uploads]
    for version in versions:
        bases[0].submit(version.id, "ann")
    threads = [
        threading.Thread(target=lambda b, v: b.publish(v.id, "bob"), args=pair)
        for pair in zip(bases, versions, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found(bases[0], "dogs and cats")) == 2
    assert bases[1].check_index().healthy
    for opened in bases:
        opened.close()


def test_publishing_embeds_the_new_version_only(sqlite_engine: sa.Engine, tmp_path: Path) -> None:
    """Vectors already made are taken over; a full rebuild takes them from the cache."""
    counting = CountingEmbeddings()
    base = KnowledgeBase.open(sqlite_engine, tmp_path / "kb", embeddings=counting)
    published(base, an_upload("Dogs need a licence.", document_id="dogs"))
    published(base, an_upload("Cats need none.", document_id="cats"))
    assert counting.texts == 2
    base.build_index()
    assert counting.texts == 2
    assert base.check_index().healthy
    base.close()


def test_engine_that_locks_at_begin_is_served(tmp_path: Path) -> None:
    """On SQLite with BEGIN IMMEDIATE for every transaction nothing waits for itself."""
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'base.sqlite'}", connect_args={"timeout": 1.0})
    sa.event.listen(engine, "connect", lambda connection, _: setattr(connection, "isolation_level", None))
    sa.event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    store.create_tables(engine)
    base = KnowledgeBase.open(engine, tmp_path / "kb")
    published(base, an_upload(OLD))
    published(base, an_upload(NEW, effective_from=TODAY))
    assert ["$45" in text for text in found(base, "permit cost")] == [True]
    assert base.check_index().healthy
    base.close()


def test_cached_vector_equals_a_fresh_one(sqlite_engine: sa.Engine) -> None:
    """The cache gives back exactly what the model made."""
    model = StaticEmbeddings()
    cache = EmbeddingCache(sqlite_engine, model)
    texts = ["parking permit", "", "住房补贴", "parking permit"]
    first, second = cache.embed(texts), cache.embed(texts)
    assert (first == second).all()
    assert (first == model.embed(texts)).all()


def _cut_manifest(directory: Path) -> None:
    (directory / index_files.MANIFEST).write_text("{")


def _other_model(directory: Path) -> None:
    path = directory / index_files.MANIFEST
    path.write_text(json.dumps(json.loads(path.read_text()) | {"embedding_model": "other"}))


def _lost_vectors(directory: Path) -> None:
    for path in (directory / "vectors").rglob("*.sqlite3"):
        path.unlink()


@pytest.mark.parametrize(
    ("damage", "problem"),
    [
        (_cut_manifest, IndexProblem.UNREADABLE),
        (_other_model, IndexProblem.EMBEDDING_MISMATCH),
        (_lost_vectors, IndexProblem.UNREADABLE),
    ],
)
def test_damaged_index_is_told_and_never_searched(
    sqlite_engine: sa.Engine, tmp_path: Path, damage: Callable[[Path], None], problem: IndexProblem
) -> None:
    """A damaged index is named by the check, refused by search, and replaced by a build from the database."""
    writer = KnowledgeBase.open(sqlite_engine, tmp_path / "kb")
    published(writer, an_upload(OLD))
    active = writer.active_index()
    assert active is not None
    writer.close()
    damage(tmp_path / "kb" / "indexes" / active.id)
    base = KnowledgeBase.open(sqlite_engine, tmp_path / "kb")
    assert problem in {found_problem for found_problem, _ in base.check_index().problems}
    with pytest.raises(IndexUnavailable):
        found(base, "permit cost")
    base.build_index()
    assert len(found(base, "permit cost")) == 1
    assert base.check_index().healthy
    base.close()


def test_changed_text_is_noticed(base: KnowledgeBase, sqlite_engine: sa.Engine) -> None:
    """A text changed behind the back of the index fails the check."""
    version = published(base, an_upload(OLD))
    with sqlite_engine.begin() as connection:
        change = sa.update(store.versions).where(store.versions.c.id == version.id)
        connection.execute(change.values(text_sha256="0" * 64))
    assert [problem for problem, _ in base.check_index().problems] == [IndexProblem.CONTENT_MISMATCH]


def test_search_without_an_index_says_so(base: KnowledgeBase) -> None:
    """Before the first build a search is refused rather than empty."""
    with pytest.raises(IndexUnavailable):
        found(base, "anything")
    assert base.check_index().problems[0][0] is IndexProblem.NONE_ACTIVE


def test_empty_knowledge_base_finds_nothing(base: KnowledgeBase) -> None:
    """An index of nothing is built, checked and searched."""
    base.build_index()
    assert found(base, "anything") == []
    assert base.check_index().healthy


def test_rollback_to_the_active_index_is_refused(base: KnowledgeBase) -> None:
    """Rolling back to what answers already is a mistake worth telling."""
    published(base, an_upload(OLD))
    active = base.active_index()
    assert active is not None
    with pytest.raises(LifeCycleConflict):
        base.rollback_index(active.id, "bob", "why not")


def test_failed_publication_leaves_no_directory(base: KnowledgeBase, tmp_path: Path) -> None:
    """A build that did not become active is removed."""
    published(base, an_upload(OLD))
    before = counted_files(tmp_path / "kb" / "indexes")
    version = base.add(an_upload(NEW), "ann")
    with pytest.raises(LifeCycleConflict):
        base.publish(version.id, "bob")
    assert counted_files(tmp_path / "kb" / "indexes") == before


@pytest.mark.parametrize("question", ["", "???", "\u200b", "a" * 50_000, 'OR AND NOT ( " ~', "居民" * 2000])
def test_odd_questions_are_answered(base: KnowledgeBase, question: str) -> None:
    """Whatever is typed, search comes back with passages or nothing, never with an error."""
    published(base, an_upload(OLD))
    result = base.search(SearchQuery(question, TODAY, Audience.PUBLIC))
    assert len(result.hits) <= 1


def test_history_carries_a_follow_up(base: KnowledgeBase) -> None:
    """A follow-up that means nothing alone is searched with the messages before it."""
    published(base, an_upload(OLD))
    published(base, an_upload("A dog licence costs $12.", document_id="dogs", title="Dog licences"))
    history = ("How do I get a dog licence?", "Apply at the town hall.")
    hits = base.search(SearchQuery("what does it cost?", TODAY, Audience.PUBLIC, history)).hits
    assert hits[0].document.id == "dogs"


def test_enough_hits_are_found_behind_expired_ones(base: KnowledgeBase) -> None:
    """Many versions out of force do not crowd out the one in force."""
    from datetime import date

    drafts = [
        base.add(
            an_upload(
                f"Permit permit permit cost notice {n}.",
                document_id=f"old-{n}",
                effective_to=date(2026, 2, 1),
                file_name="a.txt",
            ),
            "ann",
        )
        for n in range(70)
    ]
    drafts.append(
        base.add(an_upload("The long text in force says what a permit will cost.", document_id="now"), "ann")
    )
    for draft in drafts:
        base.submit(draft.id, "ann")
    base.publish_many([draft.id for draft in drafts], "bob")
    assert found(base, "permit cost", limit=3) == ["The long text in force says what a permit will cost."]
