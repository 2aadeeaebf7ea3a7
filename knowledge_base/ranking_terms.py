"""Passages as the second-stage ranker reads them: word numbers, counted once and kept for the next search.

Latin words are compared by stem and, for likeness in meaning, by the static vector of the word itself; Chinese text by
pairs of characters. All of it is a cache of what texts say, and may be emptied at any moment.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from knowledge_base.embeddings import StaticEmbeddings, Vectors
from knowledge_base.text import stem, words

Numbers = npt.NDArray[np.int32]

MOST_PASSAGES = 20_000
"""Passages kept in memory, at about 1.5 kB each; the ones not asked for longest go first."""

MOST_WORDS = 200_000
"""Words numbered before everything starts anew, at about 300 bytes each. English text of 100,000 passages has a quarter
of that; Chinese pairs are many."""

DIMENSIONS = 64
"""Leading dimensions of the word vectors that are used; the model is trained so that they come first. All 256 cost four
times as much and ranked no better."""


@dataclass(frozen=True, slots=True)
class RawPassage:
    """What is read of a passage."""

    id: str
    title: str
    headings: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class ReadPassage:
    """A passage in numbers: stems in order of the text, of its headings, of its title; and the different words."""

    stems: Numbers
    heading_stems: Numbers
    title_stems: Numbers
    words: Numbers
    words_above: Numbers


class _WordNumbers(dict[str, int]):
    """The number of each word. A word looked up for the first time gets the next number and the number of its stem."""

    def __init__(self) -> None:
        super().__init__()
        self.known: list[str] = []
        self.stem_of: list[int] = []
        self.stems: dict[str, int] = {}

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self.known)
        self.known.append(word)
        self.stem_of.append(self.stems.setdefault(stem(word), len(self.stems)))
        return number


class PassageReader:
    """Reads passages, each once. Safe to use from several threads."""

    def __init__(
        self,
        word_vectors: StaticEmbeddings,
        most_passages: int = MOST_PASSAGES,
        most_words: int = MOST_WORDS,
    ) -> None:
        self._embeddings = word_vectors
        self._most_passages, self._most_words = most_passages, most_words
        self._lock = threading.Lock()
        self._empty()

    def _empty(self) -> None:
        self._numbers = _WordNumbers()
        self._vectors: Vectors = np.zeros((0, DIMENSIONS), dtype=np.float32)
        self._filled = 0
        self._passages: OrderedDict[str, ReadPassage] = OrderedDict()

    def read(self, passages: Sequence[RawPassage]) -> Reading:
        """The passages in numbers, with what is needed to compare a question with them."""
        with self._lock:
            if len(self._numbers.known) > self._most_words:
                self._empty()
            found = [self._passage(one) for one in passages]
            while len(self._passages) > self._most_passages:
                self._passages.popitem(last=False)
            self._embed_new()
            return Reading(tuple(found), self._numbers.stems, self._vectors)

    def embed(self, terms: Sequence[str]) -> Vectors:
        """Vectors of the words of a question, shortened like those of the passages."""
        found = np.zeros((len(terms), DIMENSIONS), dtype=np.float32)
        with self._lock:
            numbers = [self._numbers.get(term) for term in terms]
            for place, number in enumerate(numbers):
                if number is not None:
                    found[place] = self._vectors[number]
        # A question's own words are not numbered: anybody could fill the memory with them.
        unknown = [place for place, number in enumerate(numbers) if number is None]
        if unknown:
            found[unknown] = _shortened(self._embeddings.embed([terms[place] for place in unknown]))
        return found

    def _passage(self, one: RawPassage) -> ReadPassage:
        known = self._passages.get(one.id)
        if known is None:
            text, title = self._numbered(one.text), self._numbered(one.title)
            headings = self._numbered(" ".join(one.headings))
            known = self._passages[one.id] = ReadPassage(
                self._stemmed(text),
                self._stemmed(headings),
                self._stemmed(title),
                _different(text),
                _different(title + headings),
            )
        self._passages.move_to_end(one.id)
        return known

    def _numbered(self, text: str) -> list[int]:
        # Thousands of words a search: nothing here is done by a loop of Python's.
        return list(map(self._numbers.__getitem__, words(text)))

    def _stemmed(self, numbers: list[int]) -> Numbers:
        stems = map(self._numbers.stem_of.__getitem__, numbers)
        return np.fromiter(stems, dtype=np.int32, count=len(numbers))

    def _embed_new(self) -> None:
        known = self._numbers.known
        fresh = known[self._filled :]
        if not fresh:
            return
        if len(known) > len(self._vectors):
            # A new array: readings handed out keep the one they were made with.
            grown = np.zeros((max(4096, 2 * len(known)), DIMENSIONS), dtype=np.float32)
            grown[: self._filled] = self._vectors[: self._filled]
            self._vectors = grown
        self._vectors[self._filled : len(known)] = _shortened(self._embeddings.embed(fresh))
        self._filled = len(known)


@dataclass(frozen=True, slots=True)
class Reading:
    """Passages in numbers, the number of each known stem, and the vectors of all numbered words."""

    passages: tuple[ReadPassage, ...]
    stems: dict[str, int]
    vectors: Vectors


def _different(numbers: list[int]) -> Numbers:
    return np.array(sorted(set(numbers)), dtype=np.int32)


def _shortened(vectors: Vectors) -> Vectors:
    short = vectors[:, :DIMENSIONS]
    lengths = np.linalg.norm(short, axis=1, keepdims=True)
    shortened: Vectors = (short / np.where(lengths == 0, 1, lengths)).astype(np.float32)
    return shortened
