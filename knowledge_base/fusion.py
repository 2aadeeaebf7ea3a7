"""Putting the scores of several legs into one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Fused:
    """The candidates of the first stage, best first, by leg and fused.

    `shares` by `q_<leg>` (the question) and `h_<leg>` (earlier messages); `scores` and `ranks` are the question's.
    """

    ids: tuple[str, ...]
    total: Scores
    shares: Mapping[str, Scores]
    scores: Mapping[str, Mapping[str, float]]
    ranks: Mapping[str, Mapping[str, int]]


def shares(scores: Mapping[str, float], ids: Sequence[str], *, from_weakest: bool = False) -> Scores:
    """Scores of the candidates as shares (0..1) of the best one's; a candidate the leg does not know gets 0.

    `from_weakest` counts from the weakest candidate's score instead of 0, for scores without a natural zero such as
    cosines. A leg that found nothing gives zeros. Shares beat standard scores and reciprocal ranks here: they keep how
    clear a leg is about its favourite.
    """
    raw = np.array([scores.get(i, 0.0) for i in ids], dtype=np.float64)
    if not raw.size:
        return raw
    if from_weakest:
        raw -= raw.min()
    best = float(raw.max())
    share: Scores = raw / best if best > 0 else np.zeros_like(raw)
    return share


def ranks(scores: Mapping[str, float]) -> dict[str, int]:
    """1-based ranks of what a leg found; equal scores in the order of their ids."""
    ordered = sorted(scores, key=lambda i: (-scores[i], i))
    return {i: position for position, i in enumerate(ordered, 1)}
