"""The words of passages are read when an index is built, and found again whatever file they lie in."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from knowledge_base import StaticEmbeddings
from knowledge_base.passage_words import SMALL_LOTS, PassageWords, PassageWordsWriter, share
from knowledge_base.ranking_terms import RawPassage, Reading, stem_number

STEMS, HEADING_STEMS, TITLE_STEMS, WORDS, WORDS_ABOVE = range(5)


@pytest.fixture(scope="module")
def embeddings() -> StaticEmbeddings:
    """The built-in word vectors."""
    return StaticEmbeddings()


def write(directory: Path, embeddings: StaticEmbeddings, *passages: RawPassage) -> None:
    """Add passages to a directory as one publication does."""
    writer = PassageWordsWriter(directory, embeddings)
    for one in passages:
        writer.add(one)
    writer.finish()


def runs(reading: Reading, field: int) -> list[list[int]]:
    """The numbers of each passage in a field."""
    found = reading.fields[field]
    return [each.tolist() for each in np.split(found.numbers, np.cumsum(found.lengths)[:-1])]


def stems(reading: Reading, field: int = STEMS) -> list[list[int]]:
    """The stems of each passage."""
    return runs(reading, field)


def numbers(*words: str) -> list[int]:
    """The numbers of stems."""
    return [stem_number(word) for word in words]


PERMIT = RawPassage("v1.0", "Parking", ("Fees",), "A permit costs forty euros.")
DOGS = RawPassage("v2.0", "Dogs", (), "Dogs must be registered; dogs pay tax.")
BINS = RawPassage("v10.0", "垃圾", (), "垃圾费每年四十欧元。")


def test_a_passage_keeps_its_stems_in_order_and_its_different_words(
    tmp_path: Path, embeddings: StaticEmbeddings
) -> None:
    """Text, headings and title apart; a word said twice has one vector."""
    write(tmp_path, embeddings, PERMIT, DOGS)
    reading = PassageWords(tmp_path).of(["v2.0", "v1.0"])
    assert stems(reading) == [
        numbers("dog", "must", "be", "regist", "dog", "pay", "tax"),
        numbers("a", "permit", "cost", "forti", "euro"),
    ]
    assert stems(reading, HEADING_STEMS) == [[], numbers("fee")]
    assert stems(reading, TITLE_STEMS) == [numbers("dog"), numbers("park")]
    assert [len(run) for run in runs(reading, WORDS)] == [6, 5]
    assert [len(run) for run in runs(reading, WORDS_ABOVE)] == [1, 2]


def test_passages_of_several_files_are_read_together(tmp_path: Path, embeddings: StaticEmbeddings) -> None:
    """Each has the vectors of its own words, as if all had been written at once."""
    write(tmp_path / "parts", embeddings, PERMIT)
    write(tmp_path / "parts", embeddings, DOGS, BINS)
    write(tmp_path / "whole", embeddings, PERMIT, DOGS, BINS)
    ids = ["v2.0", "v10.0", "v1.0"]
    parts, whole = (PassageWords(tmp_path / name).of(ids) for name in ("parts", "whole"))
    assert stems(parts) == stems(whole)
    for field in (WORDS, WORDS_ABOVE):
        for mine, other in zip(runs(parts, field), runs(whole, field), strict=True):
            # Words are numbered in the order of first sight, which the files decide.
            assert sorted(parts.vectors[mine].tolist()) == sorted(whole.vectors[other].tolist())


def test_many_small_files_become_one_and_the_latest_reading_stays(
    tmp_path: Path, embeddings: StaticEmbeddings
) -> None:
    """A passage that was taken out and came back with another text is read as it is now."""
    for number in range(SMALL_LOTS + 1):
        write(tmp_path, embeddings, RawPassage("v1.0", "", (), f"number{number} again"))
    assert len(list(tmp_path.glob("*.ids.npy"))) == 1
    reading = PassageWords(tmp_path).of(["v1.0"])
    assert stems(reading) == [numbers(f"number{SMALL_LOTS}", "again")]
    assert len(reading.vectors) == 2


def test_a_shared_directory_grows_by_itself(tmp_path: Path, embeddings: StaticEmbeddings) -> None:
    """What is added to the later index version is not in the earlier one."""
    write(tmp_path / "first", embeddings, PERMIT)
    share(tmp_path / "first", tmp_path / "second")
    write(tmp_path / "second", embeddings, DOGS)
    assert len(stems(PassageWords(tmp_path / "second").of(["v1.0", "v2.0"]))) == 2
    with pytest.raises(KeyError, match=r"v2\.0"):
        PassageWords(tmp_path / "first").of(["v2.0"])


def test_a_damaged_file_is_refused_at_opening(tmp_path: Path, embeddings: StaticEmbeddings) -> None:
    """Half a file is no index."""
    write(tmp_path, embeddings, PERMIT)
    path = next(tmp_path.glob("*.vectors.npy"))
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(ValueError):
        PassageWords(tmp_path)


def test_a_passage_without_a_word_has_nothing_to_compare(
    tmp_path: Path, embeddings: StaticEmbeddings
) -> None:
    """A row of dashes is a passage too."""
    write(tmp_path, embeddings, RawPassage("v1.0", "", (), "---"), DOGS)
    reading = PassageWords(tmp_path).of(["v1.0", "v2.0"])
    assert stems(reading)[0] == []
    assert len(runs(reading, WORDS)[0]) == 0


def test_nothing_asked_for_is_nothing_found(tmp_path: Path, embeddings: StaticEmbeddings) -> None:
    """A search whose candidates may none of them be shown reads no words."""
    write(tmp_path, embeddings, PERMIT)
    reading = PassageWords(tmp_path).of([])
    assert [len(field.lengths) for field in reading.fields] == [0] * 5
    assert reading.vectors.shape[0] == 0
