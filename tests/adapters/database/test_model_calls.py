"""The ledger of model calls, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from assistant.adapters.database.store import DatabaseStore
from assistant.domain.model_budgets import ChargedTo, Limit, Limits, UsedCall
from assistant.domain.reasons import Reason
from assistant.services.ports import ModelFailure
from tests.fakes import CountingIds, FixedClock
from tests.services.small_spending import planned, small_ledger

CALLERS = 8


@pytest.fixture
def clock() -> FixedClock:
    """A clock to turn past midnight."""
    return FixedClock()


def _refused(failure: pytest.ExceptionInfo[ModelFailure]) -> str:
    assert failure.value.reason == Reason.BUDGET_SPENT
    return str(failure.value)


def test_a_call_is_booked_at_its_most_and_settled_at_what_it_took(
    store: DatabaseStore, clock: FixedClock
) -> None:
    """150 tokens were booked, 30 were used; the cost is that of the tokens, rounded up to a millionth."""
    ledger = small_ledger(store, clock, CountingIds())
    booking = ledger.begin(planned())
    assert ledger.today().tokens == 150
    cost = ledger.end(booking, UsedCall(1_200, 20, 10))
    assert cost == 20 * 2 + 10 * 8
    assert (ledger.today().tokens, ledger.today().cost, ledger.today().ms) == (30, cost, 1_200)


def test_settling_twice_changes_nothing(store: DatabaseStore, clock: FixedClock) -> None:
    """A thread that was given up may still come back."""
    ledger = small_ledger(store, clock, CountingIds())
    booking = ledger.begin(planned())
    ledger.end(booking, UsedCall(1_200, 20, 10))
    ledger.end(booking, UsedCall(9_000, 900, 900))
    assert ledger.today().tokens == 30


def test_what_a_server_did_not_count_stays_as_booked(store: DatabaseStore, clock: FixedClock) -> None:
    """Unknown is not free."""
    ledger = small_ledger(store, clock, CountingIds())
    ledger.end(ledger.begin(planned()), UsedCall(1_200))
    assert ledger.today().tokens == 150


def test_a_process_that_ends_in_a_call_leaves_it_booked(store: DatabaseStore, clock: FixedClock) -> None:
    """Killed between booking and settling: the next process counts the most it could have taken."""
    small_ledger(store, clock, CountingIds()).begin(planned())
    assert small_ledger(store, clock, CountingIds()).today().tokens == 150


@pytest.mark.parametrize(
    ("limits", "scope"),
    [
        (Limits(question=Limit(tokens=299)), "question"),
        (Limits(department=Limit(tokens=299)), "department"),
        (Limits(day=Limit(tokens=299)), "day"),
        (Limits(departments={"transport": Limit(tokens=299)}), "department"),
        (Limits(day=Limit(cost=1_199)), "day"),
    ],
)
def test_a_call_that_could_pass_a_budget_is_refused_before_it_is_made(
    store: DatabaseStore, clock: FixedClock, limits: Limits, scope: str
) -> None:
    """Two calls of 150 tokens and 600 millionths; the second one is one too many, and nothing is booked for it."""
    ledger = small_ledger(store, clock, CountingIds(), limits)
    ledger.begin(planned())
    with pytest.raises(ModelFailure) as failure:
        ledger.begin(planned())
    assert scope in _refused(failure)
    assert ledger.today().tokens == 150


def test_one_department_does_not_spend_what_another_has(store: DatabaseStore, clock: FixedClock) -> None:
    """A named department has its own budget, the others theirs."""
    limits = Limits(department=Limit(tokens=150), departments={"housing": Limit(tokens=300)})
    ledger = small_ledger(store, clock, CountingIds(), limits)
    for department in ("transport", "housing", "housing"):
        ledger.begin(planned(department=department))
    with pytest.raises(ModelFailure):
        ledger.begin(planned(department="transport"))


def test_a_new_day_has_its_budget_again(store: DatabaseStore, clock: FixedClock) -> None:
    """The ledger keeps both days."""
    ledger = small_ledger(store, clock, CountingIds(), Limits(day=Limit(tokens=150)))
    ledger.begin(planned("q1"))
    clock.turn(timedelta(days=1))
    ledger.begin(planned("q2"))
    assert [one.calls for one in ledger.by_day(2)] == [1, 1]


def test_time_that_is_left_is_that_of_the_tightest_budget(store: DatabaseStore, clock: FixedClock) -> None:
    """Six seconds a question, of which four are gone; never below zero."""
    ledger = small_ledger(store, clock, CountingIds(), Limits(question=Limit(ms=6_000), day=Limit(ms=60_000)))
    ledger.end(ledger.begin(planned()), UsedCall(4_000, 1, 1))
    assert ledger.ms_left(ChargedTo("q1", "transport")) == 2_000
    ledger.end(ledger.begin(planned()), UsedCall(4_000, 1, 1))
    assert ledger.ms_left(ChargedTo("q1", "transport")) == 0


def test_callers_at_once_cannot_pass_a_budget_together(store: DatabaseStore, clock: FixedClock) -> None:
    """Eight ask at the same time, the budget is for three: three are let through, whatever the database."""
    ledger = small_ledger(store, clock, CountingIds(), Limits(day=Limit(tokens=450)))

    def call(number: int) -> bool:
        try:
            ledger.begin(planned(f"q{number}"))
        except ModelFailure:
            return False
        return True

    with ThreadPoolExecutor(CALLERS) as callers:
        assert sum(callers.map(call, range(CALLERS))) == 3
    assert ledger.today().tokens == 450
