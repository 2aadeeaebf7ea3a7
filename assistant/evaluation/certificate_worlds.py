"""Simulated towns: how often a certificate breaks its promise (C-03), and how soon its alarm notices a broken one (C-09)."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import bdtr, betaincinv

from assistant.domain.risk_alarm import STAKES
from assistant.services.certification import GRID, fewest_labels

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class World:
    """A distribution of scores in (0, 1), and the chance of a wrong answer at each score."""

    name: str
    scores: Callable[[np.random.Generator, int], Numbers]
    risk_at: Callable[[Numbers], Numbers]


def _even(draw: np.random.Generator, n: int) -> Numbers:
    return draw.uniform(0.3, 1.0, n)


WORLDS: tuple[World, ...] = (
    World("good score", _even, lambda score: np.clip(0.6 * (1.0 - score) ** 1.5, 0.0, 1.0)),
    World("weak score", _even, lambda score: 0.16 - 0.12 * (score - 0.3) / 0.7),
    World("useless score", _even, lambda score: np.full(score.shape, np.nan)),
)
"""A score that ranks well, one that ranks a little, and one that says nothing: there every answer is wrong with a chance
just above what is promised (alpha * 1.1), the world that breaks choices made without a correction."""

USELESS = 1.1
"""How far above alpha the risk of the useless score lies, as in the requirements (5.5 % at 5 %)."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Of so many calibrations: how many passed, how many of them broke their promise, the mean share answered."""

    world: str
    alpha: float
    n: int
    method: str
    passed: float
    violated: float
    coverage: float


METHODS = ("fixed sequence", "sgr", "bonferroni", "naive bound", "naive share")
"""What a certificate uses, three that are known, and taking the laxest threshold whose observed share is low enough."""


def calibrations(
    world: World, alpha: float, delta: float, n: int, runs: int, seed: int
) -> tuple[Outcome, ...]:
    """Run every method on the same simulated labels. A run violates if the true risk at its threshold is above alpha."""
    draw = np.random.default_rng(seed)
    grid = np.array(GRID)
    true = _true_risks(world, grid, alpha)
    enough = fewest_labels(alpha, delta)
    chosen: dict[str, list[int | None]] = {method: [] for method in METHODS}
    shares: dict[str, list[float]] = {method: [] for method in METHODS}
    for _ in range(runs):
        scores = world.scores(draw, n)
        wrong = draw.uniform(size=n) < _risk(world, scores, alpha)
        above = scores[None, :] >= grid[:, None]
        counts, errors = above.sum(axis=1), (above & wrong[None, :]).sum(axis=1)
        for method in METHODS:
            place = _choose(method, counts, errors, alpha, delta, enough)
            chosen[method].append(place)
            shares[method].append(counts[place] / n if place is not None else 0.0)
    return tuple(
        Outcome(
            world.name,
            alpha,
            n,
            method,
            sum(one is not None for one in chosen[method]) / runs,
            sum(one is not None and true[one] > alpha for one in chosen[method]) / runs,
            float(np.mean(shares[method])),
        )
        for method in METHODS
    )


def _choose(
    method: str, counts: NDArray[np.int64], errors: NDArray[np.int64], alpha: float, delta: float, enough: int
) -> int | None:
    """The place in the grid that a method settles on, None for no certificate."""
    p = bdtr(errors, counts, alpha)
    if method == "fixed sequence":
        best = None
        for place in range(len(counts)):
            if best is None and counts[place] < enough:
                continue
            if p[place] > delta:
                break
            best = place
        return best
    if method == "sgr":
        return _sgr(counts, errors, alpha, delta)
    if method == "bonferroni":
        fit = np.flatnonzero((counts > 0) & (p <= delta / len(counts)))
    elif method == "naive bound":
        fit = np.flatnonzero((counts > 0) & (p <= delta))
    else:
        fit = np.flatnonzero((counts > 0) & (errors <= alpha * counts))
    return int(fit[-1]) if len(fit) else None


def _sgr(counts: NDArray[np.int64], errors: NDArray[np.int64], alpha: float, delta: float) -> int | None:
    """Geifman and El-Yaniv (2017): binary search over the thresholds, delta shared among its steps."""
    steps = math.ceil(math.log2(len(counts)))
    low, high, best = 0, len(counts) - 1, None
    for _ in range(steps):
        place = math.ceil((low + high) / 2)
        n, k = counts[place], errors[place]
        upper = 1.0 if k >= n else float(betaincinv(k + 1, n - k, 1 - delta / steps))
        if upper <= alpha:
            best, low = place, place
        else:
            high = max(place - 1, 0)
    return best


def _risk(world: World, scores: Numbers, alpha: float) -> Numbers:
    risk = world.risk_at(scores)
    return np.where(np.isnan(risk), alpha * USELESS, risk)


def _true_risks(world: World, grid: Numbers, alpha: float) -> list[float]:
    """The risk above each threshold, from two million simulated answers with a seed of their own."""
    scores = world.scores(np.random.default_rng(0), 2_000_000)
    risk = _risk(world, scores, alpha)
    return [float(risk[scores >= threshold].mean()) for threshold in grid]


@dataclass(frozen=True, slots=True)
class AlarmRuns:
    """How the alarm behaved at one true risk. `median` counts audits, None where fewer than half were raised."""

    risk: float
    raised: float
    median: float | None
    upper_decile: float | None


def alarm_runs(
    alpha: float, level: float, risks: Sequence[float], audits: int, runs: int, seed: int
) -> tuple[AlarmRuns, ...]:
    """Simulate the alarm over so many audits at each risk; the arithmetic is that of `RiskAlarm`, many runs at once."""
    draw = np.random.default_rng(seed)
    gains = [np.log1p(np.array(STAKES) * (wrong - alpha) / alpha) for wrong in (0.0, 1.0)]
    found = []
    for risk in risks:
        wrong = draw.uniform(size=(runs, audits)) < risk
        first = np.full(runs, np.inf)
        logs = np.zeros((runs, len(STAKES)))
        for step in range(audits):
            logs += np.where(wrong[:, step, None], gains[1], gains[0])
            wealth = np.logaddexp.reduce(logs, axis=1) - math.log(len(STAKES))
            first = np.where((wealth >= -math.log(level)) & np.isinf(first), step + 1, first)
        raised = np.isfinite(first)
        median, decile = (np.quantile(first, share, method="higher") for share in (0.5, 0.9))
        found.append(
            AlarmRuns(
                risk,
                float(raised.mean()),
                float(median) if np.isfinite(median) else None,
                float(decile) if np.isfinite(decile) else None,
            )
        )
    return tuple(found)


def one_calibration(world: World, alpha: float, n: int, seed: int) -> tuple[Numbers, NDArray[np.bool_]]:
    """Scores and errors of one calibration, as `calibrations` draws its first."""
    draw = np.random.default_rng(seed)
    scores = world.scores(draw, n)
    return scores, draw.uniform(size=n) < _risk(world, scores, alpha)
