"""Shifts of what is asked, seen without labels."""

from __future__ import annotations

import random

import pytest

from assistant.domain.traffic_shift import (
    KS_LEVEL,
    ShiftKind,
    ks_bound,
    ks_distance,
    score_shifts,
    share_shift,
    stability_index,
)


def test_distance_and_index_of_small_samples() -> None:
    """C-10: the distance of {1,2,3,4} and {3,4,5,6} is a half; a distribution is at no distance from itself."""
    assert ks_distance([1, 2, 3, 4], [3, 4, 5, 6]) == 0.5
    assert ks_distance([1, 2, 2, 3], [1, 2, 2, 3]) == 0.0
    assert stability_index([1, 2, 3, 4], [1, 2, 3, 4]) == 0.0


def test_the_bound_is_smirnovs() -> None:
    """C-10: at one per cent and equal sizes of 100 it lies at .230."""
    assert ks_bound(100, 100) == pytest.approx(0.2302, abs=5e-4)


def test_scores_of_one_distribution_seldom_warn() -> None:
    """C-10: the distance warns in about one of a hundred pairs of samples."""
    draw = random.Random(5)
    warned = 0
    for _ in range(400):
        before, now = ([draw.random() for _ in range(150)] for _ in range(2))
        warned += any(one.kind is ShiftKind.SCORE_KS for one in score_shifts(before, now))
    assert warned / 400 <= 3 * KS_LEVEL


def test_moved_scores_warn_twice() -> None:
    """C-10: by distance and by index."""
    draw = random.Random(6)
    before = [draw.uniform(0.5, 1.0) for _ in range(200)]
    now = [draw.uniform(0.3, 0.8) for _ in range(200)]
    assert {one.kind for one in score_shifts(before, now)} == {ShiftKind.SCORE_KS, ShiftKind.SCORE_PSI}


def test_few_questions_say_nothing() -> None:
    """C-10: below fifty on either side nothing is warned of."""
    assert score_shifts([0.9] * 49, [0.1] * 500) == ()
    assert share_shift(ShiftKind.NO_HIT, [False] * 49, [True] * 500) is None


def test_a_share_that_moves_by_more_than_its_bound_warns() -> None:
    """C-10: from a tenth to a third, not from a tenth to a fifth."""
    before = [number < 10 for number in range(100)]
    moved = share_shift(ShiftKind.NO_HIT, before, [number < 33 for number in range(100)])
    assert moved is not None
    assert moved.value == pytest.approx(0.23)
    assert share_shift(ShiftKind.NO_HIT, before, [number < 20 for number in range(100)]) is None
