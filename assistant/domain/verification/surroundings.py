"""The words around a figure: what the figure is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.domain.verification.figures import Figure
from assistant.domain.verification.plain_text import plain
from assistant.domain.verification.terms import is_stop, stem, tokens

_REACH = 8
"""Tokens looked at on either side of a figure. Longer reaches take in the neighbouring figure's words."""
_FADE = 0.8
"""What a word counts, against the word one place nearer to the figure."""
_ANOTHER_SENTENCE = 0.5
"""What a word counts beyond a sentence end, against one on this side."""
_ENDS = frozenset("。！？；;.!?\n")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Weights of the terms before and after a figure."""

    before: Mapping[str, float]
    after: Mapping[str, float]

    @classmethod
    def of(cls, text: str, figure: Figure) -> Surroundings:
        """The surroundings of a figure in its text."""
        places = tokens(text)
        before = [token for token in reversed(places) if token[2] <= figure.start]
        after = [token for token in places if token[1] >= figure.end]
        folded = plain(text)
        return cls(_faded(folded, before, figure.start), _faded(folded, after, figure.end))


def _faded(folded: str, places: list[tuple[str, int, int]], position: int) -> dict[str, float]:
    weights: dict[str, float] = {}
    weight = 1.0
    for token, start, end in places[:_REACH]:
        between = folded[end:position] if end <= position else folded[position:start]
        if _ENDS.intersection(between) and not between.strip().isalnum():
            weight *= _ANOTHER_SENTENCE
        term = token if not token.isascii() else stem(token)
        value = weight * (0.3 if is_stop(token) else 1.0)
        weights[term] = max(weights.get(term, 0.0), value)
        weight *= _FADE
        position = start if end <= position else end
    return weights


def nearness(one: Surroundings, other: Surroundings) -> float:
    """How much the surroundings share; words on the same side of the figure count double."""
    same = _shared(one.before, other.before) + _shared(one.after, other.after)
    crossed = _shared(one.before, other.after) + _shared(one.after, other.before)
    return 0.05 + same + 0.5 * crossed


def _shared(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    return sum(min(weight, other[term]) for term, weight in one.items() if term in other)
