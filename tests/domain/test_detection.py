"""Figures of signal detection."""

from __future__ import annotations

import pytest

from assistant.domain.detection import Detection


def test_sensitivity_and_criterion_of_known_counts() -> None:
    """H-07: 18 of 20 caught and 2 of 20 rejected: z of .881 is 1.18, and z of .119 its mirror image."""
    found = Detection(20, 18, 20, 2)
    assert (found.catch_rate, found.false_alarm_rate) == (0.9, 0.1)
    assert found.sensitivity == pytest.approx(2 * 1.18, abs=2e-3)
    assert found.criterion == pytest.approx(0.0)


def test_perfect_counts_stay_finite() -> None:
    """H-07: the log-linear correction keeps 22 of 22 from meaning infinity."""
    found = Detection(22, 22, 10, 0)
    assert found.sensitivity is not None
    assert 3 < found.sensitivity < 4


def test_nothing_shown_says_nothing() -> None:
    """No figure is made up from no data."""
    empty = Detection()
    assert (empty.catch_rate, empty.false_alarm_rate, empty.sensitivity, empty.criterion) == (None,) * 4
