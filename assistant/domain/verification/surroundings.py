"""The words around a figure: what the figure is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from assistant.domain.verification.figures import Figure
from assistant.domain.verification.plain_text import plain
from assistant.domain.verification.reading import figures_of
from assistant.domain.verification.sentences import clauses, sentences
from assistant.domain.verification.terms import is_stop, stem, tokens

_OF_SENTENCE = 0.45
"""What a word of the same sentence counts against one of the same clause."""
_OF_STOP_WORD = 0.2
"""What a word without content counts against one with content."""
_OF_FIGURE = 1.5
"""What another figure beside this one counts: "under 24" tells best which of two fees is meant."""
_FADE = 0.93
"""What a word counts against one a token nearer to the figure."""

Surroundings = Mapping[str, float]
"""Weights of the terms around a figure, by their closeness to it."""


@lru_cache(maxsize=4096)
def surroundings_of(text: str, figure: Figure) -> Surroundings:
    """The terms of the figure's sentence; those of its clause and those next to it count most."""
    sentence = _span(sentences(text), figure)
    clause = _span(clauses(text), figure)
    weights: dict[str, float] = {}
    places = [place for place in tokens(text) if sentence[0] <= place[1] < sentence[1]]
    position = sum(place[2] <= figure.start for place in places)
    for n, (token, start, end) in enumerate(places):
        if start < figure.end and end > figure.start:
            continue
        weight = _FADE ** abs(n - position) * (1.0 if clause[0] <= start < clause[1] else _OF_SENTENCE)
        term = stem(token) if token.isascii() else token
        weights[term] = max(weights.get(term, 0.0), weight * (_OF_STOP_WORD if is_stop(token) else 1.0))
    for pair, start in _pairs(plain(text), sentence):
        weights[pair] = 1.0 if clause[0] <= start < clause[1] else _OF_SENTENCE
    for other in figures_of(text):
        if sentence[0] <= other.start < sentence[1] and not other.weak and other.start != figure.start:
            inside = clause[0] <= other.start < clause[1]
            weights[f"{other.kind}:{other.value}"] = _OF_FIGURE if inside else _OF_FIGURE * _OF_SENTENCE
    return weights


def _span(spans: Sequence[tuple[int, int]], figure: Figure) -> tuple[int, int]:
    return next((span for span in spans if span[0] <= figure.start < span[1]), (0, 1 << 30))


def _pairs(folded: str, sentence: tuple[int, int]) -> list[tuple[str, int]]:
    """The pairs of Chinese characters that carry content."""
    stop = min(sentence[1], len(folded)) - 1
    return [
        (folded[n : n + 2], n)
        for n in range(sentence[0], stop)
        if not folded[n].isascii() and folded[n].isalpha() and folded[n + 1].isalpha() and not folded[n + 1].isascii()
        and not is_stop(folded[n]) and not is_stop(folded[n + 1])
    ]  # fmt: skip


def nearness(words: Surroundings, other: Surroundings, all_others: Sequence[Surroundings]) -> float:
    """How much two figures are about the same (0..1); a term around every candidate tells nothing and counts little."""
    rarity = {term: 1 / sum(term in each for each in all_others) for term in other}
    shared = sum(min(weight, other[term]) * rarity[term] for term, weight in words.items() if term in other)
    strange = sum(weight for term, weight in words.items() if not any(term in each for each in all_others))
    ours = sum(weight * rarity.get(term, 1.0) for term, weight in words.items()) - strange
    theirs = sum(weight * rarity[term] for term, weight in other.items())
    return 2 * shared / (ours + theirs) if ours + theirs else 0.0
