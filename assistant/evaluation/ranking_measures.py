"""The contract's measures of an order of passages, with their uncertainty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.evaluation.ranking_rows import RankingRow, outcome

Array = npt.NDArray[np.float64]

DRAWS = 1000
"""Bootstrap samples for the 95 % intervals; another seed moves a bound by less than .003."""


@dataclass(frozen=True, slots=True)
class Share:
    """A mean over queries with its 95 % bootstrap interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}]"


@dataclass(frozen=True, slots=True)
class Measures:
    """Document first and among five, and evidence within 3,000 characters where there is a gold text."""

    queries: int
    first: Share
    five: Share
    evidence: Share | None

    def __str__(self) -> str:
        shown = f"n {self.queries}: hit@1 {self.first}, hit@5 {self.five}"
        return f"{shown}, evidence {self.evidence}" if self.evidence is not None else shown


def measured(rows: Sequence[RankingRow], scores: Sequence[Array]) -> Measures:
    """The measures of rows with the scores of their candidates; there must be a row."""
    outcomes = [outcome(row, one) for row, one in zip(rows, scores, strict=True)]
    told = [one.evidence for one in outcomes if one.evidence is not None]
    return Measures(
        len(rows),
        _share([float(one.first) for one in outcomes]),
        _share([float(one.five) for one in outcomes]),
        _share(told) if told else None,
    )


def _share(values: Sequence[float]) -> Share:
    array = np.array(values)
    drawn = np.random.default_rng(7).integers(0, len(array), (DRAWS, len(array)))
    low, high = np.quantile(array[drawn].mean(axis=1), [0.025, 0.975])
    return Share(float(array.mean()), float(low), float(high))


def parts(name: str, rows: Sequence[RankingRow]) -> Iterator[tuple[str, list[int]]]:
    """First turns and follow-ups of a set apart, by their places among its rows; a part without rows is left out."""
    for part, first in (("first turns", True), ("follow-ups", False)):
        chosen = [place for place, row in enumerate(rows) if row.first_turn is first]
        if chosen:
            yield f"{name}, {part}", chosen
