"""How the words of a question stand in each candidate: the same words, near each other, or words alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from knowledge_base.embeddings import Vectors
from knowledge_base.ranking_question import Features, Figures, Terms
from knowledge_base.ranking_terms import STEM_FIELDS, Field, Reading, stem_number

WINDOW = 32
"""Words of text within which terms of the question stand near each other: one or two sentences."""

NEAR = 3
"""Words apart at which two terms that follow each other in the question still do so in a text: stop words between."""


FEW = 20
"""Terms up to which comparing every number with each of them is quicker than looking every number up."""


class _LookUp:
    """Finds terms of the question among the numbers of stems."""

    def __init__(self, stems: Sequence[str]) -> None:
        numbers = np.array([stem_number(name) for name in stems], dtype=np.uint32)
        self._order = np.argsort(numbers)
        self._numbers = numbers[self._order]

    def occurrences(self, field: Field) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Where terms of the question occur in a field, and which."""
        if len(self._numbers) <= FEW:
            each = [np.flatnonzero(field.numbers == number) for number in self._numbers]
            at = np.concatenate([np.zeros(0, dtype=np.int64), *each])
            term = np.repeat(self._order, [len(found) for found in each])
            in_text = np.argsort(at, kind="stable")
            return at[in_text], term[in_text]
        places = np.searchsorted(self._numbers, field.numbers)
        np.minimum(places, len(self._numbers) - 1, out=places)
        at = np.flatnonzero(self._numbers[places] == field.numbers)
        return at, self._order[places[at]]


def shares_found(weights: Mapping[str, float], reading: Reading) -> Figures:
    """For each passage the share (0..1) of the terms, by weight, that stand in its text or above it; 0 without terms."""
    count = len(reading.fields[0].lengths)
    found = np.zeros((count, len(weights)), dtype=bool)
    lookup = _LookUp(list(weights))
    for field in reading.fields[:STEM_FIELDS]:
        at, term = lookup.occurrences(field)
        found[field.owners[at], term] = True
    whole = sum(weights.values())
    return found @ np.array(list(weights.values()), dtype=np.float64) / (whole or 1.0)


def matches(terms: Terms, text: Field, headings: Field, titles: Field) -> Features:
    """Terms of the question in the fields of each candidate, weighted by rarity, as shares of all its terms."""
    size, whole = len(terms.stems), max(float(terms.weights.sum()), 1e-9)
    lookup = _LookUp(terms.stems)
    count = len(text.lengths)
    body_at, body_term = lookup.occurrences(text)
    owners = text.owners[body_at]
    times = np.bincount(owners * size + body_term, minlength=count * size).reshape(count, size)
    within = times > 0
    anywhere = within.copy()
    out: Features = {}
    for name, field in (("in_heading", headings), ("in_title", titles)):
        at, term = lookup.occurrences(field)
        here = np.zeros((count, size), dtype=bool)
        here[field.owners[at], term] = True
        anywhere |= here
        out[name] = here @ terms.weights / whole
    out["in_text"] = within @ terms.weights / whole
    out["times"] = np.log1p(times.astype(np.float64)) @ terms.weights / whole
    out["in_any"] = anywhere @ terms.weights / whole
    out["all_found"] = np.asarray(anywhere.all(axis=1), dtype=np.float64)
    places = body_at - text.starts[owners]
    out["window"] = _densest_window(places, body_term, owners, terms.weights, count) / whole
    out["pairs"] = _pairs(body_at, body_term, owners, terms, count)
    return out


def _densest_window(
    places: npt.NDArray[np.int64],
    term: npt.NDArray[np.int64],
    owners: npt.NDArray[np.int64],
    weights: Figures,
    count: int,
) -> Figures:
    """The weight of the different terms in the window of each candidate that holds most."""
    best = np.zeros(count)
    if not len(places):
        return best
    windows = int(places.max()) // WINDOW + 2
    for shift in (0, WINDOW // 2):
        cell = owners * windows + (places + shift) // WINDOW
        once = np.unique(cell * len(weights) + term)
        sums = np.bincount(
            once // len(weights), weights=weights[once % len(weights)], minlength=count * windows
        )
        best = np.maximum(best, sums.reshape(count, windows).max(axis=1))
    return best


def _pairs(
    at: npt.NDArray[np.int64],
    term: npt.NDArray[np.int64],
    owners: npt.NDArray[np.int64],
    terms: Terms,
    count: int,
) -> Figures:
    """The share of the question's neighbouring terms that stand near each other, in that order, in a candidate."""
    size = len(terms.stems)
    wanted = sorted(
        {
            a * size + b
            for a, b in zip(terms.order, terms.order[1:], strict=False)
            if a != b and min(a, b) >= 0
        }
    )
    if not wanted or len(at) < 2:
        return np.zeros(count)
    number = np.full(size * size, -1, dtype=np.int64)
    number[wanted] = np.arange(len(wanted))
    weights = np.array([terms.weights[code // size] + terms.weights[code % size] for code in wanted])
    seen = number[term[:-1] * size + term[1:]]
    near = (owners[1:] == owners[:-1]) & (at[1:] - at[:-1] <= NEAR) & (seen >= 0)
    once = np.unique(owners[1:][near] * len(wanted) + seen[near])
    sums = np.bincount(once // len(wanted), weights=weights[once % len(wanted)], minlength=count)
    share: Figures = sums / max(float(weights.sum()), 1e-9)
    return share


class Likeness:
    """Late interaction: for each word of the question the likest word of a passage, by word vectors."""

    def __init__(self, reading: Reading, terms: Terms) -> None:
        self._known = {name: place for place, name in enumerate(terms.stems)}
        text, above = reading.fields[STEM_FIELDS:]
        alike = reading.vectors @ terms.vectors.T
        self._text, self._above = _best(alike, text), _best(alike, above)

    def of(self, terms: Terms) -> Features:
        """Means over the terms of the question, weighted by rarity."""
        kept = [number for number, name in enumerate(terms.stems) if name in self._known]
        columns = [self._known[terms.stems[number]] for number in kept]
        weights = terms.weights[kept]
        whole = max(float(weights.sum()), 1e-9)
        text, above = self._text[:, columns], self._above[:, columns]
        return {
            "alike_text": text @ weights / whole,
            "alike_above": above @ weights / whole,
            "alike": np.maximum(text, above) @ weights / whole,
        }


def _best(alike: Vectors, field: Field) -> Vectors:
    """The likeness of the likest word of each passage to each term; 0 for a passage without words."""
    best = np.zeros((len(field.lengths), alike.shape[1]), dtype=np.float32)
    some = field.lengths > 0
    if some.any():
        # `take` is two to three times as quick as an index in brackets.
        of_words = np.take(alike, field.numbers.astype(np.int64), axis=0)
        best[some] = np.maximum.reduceat(of_words, field.starts[some], axis=0)
    return best
