"""Whether a confidence means what it says: of answers scored near p, a share of about p should be right."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]

BINS = 10
"""Groups of equally many answers: with groups of equal width, half of them would hold a handful and say nothing."""

Z = 1.96
"""Standard deviations of a 95 % interval."""


@dataclass(frozen=True, slots=True)
class Bin:
    """So many answers of neighbouring scores: what was said of them on average, and the share that was right.

    `low` and `high` are the 95 % interval of that share (Wilson).
    """

    n: int
    said: float
    right: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """The bins from least to most sure. `ece` is the mean distance of said and right; it is shown, never routed on."""

    bins: tuple[Bin, ...]
    ece: float
    brier: float
    log_loss: float
    auroc: float


def reliability(said: Sequence[float], right: Sequence[bool], bins: int = BINS) -> Reliability:
    """Of at least one answer each. AUROC is NaN where all are right or all wrong."""
    p, y = np.asarray(said, dtype=np.float64), np.asarray(right, dtype=np.float64)
    order = np.argsort(p, kind="stable")
    groups = [part for part in np.array_split(order, min(bins, len(p))) if len(part)]
    found = tuple(_bin(p[part], y[part]) for part in groups)
    return Reliability(
        bins=found,
        ece=sum(one.n * abs(one.said - one.right) for one in found) / len(p),
        brier=float(np.mean((p - y) ** 2)),
        log_loss=log_loss(p, y),
        auroc=auroc(p, y),
    )


def log_loss(p: Array, y: Array) -> float:
    """Mean negative log likelihood; a certainty that was wrong costs as much as a float can say, not infinity."""
    safe = np.clip(p, 1e-12, 1 - 1e-12)
    return float(-np.mean(y * np.log(safe) + (1 - y) * np.log(1 - safe)))


def auroc(score: Array, y: Array) -> float:
    """Area under the ROC curve, ties at half; NaN if one of the two kinds is absent."""
    positives = float(y.sum())
    negatives = len(y) - positives
    if not positives or not negatives:
        return math.nan
    _, place, count = np.unique(score, return_inverse=True, return_counts=True)
    ends = np.cumsum(count)
    ranks = (ends - (count - 1) / 2)[place]
    return float((ranks[y == 1].sum() - positives * (positives + 1) / 2) / (positives * negatives))


def wilson(share: float, n: int) -> tuple[float, float]:
    """The 95 % interval of a share of n; n is at least one."""
    middle = (share + Z**2 / (2 * n)) / (1 + Z**2 / n)
    half = Z / (1 + Z**2 / n) * math.sqrt(share * (1 - share) / n + Z**2 / (4 * n**2))
    return max(0.0, middle - half), min(1.0, middle + half)


def _bin(p: Array, y: Array) -> Bin:
    share = float(y.mean())
    return Bin(len(p), float(p.mean()), share, *wilson(share, len(p)))
