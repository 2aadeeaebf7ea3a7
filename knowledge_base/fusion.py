"""Putting the scores of several legs into one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float64]
"""One number for each candidate, in their order; not a number where a leg does not know the candidate."""


@dataclass(frozen=True, slots=True)
class Fused:
    """The candidates of the first stage, best first, by leg and fused.

    `shares` by `q_<leg>` (the question) and `h_<leg>` (earlier messages); `scores` by leg are the question's. `by_id` is
    where each candidate would stand if they were ordered by id.
    """

    ids: tuple[str, ...]
    by_id: npt.NDArray[np.int64]
    total: Scores
    shares: Mapping[str, Scores]
    scores: Mapping[str, Scores]

    def scores_of(self, candidate: int) -> dict[str, float]:
        """What each leg that knows the candidate gave it; `candidate` is its place among the ids."""
        found = {leg: float(scores[candidate]) for leg, scores in self.scores.items()}
        return {leg: score for leg, score in found.items() if score == score}

    def ranks_of(self, candidate: int) -> dict[str, int]:
        """Its 1-based place in each leg that knows it. Of equal scores the smaller id stands first."""
        found: dict[str, int] = {}
        for leg, score in self.scores_of(candidate).items():
            even = (self.scores[leg] == score) & (self.by_id < self.by_id[candidate])
            found[leg] = 1 + int(np.count_nonzero((self.scores[leg] > score) | even))
        return found


def shares(scores: Scores, *, from_weakest: bool = False) -> Scores:
    """Scores of the candidates as shares (0..1) of the best one's; a candidate the leg does not know gets 0.

    `from_weakest` counts from the weakest candidate's score instead of 0, for scores without a natural zero such as
    cosines. A leg that found nothing gives zeros. Shares beat standard scores and reciprocal ranks here: they keep how
    clear a leg is about its favourite.
    """
    raw = np.nan_to_num(scores, nan=0.0)
    if not raw.size:
        return raw
    if from_weakest:
        raw -= raw.min()
    best = float(raw.max())
    share: Scores = raw / best if best > 0 else np.zeros_like(raw)
    return share
