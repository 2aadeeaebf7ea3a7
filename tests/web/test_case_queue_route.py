"""The queue over HTTP."""

from __future__ import annotations

import pytest

from tests.web.staff_desk import StaffDesk

PATH = "/api/staff/queue"


def test_the_queue_is_filtered_searched_and_counted(staff_desk: StaffDesk) -> None:
    """What the body asks for is what comes back, with the counts beside it."""
    case = staff_desk.claimed_case()
    staff_desk.room.open_case(text="Where may I park a bus?")
    carol = staff_desk.headers("carol")
    page = staff_desk.http.post(PATH, json={"limit": 1}, headers=carol).json()
    assert (len(page["cases"]), page["matching"], page["overdue"]) == (1, 2, 0)
    rest = staff_desk.http.post(PATH, json={"after": page["after"]}, headers=carol).json()
    assert (len(rest["cases"]), rest["after"]) == (1, None)
    mine = staff_desk.http.post(PATH, json={"holding": "me"}, headers=carol).json()
    assert [one["id"] for one in mine["cases"]] == [case.id]
    assert (mine["cases"][0]["priority"], mine["cases"][0]["waiting_for"]) == ("ordinary", "nobody")
    found = staff_desk.http.post(PATH, json={"text": "bus"}, headers=carol).json()
    assert found["matching"] == 1


@pytest.mark.parametrize(
    ("username", "status"), [(None, 401), ("edith", 403), ("ada", 403), ("hanna", 200), ("andy", 200)]
)
def test_the_queue_is_for_those_who_read_cases(
    staff_desk: StaffDesk, username: str | None, status: int
) -> None:
    """X-09: and a caseworker of housing sees nothing of transport."""
    staff_desk.claimed_case()
    answer = staff_desk.http.post(PATH, json={}, headers=staff_desk.headers(username))
    assert answer.status_code == status
    if username == "hanna":
        assert answer.json()["matching"] == 0


@pytest.mark.parametrize("wrong", [{"state": "asleep"}, {"limit": 0}, {"after": "x"}, {"unknown": 1}])
def test_what_is_no_filter_is_refused(staff_desk: StaffDesk, wrong: dict[str, object]) -> None:
    """422, never a failure."""
    answer = staff_desk.http.post(PATH, json=wrong, headers=staff_desk.headers("carol"))
    assert answer.status_code == 422
