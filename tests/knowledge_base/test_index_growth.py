"""An index version built as the difference to the one before answers as one built from nothing."""

from __future__ import annotations

import logging
import os
import random
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import sqlalchemy as sa

from knowledge_base import (
    Audience,
    KnowledgeBase,
    SearchQuery,
    StaticEmbeddings,
    index_folder,
    lexical,
    recorded_contents,
    store,
)
from knowledge_base.lexical import BODY, LexicalEntry, LexicalIndex, LexicalWriter
from knowledge_base.vector_rows import SMALL_SEGMENTS, ExactRows, Rows, RowWriter
from knowledge_base.vectors import VectorIndex
from tests.knowledge_base.builders import TODAY, an_upload, found, published

WORDS = [
    "permit",
    "fee",
    "parking",
    "resident",
    "visitor",
    "zone",
    "street",
    "dog",
    "licence",
    "waste",
    "bin",
    "collection",
    "housing",
    "allowance",
    "rent",
    "income",
    "passport",
    "renewal",
    "office",
    "hours",
    "school",
    "meal",
    "grant",
    "energy",
    "heating",
    "bus",
    "pass",
    "senior",
    "student",
    "card",
    "tree",
    "noise",
    "garden",
]
QUESTIONS = (
    "What does a resident parking permit cost?",
    "dog licence office hours",
    "rent allowance for students",
)


def a_policy(number: int) -> str:
    """A text of its own for each number, from shared words."""
    words = random.Random(number)
    return "\n\n".join(" ".join(words.choices(WORDS, k=40)) + "." for _ in range(3))


def ranking(base: KnowledgeBase, audience: Audience = Audience.PUBLIC) -> list[list[tuple[str, float]]]:
    """What each question finds, with rounded scores."""
    return [
        [
            (hit.passage.text, round(hit.score, 1))
            for hit in base.search(SearchQuery(question, TODAY, audience)).hits
        ]
        for question in QUESTIONS
    ]


@pytest.fixture(scope="module")
def grown_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A base of 23 documents: three came one by one, then one was replaced and one withdrawn. Tests work on copies."""
    folder = tmp_path_factory.mktemp("grown")
    engine = sa.create_engine(f"sqlite:///{folder / 'base.sqlite'}")
    store.create_tables(engine)
    base = KnowledgeBase.open(engine, folder / "kb")
    uploads = [an_upload(a_policy(n), document_id=f"policy-{n}", title=f"Policy {n}") for n in range(23)]
    drafts = [base.add(upload, "ann") for upload in uploads[:20]]
    for draft in drafts:
        base.submit(draft.id, "ann")
    base.publish_many([draft.id for draft in drafts], "bob")
    for upload in uploads[20:]:
        published(base, upload)
    published(base, an_upload(a_policy(99), document_id="policy-3", title="Policy 3"))
    base.withdraw(drafts[7].id, "bob", "out of date")
    base.close()
    engine.dispose()
    return folder


@pytest.fixture
def grown_engine(grown_files: Path, tmp_path: Path) -> Iterator[sa.Engine]:
    """The database of a copy of that base."""
    shutil.copytree(grown_files, tmp_path / "grown")
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'grown' / 'base.sqlite'}")
    yield engine
    engine.dispose()


@pytest.fixture
def grown(grown_engine: sa.Engine, tmp_path: Path) -> Iterator[KnowledgeBase]:
    """A copy of that base."""
    base = KnowledgeBase.open(grown_engine, tmp_path / "grown" / "kb")
    yield base
    base.close()


def test_grown_index_ranks_as_a_fresh_one(grown: KnowledgeBase) -> None:
    """Additions, a replacement and a withdrawal later, the ranking is that of a build from nothing."""
    before = ranking(grown)
    assert all(before)
    grown.build_index()
    assert ranking(grown) == before
    assert grown.check_index().healthy


def test_index_with_many_gaps_is_written_anew(grown: KnowledgeBase, tmp_path: Path) -> None:
    """Before more than the share allowed is marked as taken out, the lexical files are written without those."""
    assert any(lexical.removed_share(part) > 0 for part in lexical_parts(grown, tmp_path))
    version = grown.document("policy-10").versions[0]
    grown.withdraw(version.id, "bob", "out of date")
    assert all(lexical.removed_share(part) == 0 for part in lexical_parts(grown, tmp_path))


def lexical_parts(base: KnowledgeBase, tmp_path: Path) -> list[Path]:
    """The lexical folders of the active index version."""
    return list((files_of(base, tmp_path)).glob("*-public"))


def files_of(base: KnowledgeBase, tmp_path: Path) -> Path:
    """The folder of the active index version of a grown base."""
    active = base.active_index()
    assert active is not None
    return tmp_path / "grown" / "kb" / "indexes" / active.id


def test_publishing_writes_the_difference_only(grown: KnowledgeBase, tmp_path: Path) -> None:
    """The vectors already there are shared, not copied; the older index version is left as it was."""
    before = grown.active_index()
    held = {path.stat().st_ino for path in files_of(grown, tmp_path).rglob("*.rows.npy")}
    published(grown, an_upload(a_policy(41), document_id="policy-41"))
    new = {path.stat().st_ino for path in files_of(grown, tmp_path).rglob("*.rows.npy")}
    assert held < new
    assert before is not None
    assert grown.check_index(before.id).usable


def test_cross_audience_search_finds_nothing_in_any_build(base: KnowledgeBase, tmp_path: Path) -> None:
    """X-18: staff passages are in no file the public's search reads, however the index came about."""
    published(base, an_upload("The public fee is 30 euros.", document_id="fee"))
    published(base, an_upload("Waive zebra fees twice.", document_id="waivers", audience=Audience.STAFF))
    published(base, an_upload("The public fee for dogs is 9 euros.", document_id="dogs"))
    for _ in range(2):
        assert not any("zebra" in text for text in found(base, "waive zebra fees twice"))
        assert any("zebra" in text for text in found(base, "waive zebra fees", audience=Audience.STAFF))
        assert any("dogs" in text for text in found(base, "fee for dogs", audience=Audience.STAFF))
        active = base.active_index()
        assert active is not None
        files = tmp_path / "kb" / "indexes" / active.id
        public = LexicalIndex(files / "passages-public", (BODY, "heading"))
        assert public.document_frequency(BODY, "zebra") == 0
        vectors = VectorIndex(files / "vectors")
        staff_id = f"{base.document('waivers').versions[0].id}.0"
        assert vectors.vectors(Audience.PUBLIC, [staff_id])[0] == []
        assert vectors.vectors(Audience.STAFF, [staff_id])[0] == [staff_id]
        vectors.close()
        base.build_index()


def test_cross_tenant_search_finds_nothing(base: KnowledgeBase, tmp_path: Path) -> None:
    """X-18: two installations in one process, each with its folder and database, do not see each other's texts."""
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'other.sqlite'}")
    store.create_tables(engine)
    other = KnowledgeBase.open(engine, tmp_path / "other")
    published(base, an_upload("The zebra fee is 30 euros.", document_id="fee"))
    published(other, an_upload("The giraffe fee is 9 euros.", document_id="fee"))
    assert found(base, "giraffe zebra fee", audience=Audience.STAFF) == ["The zebra fee is 30 euros."]
    assert found(other, "giraffe zebra fee", audience=Audience.STAFF) == ["The giraffe fee is 9 euros."]
    other.close()
    engine.dispose()


def test_contents_are_recorded_as_changes(grown: KnowledgeBase, grown_engine: sa.Engine) -> None:
    """A publication adds the rows it changes; reading them gives the whole of every index version."""
    count = sa.select(sa.func.count()).select_from(store.index_contents)
    with grown_engine.connect() as connection:
        before = connection.scalar(count) or 0
    published(grown, an_upload(a_policy(41), document_id="policy-41"))
    with grown_engine.connect() as connection:
        assert connection.scalar(count) == before + 1
    sizes = [len(grown.versions_in_index(index.id)) for index in grown.index_versions()]
    assert sizes == [23, 22, 23, 23, 22, 21, 20]


def test_chain_of_changes_ends(base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    """Now and then an index version is recorded whole, so that reading one never takes long."""
    monkeypatch.setattr(recorded_contents, "LONGEST_CHAIN", 2)
    for number in range(4):
        published(base, an_upload(a_policy(number), document_id=f"policy-{number}"))
    assert [len(base.versions_in_index(index.id)) for index in base.index_versions()] == [4, 3, 2, 1]


def test_old_files_go_and_any_earlier_state_comes_back(
    base: KnowledgeBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Files of old index versions are removed; going back to such a state answers as it did then."""
    monkeypatch.setattr(index_folder, "KEPT_FILES", 2)
    published(base, an_upload("A resident permit costs 30 euros."))
    first = base.active_index()
    published(base, an_upload(a_policy(1), document_id="policy-1"))
    published(base, an_upload("A resident permit costs 45 euros."))
    assert first is not None
    indexes = tmp_path / "kb" / "indexes"
    assert len([path for path in indexes.iterdir() if path.is_dir()]) == 2
    assert not (indexes / first.id).exists()
    base.rollback_index(first.id, "bob", "fee not yet decided")
    assert found(base, "resident permit cost") == ["A resident permit costs 30 euros."]
    assert base.check_index().healthy
    assert (indexes / first.id).exists()


def test_roll_back_to_an_index_of_another_model_writes_it_anew(base: KnowledgeBase, tmp_path: Path) -> None:
    """Files that do not fit the settings are no reason to refuse a state the database knows."""
    published(base, an_upload("A resident permit costs 30 euros."))
    first = base.active_index()
    published(base, an_upload(a_policy(1), document_id="other"))
    assert first is not None
    manifest = tmp_path / "kb" / "indexes" / first.id / "manifest.json"
    manifest.write_text(manifest.read_text().replace("wordllama", "another"))
    assert not base.check_index(first.id).usable
    base.rollback_index(first.id, "bob", "fee not yet decided")
    assert found(base, "resident permit cost") == ["A resident permit costs 30 euros."]
    assert base.check_index().healthy


def test_damaged_base_is_not_built_on(
    grown: KnowledgeBase, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Where the active index version's files are damaged, a publication builds from the database."""
    shutil.rmtree(files_of(grown, tmp_path) / "passages-public")
    with caplog.at_level(logging.WARNING):
        published(grown, an_upload(a_policy(41), document_id="policy-41"))
    assert grown.check_index().healthy
    assert "cannot be built on" in caplog.text


def test_search_under_way_keeps_its_index_open(base: KnowledgeBase) -> None:
    """An index version stays open while it is used, and is closed when the search after a publication is through."""
    published(base, an_upload("A resident permit costs 30 euros."))
    indexes = base._indexes
    active = base.active_index()
    assert active is not None
    with indexes.reading(active.id) as opened:
        published(base, an_upload("A resident permit costs 45 euros."))
        assert found(base, "resident permit cost") == ["A resident permit costs 45 euros."]
        assert opened.files.vectors.search(StaticEmbeddings().embed(["permit"])[0], Audience.PUBLIC, 5)
    assert list(indexes._open._held) == [base._indexes.active().id]  # type: ignore[union-attr]


@pytest.fixture
def rows(tmp_path: Path) -> Iterator[Path]:
    """A folder for rows."""
    yield tmp_path / "rows"
    shutil.rmtree(tmp_path / "rows")


def test_many_small_files_of_rows_become_one(rows: Path) -> None:
    """Each publication adds a file; before there are many they are put together, and the newest row of an id counts."""
    for number in range(SMALL_SEGMENTS + 1):
        writer = RowWriter(rows)
        writer.add([f"v{number}.0", "again.0"], np.full((2, 4), number, dtype=np.float32))
        writer.finish()
    assert len(list(rows.glob("*.ids.npy"))) == 1
    ids, blocks = Rows(rows).of(["v3.0", "again.0", "unknown.0"])
    assert dict(zip(ids, blocks[0][:, 0].tolist(), strict=True)) == {
        "v3.0": 3.0,
        "again.0": float(SMALL_SEGMENTS),
    }


def test_nearest_rows_are_those_of_a_full_comparison(rows: Path) -> None:
    """The nearest of the given ids come out best first, equals by their ids; rows of other ids never do."""
    vectors = np.random.default_rng(7).normal(size=(300, 8)).astype(np.float32)
    vectors[200:260] = vectors[7]
    names = [f"v{number:03}.0" for number in range(300)]
    writer = RowWriter(rows)
    writer.add(names, vectors)
    writer.finish()
    alive = [name for name in names if name != "v205.0"]
    asked = vectors[7]
    expected = sorted(
        ((name, float(row @ asked)) for name, row in zip(names, vectors, strict=True) if name in alive),
        key=lambda pair: (-round(pair[1], 4), pair[0]),
    )
    exact = ExactRows(alive[::-1], Rows(rows))
    for wanted in (1, 30, 100, len(alive)):
        found = exact.nearest(asked, wanted)
        assert [name for name, _ in found] == [name for name, _ in expected[:wanted]]
        assert [cosine for _, cosine in found] == pytest.approx([c for _, c in expected[:wanted]], abs=1e-5)


def test_passage_without_its_vector_is_damage(rows: Path) -> None:
    """An index version whose rows lack a passage is refused when it is opened, not searched without it."""
    writer = RowWriter(rows)
    writer.add(["v1.0"], np.ones((1, 4), dtype=np.float32))
    writer.finish()
    with pytest.raises(ValueError, match="without a vector"):
        ExactRows(["v1.0", "v2.0"], Rows(rows))


def test_two_openings_of_a_small_index_find_the_same(grown: KnowledgeBase, tmp_path: Path) -> None:
    """S-10: up to EXACT_UP_TO passages a question finds the same passages with the same likeness after each start."""
    asked = StaticEmbeddings().embed(["resident parking permit fee"])[0]
    openings = []
    for _ in range(2):
        vectors = VectorIndex(files_of(grown, tmp_path) / "vectors")
        openings.append(list(vectors.search(asked, Audience.STAFF, 10).items()))
        vectors.close()
    assert openings[0] == openings[1]
    assert len(openings[0]) == 10


def test_shared_lexical_files_do_not_see_each_other(tmp_path: Path) -> None:
    """What is taken out of the copy stays in the original, and the other way round."""
    one, two = tmp_path / "one", tmp_path / "two"
    writer = LexicalWriter(one, (BODY,))
    for entry_id in ("a", "b"):
        writer.add(LexicalEntry(entry_id, {BODY: "permit fee"}))
    writer.finish()
    lexical.share(one, two)
    changed = LexicalWriter(two, (BODY,))
    changed.remove(["a"])
    changed.add(LexicalEntry("c", {BODY: "permit fee"}))
    changed.finish()
    wanted = ({BODY: 1.0}, {"permit": 1.0}, 10)
    assert set(LexicalIndex(one, (BODY,)).search(*wanted)) == {"a", "b"}
    assert set(LexicalIndex(two, (BODY,)).search(*wanted)) == {"b", "c"}


def test_files_of_a_living_build_are_left_alone(base: KnowledgeBase, tmp_path: Path) -> None:
    """A build of another process goes on undisturbed, however old its directory is; a dead one's goes at once."""
    published(base, an_upload("A resident permit costs 30 euros."))
    folder = index_folder.IndexFolder(tmp_path / "kb" / "indexes")
    living = folder.lock("living")
    for name in ("building-living", "building-dead"):
        (tmp_path / "kb" / "indexes" / name).mkdir()
        os.utime(tmp_path / "kb" / "indexes" / name, (0, 0))
    (tmp_path / "kb" / "indexes" / "dead.lock").touch()
    published(base, an_upload("A resident permit costs 45 euros.", effective_from=date(2026, 2, 1)))
    left = {path.name for path in (tmp_path / "kb" / "indexes").iterdir()}
    assert {"building-living", "living.lock"} <= left
    assert not {"building-dead", "dead.lock"} & left
    living.release()
