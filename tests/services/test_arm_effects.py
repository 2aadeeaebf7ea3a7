"""Differences between groups of cases, and figures of reliance, against tables."""

from __future__ import annotations

import pytest

from assistant.services.arm_effects import mean_difference, rate_difference
from assistant.services.reliance import JudgedCase, reliance


def test_means_are_compared_with_welchs_interval() -> None:
    """H-18, P-07: 20 values each, checked by hand: means 100 and 130, equal spread, so 38 degrees of freedom."""
    first, second = [90.0, 110.0] * 10, [120.0, 140.0] * 10
    found = mean_difference(first, second)
    assert found is not None
    assert (found.first, found.second, found.difference) == (100.0, 130.0, -30.0)
    half = 2.0244 * (2 * (2000 / 19) / 20) ** 0.5
    assert (found.low, found.high) == pytest.approx((-30 - half, -30 + half), abs=1e-3)


def test_rates_are_compared_with_newcombes_interval() -> None:
    """H-18: the published example, 56 of 70 against 48 of 80: .20 with .0524 to .3339."""
    found = rate_difference(56, 70, 48, 80)
    assert found is not None
    assert (found.difference, found.low, found.high) == pytest.approx((0.2, 0.0524, 0.3339), abs=1e-4)


def test_too_few_cases_give_no_difference() -> None:
    """H-18: nine cases in a group say nothing."""
    assert mean_difference([1.0] * 9, [1.0] * 50) is None
    assert rate_difference(1, 9, 1, 50) is None


def test_equal_values_have_no_spread() -> None:
    """A group without any spread is compared all the same."""
    found = mean_difference([2.0] * 10, [1.0] * 10)
    assert found is not None
    assert (found.low, found.high) == (1.0, 1.0)


def test_reliance_is_what_the_table_says() -> None:
    """H-09: 10 wrong persons before right drafts, 7 of them set right; 8 right persons before wrong drafts, 6 held on."""
    table = (
        [JudgedCase(False, True, True)] * 7
        + [JudgedCase(False, True, False)] * 3
        + [JudgedCase(True, False, True)] * 6
        + [JudgedCase(True, False, False)] * 2
        + [JudgedCase(True, True, True)] * 40
        + [JudgedCase(False, False, False)] * 5
    )
    found = reliance(table)
    assert (found.cases, found.rair.value, found.rsr.value) == (63, 0.7, 0.75)
    assert (found.under_reliance, found.over_reliance) == pytest.approx((0.3, 0.25))
    assert (found.rair.low, found.rair.high) == pytest.approx((0.3475, 0.9333), abs=1e-4)


def test_reliance_without_a_case_is_unknown() -> None:
    """H-09: nothing counted is no rate, and the interval holds everything."""
    found = reliance([JudgedCase(True, True, True)])
    assert (found.rair.value, found.over_reliance) == (None, None)
    assert (found.rair.low, found.rair.high) == (0.0, 1.0)
