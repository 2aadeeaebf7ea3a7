"""Hand-overs, clocks and unsent edits over HTTP."""

from __future__ import annotations

from typing import Any

from tests.web.staff_desk import StaffDesk

OFFER: dict[str, Any] = {
    "kind": "transfer",
    "to_department": "housing",
    "reason": "A landlord's matter.",
    "summary": "About a flat; write to ann.lee@example.org.",
    "part": "May I keep a dog?",
}


def test_a_case_goes_to_the_department_that_accepts_it(staff_desk: StaffDesk) -> None:
    """L-25: offered, seen without personal data, accepted, and only then read."""
    case, http = staff_desk.claimed_case(), staff_desk.http
    hanna = staff_desk.headers("hanna")
    made = http.post(
        f"/api/staff/cases/{case.id}/hand-overs", json=OFFER, headers=staff_desk.headers("carol")
    )
    assert made.status_code == 201
    (listed,) = http.get("/api/staff/hand-overs", headers=hanna).json()["hand_overs"]
    assert (listed["id"], listed["offered_by"]) == (made.json()["id"], "Carol Reed")
    assert "ann.lee" not in made.text
    assert http.get(f"/api/staff/cases/{case.id}/life", headers=hanna).status_code == 404
    assert http.post(f"/api/staff/hand-overs/{listed['id']}/accept", headers=hanna).status_code == 200
    life = http.get(f"/api/staff/cases/{case.id}/life", headers=hanna).json()
    assert (life["phase"], life["moves"], life["stage"]) == ("dispatched", 1, "in_time")


def test_signing_out_gives_cases_back(staff_desk: StaffDesk) -> None:
    """H-19: nobody waits half an hour for a case whose holder went home."""
    case = staff_desk.claimed_case()
    other = staff_desk.room.claimed_case()
    staff_desk.room.reviews.release_claim(staff_desk.carol, other.id)
    out = staff_desk.http.delete("/api/staff/sessions/current", headers=staff_desk.headers("carol"))
    assert out.status_code == 204
    row = staff_desk.http.get(f"/api/staff/cases/{case.id}", headers=staff_desk.headers("sam")).json()
    assert (row["state"], row["claimed_by"]) == ("waiting", None)
    assert staff_desk.room.actions(other).count("case_claim_released") == 1


def test_unsent_words_come_back_in_another_session(staff_desk: StaffDesk) -> None:
    """H-19: what was typed is on the server, under the person's own account."""
    case, http = staff_desk.claimed_case(), staff_desk.http
    path = f"/api/staff/cases/{case.id}/edit"
    body = {"draft_version": 1, "text": "Half a rep"}
    assert http.put(path, json=body, headers=staff_desk.headers("carol")).status_code == 204
    assert http.get(path, headers=staff_desk.headers("carol")).json()["text"] == "Half a rep"
    assert http.get(path, headers=staff_desk.headers("sam")).json()["text"] == ""
    http.put(path, json={"draft_version": 1, "text": ""}, headers=staff_desk.headers("carol"))
    assert http.get(path, headers=staff_desk.headers("carol")).json()["text"] == ""


def test_clocks_of_another_department_are_not_told(staff_desk: StaffDesk) -> None:
    """X-09: the list of clocks holds what its reader may read."""
    case = staff_desk.claimed_case()
    seen = staff_desk.http.get("/api/staff/clocks", headers=staff_desk.headers("chen")).json()["clocks"]
    assert [(one["case_id"], one["used"]) for one in seen] == [(case.id, 0.0)]
    assert (
        staff_desk.http.get("/api/staff/clocks", headers=staff_desk.headers("hanna")).json()["clocks"] == []
    )
