"""How fast content goes out of date: shrunk rates and the review intervals that follow."""

from __future__ import annotations

import random
from dataclasses import replace
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.ageing import (
    FIRST_RATE,
    LONGEST_INTERVAL,
    LONGEST_MONTHS,
    PAST_DATES_WEIGHT,
    SHORTEST_INTERVAL,
    History,
    MeanRates,
    ageing,
)

months = st.floats(0, LONGEST_MONTHS)
rates = st.floats(1e-4, 2)
histories = st.builds(History, st.integers(0, 60), months, st.integers(0, 60), months, st.floats(0, 1))
means = st.builds(MeanRates, rates, rates)


@given(histories, means)
def test_a_rate_lies_between_the_documents_own_and_the_bases_mean(history: History, mean: MeanRates) -> None:
    """Shrinkage never overshoots either side."""
    estimate = ageing(history, mean).revision_rate
    if history.revision_months > 0:
        own = history.revisions / history.revision_months
        low, high = sorted((own, mean.revisions))
        assert low * (1 - 1e-9) <= estimate <= high * (1 + 1e-9)


@given(histories, means)
def test_more_events_never_age_slower_and_never_delay_the_review(history: History, mean: MeanRates) -> None:
    """One more revision or finding raises the rate, and the interval is no longer."""
    before = ageing(history, mean)
    for more in (
        replace(history, revisions=history.revisions + 1),
        replace(history, findings=history.findings + 1),
        replace(history, past_dates=1.0),
    ):
        after = ageing(more, mean)
        assert after.rate >= before.rate
        assert after.review_every_months <= before.review_every_months


@given(histories, means, st.floats(0, 60))
def test_a_longer_quiet_time_never_ages_faster(history: History, mean: MeanRates, quiet: float) -> None:
    """The same events over more months mean a lower rate."""
    longer = replace(history, revision_months=history.revision_months + quiet)
    assert ageing(longer, mean).revision_rate <= ageing(history, mean).revision_rate


@given(histories, means)
def test_the_interval_stays_within_what_is_ever_proposed(history: History, mean: MeanRates) -> None:
    """However fast or slow a text ages."""
    assert SHORTEST_INTERVAL <= ageing(history, mean).review_every_months <= LONGEST_INTERVAL


@given(st.lists(histories, max_size=8))
def test_the_mean_of_a_base_lies_within_its_documents_and_the_first_guess(known: list[History]) -> None:
    """It is a weighted mean of what was seen and of `FIRST_RATE`."""
    mean = MeanRates.of(known)
    seen = [one.revisions / one.revision_months for one in known if one.revision_months]
    if all(one.revision_months for one in known):
        assert min([FIRST_RATE, *seen]) * (1 - 1e-9) <= mean.revisions
        assert mean.revisions <= max([FIRST_RATE, *seen]) * (1 + 1e-9)


def test_a_document_without_history_is_taken_for_an_average_one() -> None:
    """Nothing observed leaves the base's mean."""
    mean = MeanRates(0.2, 0.1)
    estimate = ageing(History(0, 0.0, 0, 0.0), mean)
    assert (estimate.revision_rate, estimate.finding_rate) == pytest.approx((0.2, 0.1))


def test_an_empty_base_begins_with_the_first_guess() -> None:
    """A fresh installation proposes something sensible: the two rates of one change in two years, a year apart."""
    mean = MeanRates.of(())
    assert (mean.revisions, mean.findings) == pytest.approx((FIRST_RATE, FIRST_RATE))
    assert 6 < ageing(History(0, 0.0, 0, 0.0), mean).review_every_months < 12


def test_a_fresh_base_full_of_past_dates_does_not_look_hasty() -> None:
    """Forty documents published today whose dates have all passed: none is taken to change more than twice a year."""
    fresh = [History(0, 12.0, 0, 0.0, past_dates=1.0)] * 40
    assert ageing(fresh[0], MeanRates.of(fresh)).rate * 12 < 2


def test_one_fault_hardly_moves_the_mean_of_a_fresh_base() -> None:
    """Forty documents published today, one of them found faulty: the others are aged by less than a tenth more."""
    fresh = History(0, 0.0, 0, 0.0)
    before = MeanRates.of([fresh] * 40).findings
    after = MeanRates.of([replace(fresh, findings=1), *[fresh] * 39]).findings
    assert before < after < 1.1 * before


def test_dates_that_have_all_passed_count_for_part_of_an_event() -> None:
    """They raise the rate less than a reported fault does."""
    mean = MeanRates(0.05, 0.05)
    quiet = History(0, 12.0, 0, 12.0)
    past = ageing(replace(quiet, past_dates=1.0), mean).rate - ageing(quiet, mean).rate
    fault = ageing(replace(quiet, findings=1), mean).rate - ageing(quiet, mean).rate
    assert past == pytest.approx(fault * PAST_DATES_WEIGHT)


def test_shrunk_rates_are_closer_to_the_truth_than_raw_ones() -> None:
    """On drawn bases of forty documents seen for a few months, the squared error is less than half as large."""
    draw = random.Random(7)
    raw_error, shrunk_error = [], []
    for _ in range(30):
        truths = [draw.gammavariate(2, 0.03) for _ in range(40)]
        seen = [draw.uniform(2, 24) for _ in truths]
        known = [
            History(_poisson(draw, truth * time), time, 0, time)
            for truth, time in zip(truths, seen, strict=True)
        ]
        mean = MeanRates.of(known)
        for truth, one in zip(truths, known, strict=True):
            raw_error.append((one.revisions / one.revision_months - truth) ** 2)
            shrunk_error.append((ageing(one, mean).revision_rate - truth) ** 2)
    assert fmean(shrunk_error) < 0.5 * fmean(raw_error)


@pytest.mark.parametrize("wrong", [{"revisions": -1}, {"finding_months": -0.1}, {"past_dates": 1.1}])
def test_impossible_histories_are_refused(wrong: dict[str, float]) -> None:
    """A negative count or a share above one is a mistake of the caller."""
    with pytest.raises(ValueError, match=r"observed|share"):
        replace(History(0, 1.0, 0, 1.0), **wrong)  # type: ignore[arg-type]


def _poisson(draw: random.Random, expected: float) -> int:
    count, time = 0, draw.expovariate(1.0)
    while time < expected:
        count += 1
        time += draw.expovariate(1.0)
    return count
