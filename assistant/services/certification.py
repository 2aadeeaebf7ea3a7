"""The statistics of a certificate: fixed-sequence testing with exact binomial p-values (requirements, section 4).

Auto-answer iff no rule fires and confidence >= lambda. For lambda from strict to lax: n answers would go out, k of them
wrong; p = BinomCDF(k; n, alpha). Begin where n is large enough to pass at all, go on while p <= delta, stop at the first
that fails, keep the last that passed. Then
P(true risk at the kept lambda > alpha) <= delta for any model, if the labelled questions are i.i.d. and the grid was
fixed before the labels were seen (Learn-then-Test, Angelopoulos et al.).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

# The functions behind scipy.stats.binom and beta: that package takes two seconds to load, in every command.
from scipy.special import bdtr, betaincinv

from assistant.domain.oversight import Label

GRID: tuple[float, ...] = (
    0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6, 0.55, 0.5, 0.45, 0.4, 0.35, 0.3,
)  # fmt: skip
"""Thresholds from strict to lax, the same for every topic and fixed in the code: no label can have moved them."""

POWER = 1.5
"""The sequence begins where so many times the fewest possible answers would go out (requirements, section 4): stricter
thresholds could not pass with a single error. The place follows from scores alone, never from what the labels say."""


@dataclass(frozen=True, slots=True)
class RiskPoint:
    """What a threshold would do on the labels: k of n released replies wrong. `risk` is k/n (0 for n = 0)."""

    threshold: float
    n: int
    k: int
    risk: float
    coverage: float


@dataclass(frozen=True, slots=True)
class Figures:
    """What a certificate would say. `risk_upper` is the exact one-sided upper bound of the error rate at 1 - delta."""

    threshold: float
    n: int
    k: int
    risk_upper: float
    coverage: float


def risk_coverage(labels: Sequence[Label], grid: Sequence[float] = GRID) -> tuple[RiskPoint, ...]:
    """The observed risk and coverage at each threshold of the grid, strict first."""
    points = []
    for threshold in grid:
        chosen = [one for one in labels if one.would_answer and one.confidence >= threshold]
        n, k = len(chosen), sum(one.wrong for one in chosen)
        coverage = n / len(labels) if labels else 0.0
        points.append(RiskPoint(threshold, n, k, k / n if n else 0.0, coverage))
    return tuple(points)


def certify(
    labels: Sequence[Label], alpha: float, delta: float, grid: Sequence[float] = GRID
) -> Figures | None:
    """The laxest threshold that passes in sequence, or None: then nothing is answered without a person."""
    best = None
    enough = fewest_labels(alpha, delta)
    for point in risk_coverage(labels, grid):
        if best is None and point.n < enough:
            continue
        if float(bdtr(point.k, point.n, alpha)) > delta:
            break
        upper = upper_bound(point.k, point.n, delta)
        best = Figures(point.threshold, point.n, point.k, upper, point.coverage)
    return best


def upper_bound(k: int, n: int, delta: float) -> float:
    """Clopper-Pearson: the error rate at which k or fewer errors in n have probability delta."""
    return 1.0 if k >= n else float(betaincinv(k + 1, n - k, 1 - delta))


def lower_bound(k: int, n: int, delta: float) -> float:
    """Clopper-Pearson: the rate at which k or more of n have probability delta (H-07); 0 where nothing was counted."""
    return 0.0 if k <= 0 else float(betaincinv(k, n - k + 1, delta))


def labels_needed(alpha: float, delta: float) -> int:
    """The smallest number of released, all right answers that can pass: (1 - alpha)^n <= delta."""
    return math.ceil(math.log(delta) / math.log1p(-alpha))


def fewest_labels(alpha: float, delta: float) -> int:
    """How many answers must go out at the threshold where the sequence begins."""
    return math.ceil(POWER * labels_needed(alpha, delta))
