"""Figures over HTTP: for those who answer for a unit; the service figures for everybody (X-09, L-31)."""

from __future__ import annotations

import pytest

from assistant.services.figures import Subject
from tests.web.staff_desk import StaffDesk


@pytest.mark.parametrize("subject", list(Subject))
@pytest.mark.parametrize("file", ["", "/cases_per_day.csv"])
@pytest.mark.parametrize(("username", "status"), [(None, 401), ("carol", 403), ("edith", 403), ("ada", 403)])
def test_figures_are_for_supervisors_and_auditors(
    staff_desk: StaffDesk, username: str | None, status: int, subject: Subject, file: str
) -> None:
    """Everybody else is told so, for the page and for its files."""
    path = f"/api/figures/{subject}{file}"
    assert staff_desk.http.get(path, headers=staff_desk.headers(username)).status_code == status


def test_a_case_that_was_opened_is_in_the_figures(staff_desk: StaffDesk) -> None:
    """The page, and the same row in the file."""
    staff_desk.claimed_case()
    headers = staff_desk.headers("sam")
    page = staff_desk.http.get("/api/figures/load", params={"days": 7}, headers=headers).json()
    days = next(one for one in page["tables"] if one["name"] == "cases_per_day")
    assert (len(days["rows"]), sum(row[1] for row in days["rows"])) == (7, 1)
    file = staff_desk.http.get("/api/figures/load/cases_per_day.csv", params={"days": 7}, headers=headers)
    assert file.headers["content-type"].startswith("text/csv")
    last = ",".join(str(cell) for cell in days["rows"][-1])
    assert file.text.splitlines()[-1] == last


def test_a_table_of_another_page_is_not_found(staff_desk: StaffDesk) -> None:
    """404, not an empty file."""
    found = staff_desk.http.get("/api/figures/load/benefit.csv", headers=staff_desk.headers("sam"))
    assert found.status_code == 404


@pytest.mark.parametrize("days", ["0", "367", "many"])
def test_days_without_sense_are_refused(staff_desk: StaffDesk, days: str) -> None:
    """422."""
    answer = staff_desk.http.get(
        "/api/figures/load", params={"days": days}, headers=staff_desk.headers("sam")
    )
    assert answer.status_code == 422


def test_the_four_service_figures_are_public(staff_desk: StaffDesk) -> None:
    """L-31: an endpoint without a sign-in names all four of them."""
    found = staff_desk.http.get("/api/service-figures")
    assert found.status_code == 200
    figures = {"cost_per_transaction", "satisfaction", "completion", "digital_take_up"}
    assert figures <= set(found.json()["columns"])
