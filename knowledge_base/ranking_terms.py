"""Passages as the second-stage ranker reads them: stems by number, words by the row of their vector.

Latin words are compared by stem and, for likeness in meaning, by the static vector of the word itself; Chinese text by
pairs of characters. Reading costs a third of a millisecond a passage, so it is done when an index version is built
(`passage_words`), not when somebody asks.
"""

from __future__ import annotations

import hashlib
import threading
import zlib
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from knowledge_base.embeddings import StaticEmbeddings, Vectors
from knowledge_base.text import stem, words

Numbers = npt.NDArray[np.uint32]

DIMENSIONS = 64
"""Leading dimensions of the word vectors that are used; the model is trained so that they come first. All 256 cost four
times as much and ranked no better."""

FIELDS = 5
"""Runs of numbers a passage has: stems of its text, of its headings and of its title, in order; then the vector rows of
the different words of its text, and of what stands above it."""

STEM_FIELDS = 3
"""How many of the runs are stems; the others are rows of vectors."""


WORDS_KEPT = 10_000
"""Words of questions whose vectors are kept, at 400 bytes each; most questions are made of a few thousand words."""


@dataclass(frozen=True, slots=True)
class RawPassage:
    """What is read of a passage."""

    id: str
    title: str
    headings: tuple[str, ...]
    text: str


def stem_number(word_stem: str) -> int:
    """The number of a stem, the same in every file. Two of the few thousand stems that one search compares share a
    number once in some hundred thousand questions, and then a word counts that should not."""
    return zlib.crc32(word_stem.encode())


@dataclass(frozen=True, slots=True)
class Lot:
    """Passages in numbers, end to end, with the vectors of their words. The arrays may lie in files.

    `ids` are sorted. Run f of passage i is `numbers[starts[FIELDS * i + f] : starts[FIELDS * i + f + 1]]`. `words` are
    hashes of the words, in the order of `vectors`, by which lots are put together.
    """

    ids: npt.NDArray[np.bytes_]
    starts: npt.NDArray[np.int64]
    numbers: Numbers
    words: npt.NDArray[np.uint64]
    vectors: Vectors

    def runs(self, passage: int) -> list[Numbers]:
        """The runs of one passage, by its place among the ids."""
        at = self.starts[FIELDS * passage : FIELDS * (passage + 1) + 1].tolist()
        return [self.numbers[start:end] for start, end in pairwise(at)]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of all passages of a search, end to end: its numbers, and how many of them each passage has."""

    numbers: Numbers
    lengths: npt.NDArray[np.int64]

    @property
    def starts(self) -> npt.NDArray[np.int64]:
        """Where each passage begins."""
        return np.cumsum(self.lengths) - self.lengths

    @property
    def owners(self) -> npt.NDArray[np.int64]:
        """The passage of each number."""
        return np.repeat(np.arange(len(self.lengths)), self.lengths)


@dataclass(frozen=True, slots=True)
class Reading:
    """The passages of one search by field, and the vectors that the last two fields name the rows of."""

    fields: tuple[Field, ...]
    vectors: Vectors


def reading_of(found: Sequence[tuple[Lot, int]]) -> Reading:
    """Passages by lot and place. Words are numbered anew, so that passages of different lots go together.

    Some twenty thousand numbers a search: nothing here is done passage by passage.
    """
    lots = list({id(lot): lot for lot, _ in found}.values())
    owned = [np.array([i for i, (other, _) in enumerate(found) if other is lot]) for lot in lots]
    bounds = np.zeros((len(found), FIELDS + 1), dtype=np.int64)
    for lot, own in zip(lots, owned, strict=True):
        places = np.array([found[i][1] for i in own])
        bounds[own] = lot.starts[FIELDS * places[:, None] + np.arange(FIELDS + 1)]
    lengths = np.diff(bounds, axis=1)
    fields = [Field(np.zeros(int(each.sum()), dtype=np.uint32), each) for each in lengths.T]
    vectors: list[Vectors] = []
    held = 0
    for lot, own in zip(lots, owned, strict=True):
        said = []
        for number, field in enumerate(fields):
            there, here = bounds[own, number], field.starts[own]
            within = _counted(field.lengths[own])
            numbers = np.take(lot.numbers, np.repeat(there, field.lengths[own]) + within)
            target = np.repeat(here, field.lengths[own]) + within
            field.numbers[target] = numbers
            if number >= STEM_FIELDS:
                said.append((field, target, numbers))
        # A table over all words of the lot finds the different ones in a third of the time that sorting takes.
        used = np.zeros(len(lot.vectors), dtype=np.bool_)
        for _, _, numbers in said:
            used[numbers] = True
        rows = np.flatnonzero(used)
        anew = np.empty(len(lot.vectors), dtype=np.uint32)
        anew[rows] = np.arange(held, held + len(rows))
        for field, target, numbers in said:
            field.numbers[target] = np.take(anew, numbers.astype(np.int64))
        vectors.append(np.take(lot.vectors, rows, axis=0))
        held += len(rows)
    none = np.zeros((0, DIMENSIONS), dtype=np.float32)
    return Reading(tuple(fields), np.concatenate(vectors) if vectors else none)


def _counted(lengths: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """0, 1, 2 … anew for each length."""
    ends = np.cumsum(lengths)
    return np.arange(int(ends[-1]) if len(ends) else 0) - np.repeat(ends - lengths, lengths)


class _Words(dict[str, int]):
    """The number of each word in order of first sight, and the number of its stem."""

    def __init__(self) -> None:
        super().__init__()
        self.stems: list[int] = []

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self.stems)
        self.stems.append(stem_number(stem(word)))
        return number


class LotReader:
    """Reads passages into one lot."""

    def __init__(self) -> None:
        self._words = _Words()
        self._runs: list[tuple[str, tuple[Numbers, ...]]] = []

    def __len__(self) -> int:
        return len(self._runs)

    def read(self, one: RawPassage) -> None:
        """Take in a passage."""
        text, title, headings = (self._numbered(t) for t in (one.text, one.title, " ".join(one.headings)))
        stems = [_array([self._words.stems[word] for word in part]) for part in (text, headings, title)]
        different = [_array(sorted(set(part))) for part in (text, title + headings)]
        self._runs.append((one.id, (*stems, *different)))

    def lot(self, embeddings: StaticEmbeddings) -> Lot:
        """What was read, with the words' vectors. There must be one passage at least."""
        hashes = [hashlib.blake2b(word.encode(), digest_size=8).digest() for word in self._words]
        return put_together(
            self._runs,
            np.frombuffer(b"".join(hashes), dtype="<u8"),
            shortened(embeddings.embed(list(self._words))),
        )

    def _numbered(self, text: str) -> list[int]:
        # Some hundred words a passage: nothing here is done by a loop of Python's.
        return list(map(self._words.__getitem__, words(text)))


def put_together(
    passages: Sequence[tuple[str, tuple[Numbers, ...]]],
    word_hashes: npt.NDArray[np.uint64],
    vectors: Vectors,
) -> Lot:
    """A lot of passages given by id and runs."""
    ordered = sorted(passages, key=lambda pair: pair[0].encode())
    runs = [run for _, each in ordered for run in each]
    return Lot(
        np.array([passage_id.encode() for passage_id, _ in ordered]),
        np.concatenate([[0], np.cumsum([len(run) for run in runs])]).astype(np.int64),
        np.concatenate(runs).astype(np.uint32),
        word_hashes,
        vectors,
    )


def merged(lots: Sequence[Lot]) -> Lot:
    """Several lots as one. Where two have the same id the later one's passage stays."""
    hashes, first, anew = np.unique(
        np.concatenate([lot.words for lot in lots]), return_index=True, return_inverse=True
    )
    vectors = np.concatenate([lot.vectors for lot in lots])[first]
    latest: dict[str, tuple[Numbers, ...]] = {}
    held = 0
    for lot in lots:
        rows = anew[held : held + len(lot.words)].astype(np.uint32)
        held += len(lot.words)
        for place, passage_id in enumerate(lot.ids.tolist()):
            runs = lot.runs(place)
            latest[str(passage_id, "utf-8")] = (
                *runs[:STEM_FIELDS],
                *(rows[run] for run in runs[STEM_FIELDS:]),
            )
    return put_together(list(latest.items()), hashes, vectors)


def shortened(vectors: Vectors) -> Vectors:
    """The leading dimensions, of unit length again."""
    short = vectors[:, :DIMENSIONS]
    lengths = np.linalg.norm(short, axis=1, keepdims=True)
    shorter: Vectors = (short / np.where(lengths == 0, 1, lengths)).astype(np.float32)
    return shorter


class WordVectors:
    """Shortened vectors of single words, the latest ones kept. Safe to use from several threads."""

    def __init__(self, embeddings: StaticEmbeddings) -> None:
        self._embeddings = embeddings
        self._known: OrderedDict[str, Vectors] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, terms: Sequence[str]) -> Vectors:
        """A row for each word."""
        with self._lock:
            found = {term: self._known.get(term) for term in terms}
        missing = [term for term, vector in found.items() if vector is None]
        fresh = dict(zip(missing, shortened(self._embeddings.embed(missing)), strict=True)) if missing else {}
        with self._lock:
            self._known.update(fresh)
            while len(self._known) > WORDS_KEPT:
                self._known.popitem(last=False)
        out = np.zeros((len(terms), DIMENSIONS), dtype=np.float32)
        for place, term in enumerate(terms):
            vector = found[term]
            out[place] = fresh[term] if vector is None else vector
        return out


def _array(numbers: list[int]) -> Numbers:
    return np.array(numbers, dtype=np.uint32)
