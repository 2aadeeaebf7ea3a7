"""Who may see what language models cost."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.domain.errors import Forbidden, Invalid
from assistant.domain.model_budgets import Limit, Limits, UsedCall
from assistant.domain.staff import Grant, Role, Staff
from assistant.services.model_spending_desk import ModelSpendingDesk
from tests.adapters.database.stores import make_sqlite_store
from tests.services.review_room import ANDY, CAROL, Room
from tests.services.small_spending import planned, small_ledger

HOUSING_HEAD = Staff("hilda", "hilda", "Hilda", (Grant(Role.SUPERVISOR, "housing"),))


@pytest.fixture
def desk(tmp_path: Path) -> ModelSpendingDesk:
    """A desk after a call for transport, one for housing, and one for a department not known yet."""
    room = Room(make_sqlite_store(tmp_path))
    ledger = small_ledger(room.store, room.clock, room.ids, Limits(day=Limit(tokens=1_000)))
    for number, department in enumerate(("transport", "housing", None)):
        ledger.end(ledger.begin(planned(f"q{number}", department)), UsedCall(100, 20, 10))
    return ModelSpendingDesk(ledger, room.town, ("dear",), ("cheap",))


def test_an_auditor_of_the_whole_sees_every_department_and_the_sum(desk: ModelSpendingDesk) -> None:
    """Three calls of thirty tokens; the sum's budget is the day's."""
    report = desk.report(ANDY, 1)
    assert {one.department_id for one in report.days} == {"transport", "housing", ""}
    assert report.budgets[0].department_id is None
    assert report.budgets[0].spent.tokens == 90
    assert report.budgets[0].limit.tokens == 1_000
    assert (report.drafting, report.second_opinion) == (("dear",), ("cheap",))


def test_the_head_of_one_department_sees_that_one_only(desk: ModelSpendingDesk) -> None:
    """Neither another's figures nor the sum, from which they could be worked out."""
    report = desk.report(HOUSING_HEAD, 1)
    assert [one.department_id for one in report.days] == ["housing"]
    assert [one.department_id for one in report.budgets] == ["housing"]


def test_a_caseworker_sees_nothing_of_it(desk: ModelSpendingDesk) -> None:
    """Costs are for those who answer for them."""
    with pytest.raises(Forbidden):
        desk.report(CAROL, 1)


@pytest.mark.parametrize("days", [0, 367])
def test_a_span_without_sense_is_refused_by_name(desk: ModelSpendingDesk, days: int) -> None:
    """The message names the field."""
    with pytest.raises(Invalid) as refused:
        desk.report(ANDY, days)
    assert refused.value.field == "days"
