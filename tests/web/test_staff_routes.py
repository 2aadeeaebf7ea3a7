"""Staff routes over HTTP: the shapes, statuses and codes the console relies on."""

from __future__ import annotations

import json
from typing import Any

import pytest

from assistant.adapters.throttling import PER_NAME
from review_console.wire_cases import CaseDetail, CaseList, DecisionDone
from review_console.wire_staff import AccountCreated, Accounts, Directory, SignedIn, Staff
from tests.services.review_room import ASKED, CAROL, FLAGGED, SAM, a_draft, a_working
from tests.services.staff_office import PASSWORD
from tests.web.staff_desk import StaffDesk

SESSIONS = "/api/staff/sessions"


def _decision(staff_desk: StaffDesk, case_id: str, **changes: Any) -> dict[str, Any]:
    draft = staff_desk.http.get(f"/api/staff/cases/{case_id}", headers=staff_desk.headers("carol")).json()[
        "draft"
    ]
    body = {
        "kind": "approved",
        "reason": "ok",
        "decision_key": "key-1",
        "draft_id": draft["id"],
        "draft_version": draft["version"],
        "draft_sha256": draft["sha256"],
    }
    return body | changes


def test_signing_in_gives_a_token_and_the_rights(staff_desk: StaffDesk) -> None:
    """The console learns who signed in and what to show."""
    answer = staff_desk.http.post(SESSIONS, json={"username": "carol", "password": PASSWORD})
    assert answer.status_code == 201
    signed_in = SignedIn.model_validate(answer.json())
    assert signed_in.staff.rights == {"read_cases", "decide_cases", "read_policies"}
    me = staff_desk.http.get("/api/staff/me", headers={"Authorization": f"Bearer {signed_in.token}"})
    assert Staff.model_validate(me.json()) == signed_in.staff
    assert "password" not in me.text


def test_a_wrong_password_is_401_with_its_code(staff_desk: StaffDesk) -> None:
    """The refusal repeats neither name nor password."""
    answer = staff_desk.http.post(SESSIONS, json={"username": "carol", "password": "wrong one"})
    assert (answer.status_code, answer.json()["code"]) == (401, "sign_in_failed")
    assert "carol" not in answer.text
    assert "wrong one" not in answer.text


def test_too_many_tries_are_429_with_the_time_to_wait(staff_desk: StaffDesk) -> None:
    """Retry-After tells seconds."""
    body = {"username": "carol", "password": "wrong"}
    for _ in range(PER_NAME.amount):
        assert staff_desk.http.post(SESSIONS, json=body).status_code == 401
    answer = staff_desk.http.post(SESSIONS, json=body)
    assert (answer.status_code, answer.json()["code"]) == (429, "too_many")
    assert int(answer.headers["Retry-After"]) > 0


def test_a_new_session_ends_the_one_that_came_along(staff_desk: StaffDesk) -> None:
    """Signing in again rotates the token."""
    before = staff_desk.headers("carol")
    answer = staff_desk.http.post(SESSIONS, json={"username": "carol", "password": PASSWORD}, headers=before)
    assert answer.status_code == 201
    assert staff_desk.http.get("/api/staff/me", headers=before).status_code == 401


def test_signing_out_ends_the_session(staff_desk: StaffDesk) -> None:
    """The token is worthless after."""
    headers = staff_desk.headers("carol")
    assert staff_desk.http.delete(f"{SESSIONS}/current", headers=headers).status_code == 204
    assert staff_desk.http.get("/api/staff/me", headers=headers).status_code == 401


def test_a_weak_new_password_names_its_field(staff_desk: StaffDesk) -> None:
    """The console shows the message beside `new`."""
    body = {"current": PASSWORD, "new": "password1234"}
    answer = staff_desk.http.post("/api/staff/password", json=body, headers=staff_desk.headers("carol"))
    assert (answer.status_code, answer.json()["field"]) == (422, "new")


def test_a_changed_password_ends_the_session(staff_desk: StaffDesk) -> None:
    """Signing in with the new one works."""
    headers = staff_desk.headers("carol")
    body = {"current": PASSWORD, "new": "another grey heron"}
    assert staff_desk.http.post("/api/staff/password", json=body, headers=headers).status_code == 204
    assert staff_desk.http.get("/api/staff/me", headers=headers).status_code == 401
    fresh = {"username": "carol", "password": "another grey heron"}
    assert staff_desk.http.post(SESSIONS, json=fresh).status_code == 201


def test_the_directory_names_departments_and_topics_in_each_language(staff_desk: StaffDesk) -> None:
    """The console reads it as its own type."""
    answer = staff_desk.http.get("/api/staff/departments", headers=staff_desk.headers("andy"))
    directory = Directory.model_validate(answer.json())
    assert directory.department_name("housing", "zh") == "住房局"
    assert directory.topic_name("parking", "en") == "Parking"


def test_the_queue_and_the_case_read_as_the_consoles_types(staff_desk: StaffDesk) -> None:
    """Every field the console shows is there, under its name."""
    case = staff_desk.room.claimed_case(a_working(a_draft(), FLAGGED))
    headers = staff_desk.headers("carol")
    listed = staff_desk.http.get("/api/staff/cases", params={"mine": "true"}, headers=headers)
    (row,) = CaseList.model_validate(listed.json()).cases
    assert (row.number, row.claimed_by_me, row.question_preview) == (case.number, True, ASKED)
    path = f"/api/staff/cases/{case.id}"
    staff_desk.http.post(f"{path}/notes", json={"text": "Phoned."}, headers=headers)
    body = staff_desk.http.get(path, headers=headers).json()
    detail = CaseDetail.model_validate(body)
    assert set(CaseDetail.model_fields) <= set(body)
    assert detail.notes[0].author == CAROL.display_name
    assert [event.kind for event in detail.events] == [
        "opened",
        "dispatched",
        "claimed",
        "note_added",
        "read",
    ]
    assert detail.draft is not None
    assert detail.draft.checks is not None
    assert detail.draft.checks.findings[0].reason == "number_mismatch"
    assert detail.confidence == 0.75


def test_an_unknown_state_filter_is_refused(staff_desk: StaffDesk) -> None:
    """A typing error gives no empty queue."""
    answer = staff_desk.http.get(
        "/api/staff/cases", params={"state": "sleeping"}, headers=staff_desk.headers("carol")
    )
    assert (answer.status_code, answer.json()["field"]) == (422, "state")


def test_a_claimed_case_is_refused_to_a_colleague(staff_desk: StaffDesk) -> None:
    """409 with the code the console explains."""
    case = staff_desk.claimed_case()
    answer = staff_desk.http.post(
        f"/api/staff/cases/{case.id}/claim", json={}, headers=staff_desk.headers("sam")
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "already_claimed")


def test_a_decision_answers_what_was_recorded(staff_desk: StaffDesk) -> None:
    """The same body sent again answers the same; the case is closed."""
    case = staff_desk.claimed_case()
    body = _decision(staff_desk, case.id)
    headers = staff_desk.headers("carol")
    path = f"/api/staff/cases/{case.id}/decisions"
    first = staff_desk.http.post(path, json=body, headers=headers)
    assert first.status_code == 200
    done = DecisionDone.model_validate(first.json())
    assert (done.kind, done.case_state) == ("approved", "replied")
    assert staff_desk.http.post(path, json=body, headers=headers).json() == first.json()
    again = staff_desk.http.post(path, json=body | {"decision_key": "key-2"}, headers=headers)
    assert (again.status_code, again.json()["code"]) == (409, "already_decided")
    detail = staff_desk.http.get(f"/api/staff/cases/{case.id}", headers=headers).json()
    assert detail["decisions"][0]["actor"] == CAROL.display_name


@pytest.mark.parametrize(
    ("changes", "status", "told"),
    [
        ({"draft_sha256": "0" * 64}, 409, "draft_changed"),
        ({"kind": "certified"}, 422, "kind"),
        ({"kind": "sent"}, 422, "kind"),
        ({"reason": None}, 422, "reason"),
        ({"kind": "edited"}, 422, "text"),
        ({"unknown": 1}, 422, "unknown"),
        ({"text": "\ud800"}, 422, "text"),
    ],
    ids=str,
)
def test_a_refused_decision_says_why(
    staff_desk: StaffDesk, changes: dict[str, Any], status: int, told: str
) -> None:
    """409 by code, 422 by field; nothing is sent."""
    case = staff_desk.claimed_case()
    body = json.dumps(_decision(staff_desk, case.id) | changes)
    answer = staff_desk.http.post(
        f"/api/staff/cases/{case.id}/decisions",
        content=body,
        headers=staff_desk.headers("carol") | {"Content-Type": "application/json"},
    )
    refusal = answer.json()
    assert answer.status_code == status, answer.text
    assert told == (refusal["code"] if status == 409 else refusal["field"])
    assert staff_desk.room.reply(case) is None


def test_an_administrator_creates_grants_and_closes(staff_desk: StaffDesk) -> None:
    """The whole life of an account over HTTP, as the console drives it."""
    headers = staff_desk.headers("ada")
    base = "/api/oversight/accounts"
    grants = [{"role": "caseworker", "department_id": "housing"}]
    body = {"username": "nina", "display_name": "Nina Park", "grants": grants}
    answer = staff_desk.http.post(base, json=body, headers=headers)
    assert answer.status_code == 201
    made = AccountCreated.model_validate(answer.json())
    one = f"{base}/{made.account.id}"
    assert staff_desk.http.post(f"{one}/grants", json={"role": "auditor"}, headers=headers).status_code == 204
    revoked = staff_desk.http.post(f"{one}/grants/revoke", json=grants[0], headers=headers)
    assert revoked.status_code == 204
    assert staff_desk.http.post(f"{one}/revoke-sessions", headers=headers).status_code == 204
    assert staff_desk.http.post(f"{one}/deactivate", headers=headers).status_code == 204
    listed = Accounts.model_validate(staff_desk.http.get(base, headers=headers).json()).accounts
    nina = next(account for account in listed if account.username == "nina")
    assert not nina.active
    assert [(grant.role, grant.department_id) for grant in nina.grants] == [("auditor", None)]
    fresh = {"username": "nina", "password": made.password}
    assert staff_desk.http.post(SESSIONS, json=fresh).status_code == 401


def test_a_taken_username_is_a_conflict(staff_desk: StaffDesk) -> None:
    """The code tells the console what to say."""
    body = {"username": "SAM", "display_name": SAM.display_name, "grants": []}
    answer = staff_desk.http.post("/api/oversight/accounts", json=body, headers=staff_desk.headers("ada"))
    assert (answer.status_code, answer.json()["code"]) == (409, "username_taken")
