"""What language models cost, over HTTP: for those who answer for it, each for their own departments (X-09)."""

from __future__ import annotations

import pytest

from assistant.domain.model_budgets import UsedCall
from tests.services.small_spending import planned, small_ledger
from tests.web.staff_desk import StaffDesk

PATH = "/api/oversight/spending"


@pytest.mark.parametrize(
    ("username", "status"),
    [(None, 401), ("carol", 403), ("edith", 403), ("ada", 403), ("sam", 200), ("andy", 200)],
)
def test_costs_are_for_supervisors_and_auditors(
    staff_desk: StaffDesk, username: str | None, status: int
) -> None:
    """Everybody else is told so, and nobody without a session learns anything."""
    assert staff_desk.http.get(PATH, headers=staff_desk.headers(username)).status_code == status


def test_the_figures_are_those_of_the_ledger(staff_desk: StaffDesk) -> None:
    """One call of thirty tokens, and the budget of the day beside it."""
    room = staff_desk.room
    ledger = small_ledger(room.store, room.clock, room.ids)
    ledger.end(ledger.begin(planned()), UsedCall(1_200, 20, 10))
    found = staff_desk.http.get(PATH, headers=staff_desk.headers("andy")).json()
    assert found["budgets"][0] == {
        "department_id": None,
        "limit": {"tokens": 1_000, "cost": None, "ms": None},
        "spent": {"tokens": 30, "cost": 120, "ms": 1_200},
    }
    assert [(one["model"], one["calls"], one["failed"]) for one in found["days"]] == [("dear", 1, 0)]


@pytest.mark.parametrize("days", ["0", "367", "many"])
def test_days_without_sense_are_refused_by_name(staff_desk: StaffDesk, days: str) -> None:
    """422, and the field is named."""
    answer = staff_desk.http.get(PATH, params={"days": days}, headers=staff_desk.headers("andy"))
    assert answer.status_code == 422
    assert "days" in answer.text
