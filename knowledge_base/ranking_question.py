"""A question as the second-stage ranker reads it: its content words, each once, with weights and vectors."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from knowledge_base.embeddings import Vectors
from knowledge_base.text import is_content, stem, words

Figures = npt.NDArray[np.float64]
Features = dict[str, Figures]

MOST_TERMS = 80
"""Terms of a question that are compared, the weightiest; a long letter pasted in costs no more."""

EARLIER = 0.6
"""What a term of each earlier message counts against one of the message after it."""


LEAST_WEIGHT = 0.5
"""What a term counts at least: nearly what one in every second passage does. Where all passages share their words,
whatever differs between their tiny weights is chance."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The content words of a question, each once: stems, weights by rarity, vectors, and their order of mention."""

    stems: tuple[str, ...]
    weights: Figures
    vectors: Vectors
    order: tuple[int, ...]


def terms_of(
    texts: Sequence[str],
    rarity: Callable[[frozenset[str]], Mapping[str, float]],
    embed: Callable[[Sequence[str]], Vectors],
) -> Terms:
    """The terms of messages, oldest first; those of the last one count fully."""
    first: dict[str, tuple[str, float]] = {}
    said_in_order: list[str] = []
    for age, text in enumerate(reversed(texts)):
        said = words(text)
        for word in [word for word in said if is_content(word)] or said:
            first.setdefault(stem(word), (word, EARLIER**age))
            said_in_order.append(stem(word))
        said_in_order.append("")
    found = {key: max(LEAST_WEIGHT, weight) for key, weight in rarity(frozenset(first)).items()}
    kept = sorted(first, key=lambda key: -first[key][1] * found[key])[:MOST_TERMS]
    place = {key: number for number, key in enumerate(kept)}
    weights = np.array([first[key][1] * found[key] for key in kept], dtype=np.float64)
    vectors = embed([first[key][0] for key in kept])
    return Terms(tuple(kept), weights, vectors, tuple(place.get(key, -1) for key in said_in_order))
