"""Differences between two groups of cases, with intervals (H-18, P-07)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist, fmean, variance

from scipy.special import stdtrit

LEVEL = 0.95
"""How often the intervals hold what is true."""

LEAST_CASES = 10
"""Cases that each group needs before a difference is shown: with fewer the interval says nothing."""


@dataclass(frozen=True, slots=True)
class Difference:
    """The first group's mean or rate less the second's, with its interval."""

    first: float
    second: float
    first_cases: int
    second_cases: int
    difference: float
    low: float
    high: float


def mean_difference(first: Sequence[float], second: Sequence[float]) -> Difference | None:
    """Welch's interval: the groups may spread differently. None where a group is too small."""
    m, n = len(first), len(second)
    if min(m, n) < LEAST_CASES:
        return None
    mean, other = fmean(first), fmean(second)
    a, b = variance(first) / m, variance(second) / n
    half = 0.0
    if a + b > 0:
        freedom = (a + b) ** 2 / (a**2 / (m - 1) + b**2 / (n - 1))
        half = float(stdtrit(freedom, (1 + LEVEL) / 2)) * math.sqrt(a + b)
    gap = mean - other
    return Difference(mean, other, m, n, gap, gap - half, gap + half)


def rate_difference(k: int, m: int, j: int, n: int) -> Difference | None:
    """k of m less j of n, with Newcombe's interval (1998, method 10). None where a group is too small."""
    if min(m, n) < LEAST_CASES:
        return None
    p, q = k / m, j / n
    (p_low, p_high), (q_low, q_high) = _wilson(k, m), _wilson(j, n)
    low = p - q - math.sqrt((p - p_low) ** 2 + (q_high - q) ** 2)
    high = p - q + math.sqrt((p_high - p) ** 2 + (q - q_low) ** 2)
    return Difference(p, q, m, n, p - q, low, high)


def _wilson(k: int, n: int) -> tuple[float, float]:
    z = NormalDist().inv_cdf((1 + LEVEL) / 2)
    rate, shrink = k / n, 1 + z * z / n
    middle = (rate + z * z / (2 * n)) / shrink
    half = z / shrink * math.sqrt(rate * (1 - rate) / n + z * z / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)
