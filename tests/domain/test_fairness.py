"""The alarm on groups that are treated differently, and the arithmetic under it."""

from __future__ import annotations

import math
import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.fairness import Comparison, Dimension, Measure, fairness, fisher, holm
from assistant.domain.figures import CaseFacts, Priority, Table

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def cases(
    seed: int, count: int, slow: float = 0.0, override: float = 0.0, error: float = 0.0
) -> list[CaseFacts]:
    """Replied cases of two languages and three topics; `zh` gets so much more of each evil."""
    lot = random.Random(seed)
    found = []
    for number in range(count):
        language = "zh" if lot.random() < 0.3 else "en"
        more = language == "zh"
        hours = lot.expovariate(1 / 10) + (slow * 20 if more else 0.0)
        opened = NOW - timedelta(days=20)
        found.append(
            CaseFacts(
                case_id=f"k{number}",
                department_id="housing",
                topic_id=lot.choice(["tenancy", "heating", "parking"]),
                language=language,
                priority=Priority.ORDINARY,
                opened_at=opened,
                promised_at=opened + timedelta(days=1),
                ended_at=opened + timedelta(hours=hours),
                replied=True,
                corrected=lot.random() < 0.05 + (error if more else 0.0),
                first_decision="edited" if lot.random() < 0.3 + (override if more else 0.0) else "approved",
            )
        )
    return found


def alarms(found: Table) -> set[tuple[str, str, str]]:
    """Dimension, group and measure of every alarm."""
    return {(str(row[0]), str(row[1]), str(row[2])) for row in found.rows if row[-1] is True}


@pytest.mark.parametrize(
    ("measure", "evil"),
    [("slow", {"slow": 0.3}), ("override", {"override": 0.25}), ("error", {"error": 0.15})],
)
def test_a_language_that_is_treated_worse_is_flagged(measure: str, evil: dict[str, float]) -> None:
    """H-16: a disparity put into 1,000 cases raises the alarm of its language and measure, and of no other."""
    found = alarms(fairness(cases(1, 1000, **evil), NOW))
    assert {one for one in found if one[1] == "zh"} == {("language", "zh", measure)}
    assert {one[2] for one in found} == {measure}


def test_equal_groups_raise_hardly_any_alarm() -> None:
    """H-16: of 200 reports on groups treated alike at most one in twenty flags anything."""
    false = sum(bool(alarms(fairness(cases(seed, 300), NOW))) for seed in range(200))
    assert false <= 10


def test_a_gap_too_small_to_matter_is_no_alarm_however_certain() -> None:
    """Two points of difference in many cases: certain, and nothing to act on."""
    many = Comparison(Dimension.LANGUAGE, "zh", Measure.ERROR, 20_000, 1_400, 20_000, 1_000)
    assert fisher(many) < 1e-9
    assert many.gap < 0.05


def test_an_open_case_that_waits_longer_than_most_counts_as_slow() -> None:
    """Leaving a group's cases unanswered is no way to look fair to it."""
    told = cases(2, 200)
    forgotten = [
        CaseFacts(f"z{n}", "housing", "tenancy", "zh", Priority.ORDINARY, NOW - timedelta(days=9), NOW)
        for n in range(60)
    ]
    assert ("language", "zh", "slow") in alarms(fairness([*told, *forgotten], NOW))


def test_every_share_in_the_report_equals_a_recount() -> None:
    """Override and error rates of each group, counted again case by case."""
    told = cases(3, 400)
    rates = {
        "override": lambda one: one.first_decision != "approved",
        "error": lambda one: one.corrected,
    }
    rows = [row for row in fairness(told, NOW).rows if row[2] in rates]
    assert len(rows) == 10
    for dimension, group, measure, count, share, rest, _p, _alarm in rows:
        inside = [one for one in told if group == (one.language if dimension == "language" else one.topic_id)]
        outside = [one for one in told if one not in inside]
        hit = rates[str(measure)]
        assert count == len(inside)
        assert share == pytest.approx(sum(map(hit, inside)) / len(inside))
        assert rest == pytest.approx(sum(map(hit, outside)) / len(outside))


def test_a_group_of_four_is_not_compared() -> None:
    """Nobody's own case is shown as a group's rate."""
    told = [one for one in cases(4, 300) if one.language == "en"]
    few = [one for one in cases(5, 300) if one.language == "zh"][:4]
    assert "zh" not in {row[1] for row in fairness([*told, *few], NOW).rows}


@given(
    st.integers(1, 25).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))),
    st.integers(1, 25).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))),
)
def test_the_exact_test_equals_a_count_of_all_tables(ours: tuple[int, int], rest: tuple[int, int]) -> None:
    """Twice the smaller tail of the hypergeometric distribution, term by term."""
    (n, k), (m, j) = ours, rest
    marked, total = k + j, math.comb(n + m, n)
    chance = [math.comb(marked, x) * math.comb(n + m - marked, n - x) / total for x in range(n + 1)]
    exact = min(1.0, 2 * min(sum(chance[: k + 1]), sum(chance[k:])))
    assert fisher(Comparison(Dimension.TOPIC, "t", Measure.ERROR, n, k, m, j)) == pytest.approx(exact)


def test_many_comparisons_are_corrected_in_holms_order() -> None:
    """Smallest times four, next times three; never below a smaller one's."""
    assert holm([0.04, 0.01, 0.03, 0.5]) == pytest.approx((0.09, 0.04, 0.09, 0.5))
