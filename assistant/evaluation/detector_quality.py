"""Precision, recall and F1 of a check that tells wrong sentences from right ones, each with its interval (G-06)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

DRAWS = 10_000
"""Draws; with another seed a bound of the suite moves by less than .001."""

COVERED = 0.95
"""The share of draws that an interval holds."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure and the bounds between which it lies with 95 % confidence."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:.3f} ({self.low:.3f}-{self.high:.3f})"


@dataclass(frozen=True, slots=True)
class Quality:
    """How well wrong sentences are told from right ones, the two weighed alike.

    Suites hold many wrong sentences for each right one; weighed as they are, every check would look precise.
    """

    precision: Estimate
    recall: Estimate
    f1: Estimate
    false_alarms: Estimate
    wrong: int
    right: int


def quality(found: int, wrong: int, flagged: int, right: int, seed: int = 0) -> Quality:
    """Of `wrong` sentences `found` were found, of `right` ones `flagged` were flagged. Both must have been looked at.

    The shares are drawn from what the counts leave possible (Jeffreys: half a sentence added to each side), so that a check
    without a single error in the set is not taken for one that never errs. For a single share that is within a hair of the
    exact interval; precision and F1 have none.
    """
    if not 0 <= found <= wrong or not 0 <= flagged <= right or not wrong or not right:
        raise ValueError("counts do not fit")
    draw = np.random.default_rng(seed)
    recalls = draw.beta(found + 0.5, wrong - found + 0.5, DRAWS)
    alarms = draw.beta(flagged + 0.5, right - flagged + 0.5, DRAWS)
    recall, alarm = found / wrong, flagged / right
    precisions, precision = (
        recalls / (recalls + alarms),
        recall / (recall + alarm) if found + flagged else 0.0,
    )
    sum_ = precision + recall
    return Quality(
        precision=_estimate(precision, precisions),
        recall=_estimate(recall, recalls),
        f1=_estimate(
            2 * precision * recall / sum_ if sum_ else 0.0, 2 * precisions * recalls / (precisions + recalls)
        ),
        false_alarms=_estimate(alarm, alarms),
        wrong=wrong,
        right=right,
    )


def _estimate(value: float, drawn: npt.NDArray[np.float64]) -> Estimate:
    low, high = np.quantile(drawn, [(1 - COVERED) / 2, (1 + COVERED) / 2])
    return Estimate(value, min(value, float(low)), max(value, float(high)))
