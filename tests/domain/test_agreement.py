"""Coefficients of agreement against worked examples that others published."""

from __future__ import annotations

import pytest

from assistant.domain.agreement import LEAST_KAPPA, Agreement, agreement, cohen_kappa, krippendorff_alpha

FOUR_OBSERVERS = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)


def _units(*rows: str) -> list[tuple[str, ...]]:
    return [
        tuple(one for one in unit if one != ".") for unit in zip(*(row.split() for row in rows), strict=True)
    ]


def _table(both_yes: int, first_only: int, second_only: int, both_no: int) -> list[tuple[str, str]]:
    return (
        [("y", "y")] * both_yes
        + [("y", "n")] * first_only
        + [("n", "y")] * second_only
        + [("n", "n")] * both_no
    )


@pytest.mark.parametrize(
    ("table", "kappa"),
    [((20, 5, 10, 15), 0.4), ((45, 15, 25, 15), 0.1304), ((25, 35, 5, 35), 0.2593)],
)
def test_kappa_of_known_tables(table: tuple[int, int, int, int], kappa: float) -> None:
    """H-12: the three tables of two readers by which Cohen's kappa is usually taught."""
    assert cohen_kappa(_table(*table)) == pytest.approx(kappa, abs=5e-5)


def test_alpha_of_two_observers() -> None:
    """H-12: Krippendorff's own example of binary data without gaps gives .095."""
    units = _units("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")
    assert krippendorff_alpha(units) == pytest.approx(0.095, abs=5e-4)


def test_alpha_of_four_observers_with_gaps() -> None:
    """H-12: Krippendorff's own example of nominal data with missing labels gives .743."""
    assert krippendorff_alpha(_units(*FOUR_OBSERVERS)) == pytest.approx(0.743, abs=5e-4)


def test_a_seed_fixes_the_interval() -> None:
    """H-12: the same seed gives the same interval, and the coefficient lies in it."""
    found = agreement(_table(20, 5, 10, 15), 7)
    assert found == agreement(_table(20, 5, 10, 15), 7)
    assert found.kappa is not None
    assert found.kappa_interval is not None
    low, high = found.kappa_interval
    assert low < found.kappa < high
    assert high - low == pytest.approx(0.5, abs=0.1)


def test_labels_in_one_category_leave_the_coefficients_undefined() -> None:
    """Where everybody says the same of everything there is nothing to correct for chance, and nothing against it."""
    found = agreement([("right", "right")] * 12, 1)
    assert (found.kappa, found.alpha, found.kappa_interval) == (None, None, None)
    assert found.suffices


def test_low_agreement_does_not_suffice() -> None:
    """H-12: the gate lies at .6, for the coefficient and not for bare agreement; without double labels it is shut."""
    assert not agreement(_table(20, 5, 10, 15), 1).suffices
    assert not agreement([("right",)] * 50, 1).suffices
    assert Agreement(10, 0.9, LEAST_KAPPA, None, None, None).suffices
