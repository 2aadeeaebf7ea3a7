"""Open figures over HTTP: without signing in, and limited."""

from __future__ import annotations

from tests.web.staff_desk import StaffDesk


def test_everybody_reads_how_the_service_does(staff_desk: StaffDesk) -> None:
    """S-07: no login; the figures name nobody."""
    staff_desk.claimed_case()
    shown = staff_desk.http.get("/api/open/figures")
    assert shown.status_code == 200
    assert shown.json()["outcomes"] == {"reviewed": 1}
    assert "carol" not in shown.text
    assert staff_desk.http.get("/open.html").status_code == 200


def test_the_record_and_the_card_are_open(staff_desk: StaffDesk) -> None:
    """L-06, L-29: nobody signs in for them."""
    record = staff_desk.http.get("/transparency/atrs.json").json()
    assert set(record) == {"standard", "generated_at", "tier_1", "tier_2"}
    card = staff_desk.http.get("/api/open/system-card?language=zh").json()
    assert card["paragraphs"][0]["heading"] == "用途"
    assert staff_desk.http.get("/about.html").status_code == 200


def test_open_data_come_with_their_licence(staff_desk: StaffDesk) -> None:
    """S-29: free for everybody, and the smallest group is told."""
    shown = staff_desk.http.get("/api/open/data").json()
    assert (shown["licence"], shown["smallest_group"], shown["groups"]) == ("CC0-1.0", 10, [])


def test_open_data_are_limited_by_address(staff_desk: StaffDesk) -> None:
    """X-11: whoever asks again and again is told to wait."""
    statuses = {staff_desk.http.get("/api/open/data").status_code for _ in range(200)}
    assert 429 in statuses
