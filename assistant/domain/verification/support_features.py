"""What can be counted about a sentence and the texts it should stand on: the inputs of the support score."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from assistant.domain.verification.figure_agreement import same_value
from assistant.domain.verification.figures import Figure
from assistant.domain.verification.plain_text import CJK
from assistant.domain.verification.reading import figures_of
from assistant.domain.verification.sentences import sentences
from assistant.domain.verification.terms import is_stop, stem, tokens

FEATURES = ("pairs_together", "in_two_sentences", "adjacent_words", "new_figures", "new_names")
"""The names of the features, in the order of their values."""

_FEWEST_TERMS = 2
"""A sentence with fewer content words ("Yes.", "Here is how:") says nothing that could be supported or not."""

_MARKUP = re.compile(r"[*#`]+")
_NAME = re.compile(r"(?<=[a-z,;] )[\"“]*([A-Z][\w'-]+)")
_CASED_WORD = re.compile(r"[A-Za-z][\w'-]+")
_CJK_ONLY = re.compile(f"[{CJK}]")


@dataclass(frozen=True, slots=True)
class Source:
    """Texts read once, so that many sentences can be held against them.

    `places` tells for each term in which sentences it stands. `windows` likewise, each sentence with the one after it.
    `figures` are given with the sentence they stand in, and with their spans in it.
    """

    sentences: tuple[str, ...]
    places: dict[str, frozenset[int]]
    windows: dict[str, frozenset[int]]
    adjacent: frozenset[tuple[str, str]]
    figures: tuple[tuple[Figure, int], ...]
    cased: frozenset[str]


@dataclass(frozen=True, slots=True)
class Measured:
    """The features of a sentence and how many content words it has."""

    values: tuple[float, ...]
    terms: int


@lru_cache(maxsize=512)
def read_source(texts: tuple[str, ...]) -> Source:
    """The texts as a source. The last sentence of one text and the first of the next are neighbours."""
    places: dict[str, set[int]] = {}
    windows: dict[str, set[int]] = {}
    adjacent: set[tuple[str, str]] = set()
    found: list[str] = []
    figures: list[tuple[Figure, int]] = []
    for text in texts:
        figures.extend(_placed_figures(text, len(found)))
        stems = _stems(text)
        adjacent.update(pairwise(stems))
        for start, end in sentences(text):
            for term in _stems(text[start:end]):
                places.setdefault(term, set()).add(len(found))
                windows.setdefault(term, set()).update((len(found) - 1, len(found)))
            found.append(text[start:end])
    return Source(
        sentences=tuple(found),
        places={term: frozenset(where) for term, where in places.items()},
        windows={term: frozenset(where) for term, where in windows.items()},
        adjacent=frozenset(adjacent),
        figures=tuple(figures),
        cased=frozenset(word for text in texts for word in _CASED_WORD.findall(text)),
    )


def _placed_figures(text: str, first: int) -> Iterator[tuple[Figure, int]]:
    """The figures of a text with their spans in their sentence, each with that one's number, counted from `first`."""
    spans = sentences(text)
    place = 0
    for figure in figures_of(text):
        while place < len(spans) - 1 and spans[place][1] <= figure.start:
            place += 1
        begin = spans[place][0] if spans else 0
        yield replace(figure, start=figure.start - begin, end=figure.end - begin), first + place


def measure(sentence: str, source: Source) -> Measured | None:
    """The features of a sentence, or None if it has too few content words to be judged."""
    sentence = _MARKUP.sub("", sentence)
    stems = _stems(sentence)
    content = [term_of(token) for token, _, _ in tokens(sentence) if not is_stop(token)]
    if len(content) < _FEWEST_TERMS:
        return None
    found = _in_two_sentences(frozenset(content), source)
    values = (
        _share_together(content, source, found),
        found,
        _share_adjacent(stems, source, found),
        math.log1p(_new_figures(sentence, source)),
        math.log1p(sum(name not in source.cased for name in _NAME.findall(sentence))),
    )
    return Measured(values, len(content))


def measure_answer(text: str, source: Source) -> tuple[float, ...]:
    """The features of a whole answer: shares are means over its content words, new figures and names are counted."""
    spans = sentences(_MARKUP.sub(" ", text))
    cleaned = _MARKUP.sub(" ", text)
    measured = [found for start, end in spans if (found := measure(cleaned[start:end], source)) is not None]
    return combine(measured)


def combine(measured: Sequence[Measured]) -> tuple[float, ...]:
    """The features of several sentences together; of none: those of a text that is fully supported."""
    total = sum(one.terms for one in measured)
    if not total:
        return (1.0, 1.0, 1.0, 0.0, 0.0)
    shares = [sum(one.values[n] * one.terms for one in measured) / total for n in range(3)]
    counts = [math.log1p(sum(math.expm1(one.values[n]) for one in measured)) for n in (3, 4)]
    return (*shares, *counts)


def term_of(token: str) -> str:
    """A word's stem, or the Chinese character itself."""
    return token if _CJK_ONLY.match(token) else stem(token)


def _stems(text: str) -> list[str]:
    return [term_of(token) for token, _, _ in tokens(text)]


_NOWHERE: frozenset[int] = frozenset()


def _share_together(content: list[str], source: Source, found: float) -> float:
    """The share of neighbouring content words that stand together in two neighbouring sentences of the source.

    The share of words found counts as one more pair, so that the few pairs of a short sentence do not decide alone.
    """
    pairs = list(pairwise(content))
    together = sum(
        not source.windows.get(one, _NOWHERE).isdisjoint(source.windows.get(other, _NOWHERE))
        for one, other in pairs
    )
    return (together + found) / (len(pairs) + 1)


def _in_two_sentences(content: frozenset[str], source: Source) -> float:
    """The share of content words found in the best sentence of the source and the one that adds most to it."""
    left = set(content)
    for place in _best_places(content, source, 2):
        left = {term for term in left if place not in source.places.get(term, _NOWHERE)}
    return 1 - len(left) / len(content)


def best_sentences(sentence: str, source: Source, limit: int) -> tuple[str, ...]:
    """The sentences of the source that hold most of a sentence's content words, each adding to those before it."""
    content = frozenset(term_of(token) for token, _, _ in tokens(sentence) if not is_stop(token))
    return tuple(source.sentences[place] for place in _best_places(content, source, limit))


def _best_places(content: frozenset[str], source: Source, limit: int) -> list[int]:
    left = set(content)
    best: list[int] = []
    while len(best) < limit:
        counts: dict[int, int] = {}
        for term in left:
            for place in source.places.get(term, _NOWHERE):
                counts[place] = counts.get(place, 0) + 1
        if not counts:
            break
        best.append(max(counts, key=lambda place: (counts[place], -place)))
        left = {term for term in left if best[-1] not in source.places.get(term, _NOWHERE)}
    return best


def _share_adjacent(stems: list[str], source: Source, found: float) -> float:
    pairs = list(pairwise(stems))
    return (sum(pair in source.adjacent for pair in pairs) + found) / (len(pairs) + 1)


def _new_figures(sentence: str, source: Source) -> int:
    return sum(
        not any(same_value(figure, other) for other, _ in source.figures)
        for figure in figures_of(sentence)
        if not figure.weak
    )
