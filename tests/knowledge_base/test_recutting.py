"""A changed splitter is noticed, and cutting anew keeps every text and every quote."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from knowledge_base import IndexProblem, KnowledgeBase, Recut, RecutOutcome, Version, intake, splitting, store
from knowledge_base.parsing.blocks import Block
from knowledge_base.splitting import Cut
from tests.knowledge_base.builders import an_upload, found, published

DOGS = "# Dogs\n\nDogs need a licence.\n\nA licence costs 12 euros a year.\n\nGuide dogs pay nothing.\n"
CATS = "# Cats\n\nCats need a bell.\n"


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[sa.Engine]:
    """An empty database."""
    made = sa.create_engine(f"sqlite:///{tmp_path / 'base.sqlite'}")
    store.create_tables(made)
    yield made
    made.dispose()


@pytest.fixture
def base(engine: sa.Engine, tmp_path: Path) -> Iterator[KnowledgeBase]:
    """An empty knowledge base."""
    opened = KnowledgeBase.open(engine, tmp_path / "kb")
    yield opened
    opened.close()


def _paragraphs(text: str, blocks: Sequence[Block]) -> list[Cut]:
    """The splitter of before: each block a passage."""
    return [Cut(block.start, block.end, (), block.page) for block in blocks]


@contextmanager
def _before(monkeypatch: pytest.MonkeyPatch, cut: Callable[..., list[Cut]] = _paragraphs) -> Iterator[None]:
    """Inside, files are cut by an older splitter."""
    with monkeypatch.context() as patched:
        patched.setattr(intake, "SPLITTER", "structure/1")
        patched.setattr(intake, "split", cut)
        yield


@pytest.fixture
def dogs(base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> Version:
    """A version in force, cut by paragraphs."""
    with _before(monkeypatch):
        return published(base, an_upload(DOGS, document_id="dogs", title="Dogs"))


def _cut(base: KnowledgeBase) -> list[Recut]:
    made = base.cut_anew(lambda one: None)
    base.build_index()
    return made


def _texts(base: KnowledgeBase, version: Version) -> list[str]:
    return [one.text for one in base.preview(version.id).passages]


def test_versions_of_an_older_splitter_are_told(base: KnowledgeBase, dogs: Version) -> None:
    """What the splitter in force cut is not among them; nothing is left after cutting anew."""
    published(base, an_upload(CATS, document_id="cats", title="Cats"))
    assert base.outdated_cuts() == {dogs.id}
    _cut(base)
    assert base.outdated_cuts() == frozenset()


def test_cut_anew_searches_find_the_new_passages(base: KnowledgeBase, dogs: Version) -> None:
    """The text is the same to the letter; one passage holds what three did."""
    text = base.version_text(dogs.id)
    assert found(base, "What does a licence cost?")[0] == "A licence costs 12 euros a year."
    (made,) = _cut(base)
    assert made.outcome is RecutOutcome.CUT
    (whole,) = _texts(base, dogs)
    assert found(base, "What does a licence cost?") == [whole]
    assert base.version_text(dogs.id) == text
    assert base.check_index().healthy


def test_passages_of_before_are_still_found_by_their_ids(base: KnowledgeBase, dogs: Version) -> None:
    """G-03: a quote of an old draft resolves to the same words at the same place; no new passage takes an old id."""
    old = base.preview(dogs.id).passages
    (made,) = _cut(base)
    new = base.preview(dogs.id).passages
    assert not {one.id for one in old} & {one.id for one in new}
    text = base.version_text(dogs.id)
    for one in old:
        kept, document, version = base.passage(one.id)
        assert (kept, document.id, version.id) == (one, "dogs", dogs.id)
        assert text[kept.start : kept.end] == kept.text
    assert made.moved == {one.id: new[0].id for one in old}


def test_until_the_index_is_built_searches_answer_on_the_passages_of_before(
    base: KnowledgeBase, dogs: Version
) -> None:
    """Cutting takes nothing away from whoever asks meanwhile; that a build is due is told until it is done."""
    base.cut_anew(lambda one: None)
    assert base.outdated_cuts() == {dogs.id}
    assert found(base, "What does a licence cost?")[0] == "A licence costs 12 euros a year."
    assert base.check_index().healthy
    base.build_index()
    assert base.outdated_cuts() == frozenset()
    assert found(base, "What does a licence cost?") == _texts(base, dogs)


def test_broken_off_between_two_versions_it_goes_on_where_it_stopped(
    base: KnowledgeBase, dogs: Version, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each version is whole before and after; the second run does the rest and no more."""
    with _before(monkeypatch):
        bees = published(base, an_upload(DOGS.replace("og", "ee"), document_id="bees", title="Bees"))

    def dies(one: Recut) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        base.cut_anew(dies)
    assert base.outdated_cuts() == {dogs.id, bees.id}
    for version in (dogs, bees):
        assert "".join("".join(_texts(base, version)).split()) == "".join(
            base.version_text(version.id).split()
        )
    assert len(_cut(base)) == 1
    assert [len(_texts(base, version)) for version in (dogs, bees)] == [1, 1]


def test_a_crash_within_a_version_leaves_it_as_it_was(
    base: KnowledgeBase, dogs: Version, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Old passages away and new ones not there yet is a state nobody sees."""
    before = base.preview(dogs.id)
    with monkeypatch.context() as patched:

        def dies(*_: object) -> None:
            raise OSError("no space left")

        patched.setattr("knowledge_base.recutting.Recutting._replace", dies)
        with pytest.raises(OSError, match="space"):
            base.cut_anew(lambda one: None)
    assert base.preview(dogs.id) == before
    assert base.outdated_cuts() == {dogs.id}


def test_a_build_that_dies_leaves_the_old_index_answering(
    base: KnowledgeBase, dogs: Version, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The passages are cut, the index is not built: the pointer stays, and the next build makes it good."""
    base.cut_anew(lambda one: None)
    active = base.active_index()
    with monkeypatch.context() as patched:

        def dies(*_: object, **__: object) -> None:
            raise OSError("no space left")

        patched.setattr("knowledge_base.index_builds.IndexBuilds._put", dies)
        with pytest.raises(OSError, match="space"):
            base.build_index()
    assert base.active_index() == active
    assert found(base, "What does a licence cost?")[0] == "A licence costs 12 euros a year."
    base.build_index()
    assert found(base, "What does a licence cost?") == _texts(base, dogs)


def test_publishing_between_cut_and_build_writes_the_index_from_the_database(
    base: KnowledgeBase, dogs: Version
) -> None:
    """The files of before are no base to build on: they name passages that are no more."""
    base.cut_anew(lambda one: None)
    published(base, an_upload(CATS, document_id="cats", title="Cats"))
    assert found(base, "What does a licence cost?")[0] == _texts(base, dogs)[0]
    assert base.check_index().healthy


def test_an_index_of_before_can_still_be_gone_back_to(base: KnowledgeBase, dogs: Version) -> None:
    """X-03: it answers on the passages that it was built of."""
    before = base.active_index()
    assert before is not None
    _cut(base)
    base.rollback_index(before.id, "bob", "to see")
    assert found(base, "What does a licence cost?")[0] == "A licence costs 12 euros a year."
    assert base.check_index().healthy


def test_an_index_of_before_whose_files_are_gone_is_written_as_cut_now(
    base: KnowledgeBase, dogs: Version, tmp_path: Path
) -> None:
    """X-03: the texts are those of then, in the passages of now."""
    before = base.active_index()
    assert before is not None
    _cut(base)
    (tmp_path / "kb" / "indexes" / before.id / "manifest.json").unlink()
    base.rollback_index(before.id, "bob", "to see")
    assert found(base, "What does a licence cost?") == _texts(base, dogs)
    assert base.check_index().healthy


def test_a_text_changed_behind_our_back_is_noticed_also_after_a_cut(
    base: KnowledgeBase, dogs: Version, engine: sa.Engine
) -> None:
    """That versions may be cut anew excuses no other difference, nor when files are written again."""
    before = base.active_index()
    assert before is not None
    _cut(base)
    with engine.begin() as connection:
        connection.execute(sa.update(store.versions).values(text_sha256="0" * 64))
    problems = [problem for problem, _ in base.check_index(before.id).problems]
    assert IndexProblem.CONTENT_MISMATCH in problems


def test_the_same_passages_keep_their_ids(base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    """A splitter that cuts this text as before changes nothing but what is on record of it."""
    with _before(monkeypatch, splitting.split):
        cats = published(base, an_upload(CATS, document_id="cats", title="Cats"))
    before = base.preview(cats.id).passages
    (made,) = _cut(base)
    assert (made.outcome, dict(made.moved)) == (RecutOutcome.SAME, {})
    assert base.preview(cats.id).passages == before
    assert base.outdated_cuts() == frozenset()


def test_a_file_that_reads_differently_now_is_left(
    base: KnowledgeBase, dogs: Version, engine: sa.Engine
) -> None:
    """A text in force never changes under the quotes that stand on it; it stays told until a new version comes."""
    other = DOGS.replace("12", "13").encode()
    with engine.begin() as connection:
        connection.execute(sa.update(store.version_contents).values(original=other))
    before = base.preview(dogs.id).passages
    (made,) = _cut(base)
    assert made.outcome is RecutOutcome.LEFT
    assert base.preview(dogs.id).passages == before
    assert base.outdated_cuts() == {dogs.id}


def test_cut_twice_each_cut_has_ids_of_its_own(
    base: KnowledgeBase, dogs: Version, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three cuts of one version are three sets of ids, and all of them are found."""
    ids = [{one.id for one in base.preview(dogs.id).passages}]
    _cut(base)
    ids.append({one.id for one in base.preview(dogs.id).passages})
    with monkeypatch.context() as patched:
        patched.setattr(splitting, "SPLITTER", "structure/9")
        patched.setattr(splitting, "split", _paragraphs)
        base.cut_anew(lambda one: None)
    ids.append({one.id for one in base.preview(dogs.id).passages})
    assert len(set.union(*ids)) == sum(map(len, ids))
    assert all(base.passage(one)[2].id == dogs.id for of_one in ids for one in of_one)


def test_places_are_told_of_passages_of_any_cut(base: KnowledgeBase, dogs: Version) -> None:
    """Where a passage stands is known also of one that its version is no longer cut into; of an unknown id nothing."""
    former = base.preview(dogs.id).passages
    _cut(base)
    passages = (*former, *base.preview(dogs.id).passages)
    told = base.passage_places([*(one.id for one in passages), "unknown.0"])
    expected = {(one.id, one.version_id, one.start, one.end) for one in passages}
    assert {(one.passage_id, one.version_id, one.start, one.end) for one in told} == expected
