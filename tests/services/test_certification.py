"""The statistics of a certificate against known tables, and its promise against simulated towns (C-03)."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np
import numpy.typing as npt
import pytest
from scipy.stats import binom

from assistant.domain.oversight import Label
from assistant.services.certification import (
    GRID,
    certify,
    fewest_labels,
    labels_needed,
    risk_coverage,
    upper_bound,
)
from tests.adapters.database.builders import a_label

ALPHA = DELTA = 0.1
Floats = npt.NDArray[np.float64]


def _labels(*rows: tuple[float, bool], would_answer: bool = True) -> list[Label]:
    return [
        a_label(f"l{n}", confidence=confidence, wrong=wrong, would_answer=would_answer)
        for n, (confidence, wrong) in enumerate(rows)
    ]


def _many(n: int, k: int, confidence: float = 0.9) -> list[Label]:
    return _labels(*[(confidence, True)] * k, *[(confidence, False)] * (n - k))


@pytest.mark.parametrize(
    ("k", "n", "delta", "expected"),
    [
        (0, 10, 0.05, 0.2589),
        (0, 100, 0.05, 0.0295),
        (1, 20, 0.05, 0.2161),
        (5, 50, 0.025, 0.2181),
        (0, 22, 0.1, 0.0994),
        (10, 10, 0.05, 1.0),
    ],
)
def test_the_upper_bound_is_clopper_pearsons(k: int, n: int, delta: float, expected: float) -> None:
    """Four digits as printed in tables of exact binomial limits."""
    assert upper_bound(k, n, delta) == pytest.approx(expected, abs=5e-5)


@pytest.mark.parametrize(("alpha", "delta", "needed"), [(0.1, 0.1, 22), (0.05, 0.05, 59), (0.01, 0.05, 299)])
def test_the_fewest_labels_are_those_of_the_table(alpha: float, delta: float, needed: int) -> None:
    """The rule of three's exact numbers."""
    assert labels_needed(alpha, delta) == needed


@pytest.mark.parametrize(("alpha", "delta"), list(itertools.product((0.001, 0.01, 0.05, 0.1, 0.2), repeat=2)))
def test_the_fewest_labels_suffice_and_one_less_does_not(alpha: float, delta: float) -> None:
    """All right, so many carry a certificate, so many less one do not."""
    needed = labels_needed(alpha, delta)
    assert (1 - alpha) ** needed <= delta < (1 - alpha) ** (needed - 1)


def test_a_certificate_appears_with_the_last_label_it_needs() -> None:
    """33 right answers (half as many again as could just pass) carry ten percent at ten percent; one wrong takes more."""
    assert certify(_many(32, 0), ALPHA, DELTA) is None
    assert certify(_many(33, 0), ALPHA, DELTA) is not None
    assert certify(_many(37, 1), ALPHA, DELTA) is None
    assert certify(_many(38, 1), ALPHA, DELTA) is not None


def test_the_sequence_begins_where_enough_would_go_out_whatever_the_labels_say() -> None:
    """A strict end with too few answers to judge is passed over, with right and with wrong answers alike."""
    rest = _many(80, 0, 0.72)
    for k in (0, 5):
        figures = certify([*_many(5, k, 0.97), *rest], ALPHA, DELTA)
        assert figures is None if k == 5 and binom.cdf(5, 85, ALPHA) > DELTA else figures is not None


def test_the_figures_are_those_of_the_threshold() -> None:
    """n, k, coverage and bound count exactly what would go out."""
    labels = [*_many(40, 1), *_labels((0.1, True), (0.1, False)), *_labels((0.9, True), would_answer=False)]
    figures = certify(labels, ALPHA, DELTA)
    assert figures is not None
    assert (figures.threshold, figures.n, figures.k) == (min(GRID), 40, 1)
    assert figures.coverage == pytest.approx(40 / 43)
    assert figures.risk_upper == pytest.approx(upper_bound(1, 40, DELTA))
    assert binom.cdf(1, 40, figures.risk_upper) == pytest.approx(DELTA)


def test_a_threshold_is_met_by_its_own_value() -> None:
    """Confidence equal to the threshold goes out, below it does not."""
    first = GRID[0]
    on, below = (
        risk_coverage(_labels((first, False))),
        risk_coverage(_labels((math.nextafter(first, 0), False))),
    )
    assert (on[0].n, below[0].n) == (1, 0)


def test_a_failed_threshold_hides_every_laxer_one() -> None:
    """Many right answers below do not rescue a grid whose strict end failed: nobody may go fishing."""
    labels = [*_many(40, 20, 0.95), *_many(1_000, 0, 0.4)]
    assert certify(labels, ALPHA, DELTA) is None


def test_the_laxest_passing_threshold_before_the_first_failure_is_kept() -> None:
    """The certificate stops where the next threshold would break the promise."""
    labels = [*_many(60, 0, 0.9), *_many(40, 40, 0.62)]
    figures = certify(labels, ALPHA, DELTA)
    assert figures is not None
    assert (figures.threshold, figures.n, figures.k) == (0.65, 60, 0)


def test_without_labels_nothing_is_certified() -> None:
    """Nor where no draft would go out, nor where the score is no number."""
    assert certify([], ALPHA, DELTA) is None
    assert certify([replace(one, would_answer=False) for one in _many(100, 0)], ALPHA, DELTA) is None
    assert certify(_many(100, 0, math.nan), ALPHA, DELTA) is None
    assert {(point.n, point.risk, point.coverage) for point in risk_coverage([])} == {(0, 0.0, 0.0)}


def test_the_grid_was_fixed_from_strict_to_lax() -> None:
    """Thresholds fall strictly and are probabilities."""
    assert list(GRID) == sorted(set(GRID), reverse=True)
    assert all(0 < threshold < 1 for threshold in GRID)


World = Callable[[Floats], Floats]
"""The chance of a wrong answer, by confidence."""

WORLDS: dict[str, World] = {
    "useless score, exactly alpha": lambda score: np.full_like(score, ALPHA),
    "useless score, just above alpha": lambda score: np.full_like(score, ALPHA + 0.005),
    "useless score, clearly above": lambda score: np.full_like(score, 0.15),
    "confidence that is what it says": lambda score: 1 - score,
    "good above, bad below": lambda score: np.where(score >= 0.6, 0.05, 0.6),
    "the surest are the worst": lambda score: np.where(score >= 0.75, 0.3, 0.02),
    "just wrong at the lax end": lambda score: np.where(score >= 0.35, 0.09, 0.5),
}
TRIALS = 1_500
LABELS = 120


def _true_risks(world: World) -> dict[float, float]:
    """The error rate of what would go out at each threshold, for scores spread evenly over 0 to 1."""
    scores = (np.arange(200_000) + 0.5) / 200_000
    wrong = world(scores)
    return {threshold: float(wrong[scores >= threshold].mean()) for threshold in GRID}


@cache
def _passes(n: int, k: int) -> bool:
    return n > 0 and float(binom.cdf(k, n, ALPHA)) <= DELTA


def _chosen(scores: Floats, wrong: npt.NDArray[np.bool_]) -> float | None:
    """The same rule written down anew, fast enough for thousands of towns."""
    best = None
    for threshold in GRID:
        out = scores >= threshold
        if best is None and out.sum() < fewest_labels(ALPHA, DELTA):
            continue
        if not _passes(int(out.sum()), int((out & wrong).sum())):
            break
        best = threshold
    return best


@pytest.mark.parametrize("name", WORLDS)
def test_the_promise_is_broken_no_more_often_than_delta(name: str) -> None:
    """In 1,500 towns of each kind at most delta of the certificates (plus 3 s.e.) let out more errors than alpha."""
    world, random = WORLDS[name], np.random.default_rng(20261124)
    risks = _true_risks(world)
    broken = 0
    for _ in range(TRIALS):
        scores = random.random(LABELS)
        chosen = _chosen(scores, random.random(LABELS) < world(scores))
        # A useless score's risk is alpha itself up to rounding: that keeps the promise.
        broken += chosen is not None and risks[chosen] > ALPHA + 1e-9
    assert broken / TRIALS <= DELTA + 3 * math.sqrt(DELTA * (1 - DELTA) / TRIALS)


def test_the_simulation_would_notice_a_wrong_procedure() -> None:
    """Choosing the best of all thresholds instead of stopping breaks the promise in the useless world."""
    random = np.random.default_rng(7)
    broken = 0
    for _ in range(TRIALS):
        scores, wrong = random.random(LABELS), random.random(LABELS) < ALPHA + 0.005
        counts = [(int((scores >= t).sum()), int(((scores >= t) & wrong).sum())) for t in GRID]
        broken += any(_passes(n, k) for n, k in counts)
    assert broken / TRIALS > DELTA + 3 * math.sqrt(DELTA * (1 - DELTA) / TRIALS)


def test_the_simulated_rule_is_the_procedure() -> None:
    """On random labels both choose the same threshold."""
    random = np.random.default_rng(3)
    for error_rate in (0.0, 0.02, 0.05, 0.1):
        for _ in range(20):
            scores = random.random(LABELS)
            wrong = random.random(LABELS) < error_rate
            rows = zip(scores.tolist(), wrong.tolist(), strict=True)
            figures = certify(_labels(*rows), ALPHA, DELTA)
            assert (figures.threshold if figures else None) == _chosen(scores, wrong)
