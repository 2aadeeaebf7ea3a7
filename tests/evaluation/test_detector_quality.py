"""Precision, recall and F1 of a check, and how sure they are."""

from __future__ import annotations

import pytest

from assistant.evaluation.detector_quality import quality


def test_the_figures_are_those_of_the_counts() -> None:
    """G-06: 90 of 100 wrong found and 10 of 100 right flagged make .9 of everything."""
    found = quality(90, 100, 10, 100)
    assert [one.value for one in (found.precision, found.recall, found.f1)] == pytest.approx([0.9] * 3)
    assert (found.recall.low, found.recall.high) == pytest.approx((0.829, 0.947), abs=0.006)


def test_right_and_wrong_weigh_alike_however_many_there_are() -> None:
    """G-06: ten times as many wrong sentences do not make a check more precise."""
    assert quality(900, 1000, 10, 100).precision.value == pytest.approx(
        quality(90, 100, 10, 100).precision.value
    )


def test_more_sentences_make_narrower_intervals() -> None:
    """G-06: what was measured on a few sentences is said to be less sure."""
    few, many = quality(9, 10, 1, 10), quality(900, 1000, 100, 1000)
    assert many.f1.high - many.f1.low < (few.f1.high - few.f1.low) / 4


def test_a_check_without_an_error_is_not_called_perfect() -> None:
    """G-06: the interval of 200 of 200 ends below one."""
    found = quality(200, 200, 0, 200)
    assert found.precision.value == found.recall.value == 1.0
    assert 0.97 < found.recall.low < 0.99
    assert 0.97 < found.precision.low < 1.0


def test_a_check_that_finds_nothing_has_no_precision() -> None:
    """No division by zero, and nothing good is said of it."""
    found = quality(0, 50, 0, 50)
    assert (found.precision.value, found.recall.value, found.f1.value) == (0.0, 0.0, 0.0)


@pytest.mark.parametrize("counts", [(1, 0, 0, 1), (0, 1, 0, 0), (2, 1, 0, 1), (0, 1, 2, 1), (-1, 1, 0, 1)])
def test_counts_that_do_not_fit_are_refused(counts: tuple[int, int, int, int]) -> None:
    """Without sentences on both sides nothing was measured."""
    with pytest.raises(ValueError, match="counts"):
        quality(*counts)
