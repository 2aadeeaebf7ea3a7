"""Who gets what from which route: every role against every staff route, over HTTP (X-09)."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.web import accounts, case_life, cases, staff
from tests.services.review_room import ADA, CAROL, EVERYBODY
from tests.web.staff_desk import StaffDesk

READERS = {"carol", "chen", "sam", "andy"}
DECIDERS = {"carol", "chen", "sam"}
ADMINISTRATORS = {"ada"}
ALL = {person.username for person in EVERYBODY}
NOTHING: dict[str, Any] = {"json": {}}
WHY: dict[str, Any] = {"json": {"reason": "Not ours."}}
OFFER: dict[str, Any] = {
    "json": {"kind": "transfer", "to_department": "housing", "reason": "r", "summary": "s", "part": "p"}
}
GRANT: dict[str, Any] = {"json": {"role": "auditor"}}

ROUTES: tuple[tuple[str, str, dict[str, Any], set[str], set[str]], ...] = (
    ("GET", "/api/staff/me", {}, ALL, ALL),
    ("GET", "/api/staff/departments", {}, ALL, ALL),
    ("POST", "/api/staff/password", {"json": {"current": "x", "new": "y"}}, ALL, ALL),
    ("DELETE", "/api/staff/sessions/current", {}, ALL, ALL),
    ("GET", "/api/staff/cases", {}, READERS | {"hanna"}, ALL),
    ("GET", "/api/staff/cases/{case_id}", {}, READERS, READERS),
    ("POST", "/api/staff/cases/{case_id}/claim", NOTHING, DECIDERS, READERS),
    ("POST", "/api/staff/cases/{case_id}/release-claim", NOTHING, DECIDERS, READERS),
    ("POST", "/api/staff/cases/{case_id}/notes", {"json": {"text": "Hello"}}, DECIDERS, READERS),
    ("POST", "/api/staff/cases/{case_id}/redraft", NOTHING, DECIDERS, READERS),
    (
        "POST",
        "/api/staff/cases/{case_id}/decisions",
        {"json": {"kind": "written", "reason": "ok", "decision_key": "k", "text": "Hello"}},
        DECIDERS,
        READERS,
    ),
    (
        "POST",
        "/api/staff/cases/{case_id}/initial-judgement",
        {"json": {"judged_as": "refer", "gist": "A flat"}},
        DECIDERS,
        READERS,
    ),
    ("GET", "/api/staff/clocks", {}, READERS | {"hanna"}, ALL),
    ("GET", "/api/staff/hand-overs", {}, DECIDERS | {"hanna"}, ALL),
    ("GET", "/api/staff/hand-overs/unowned", {"params": {"month": "2026-11"}}, READERS | {"hanna"}, ALL),
    ("POST", "/api/staff/hand-overs/{hand_over_id}/accept", NOTHING, {"sam", "carol", "hanna"}, set()),
    ("POST", "/api/staff/hand-overs/{hand_over_id}/return", WHY, {"sam", "carol", "hanna"}, set()),
    (
        "POST",
        "/api/staff/hand-overs/{hand_over_id}/part",
        {"json": {"text": "Hello"}},
        {"sam", "carol", "hanna"},
        set(),
    ),
    ("POST", "/api/staff/hand-overs/{hand_over_id}/call-off", NOTHING, DECIDERS, READERS),
    ("GET", "/api/staff/cases/{case_id}/life", {}, READERS, READERS),
    ("POST", "/api/staff/cases/{case_id}/hand-overs", OFFER, DECIDERS, READERS),
    ("POST", "/api/staff/cases/{case_id}/enquiry", {"json": {"text": "Which street?"}}, DECIDERS, READERS),
    ("POST", "/api/staff/cases/{case_id}/take-over", WHY, {"sam"}, READERS),
    ("GET", "/api/staff/cases/{case_id}/edit", {}, DECIDERS, READERS),
    (
        "PUT",
        "/api/staff/cases/{case_id}/edit",
        {"json": {"draft_version": 1, "text": "Half"}},
        DECIDERS,
        READERS,
    ),
    ("GET", "/api/oversight/accounts", {}, ADMINISTRATORS, ALL),
    (
        "POST",
        "/api/oversight/accounts",
        {"json": {"username": "nina", "display_name": "Nina", "grants": []}},
        ADMINISTRATORS,
        ALL,
    ),
    ("POST", "/api/oversight/accounts/{staff_id}/grants", GRANT, ADMINISTRATORS, ALL),
    ("POST", "/api/oversight/accounts/{staff_id}/grants/revoke", GRANT, ADMINISTRATORS, ALL),
    ("POST", "/api/oversight/accounts/{staff_id}/deactivate", {}, ADMINISTRATORS, ALL),
    ("POST", "/api/oversight/accounts/{staff_id}/revoke-sessions", {}, ADMINISTRATORS, ALL),
)
"""Method, path, what is sent, who is let through, and who may know that the thing exists (403 instead of 404)."""


def _ids(value: object) -> str | None:
    return value if isinstance(value, str) else ""


@pytest.mark.parametrize(("method", "path", "sent", "permitted", "knowing"), ROUTES, ids=_ids)
def test_each_role_gets_what_its_rights_say(
    staff_desk: StaffDesk,
    method: str,
    path: str,
    sent: dict[str, Any],
    permitted: set[str],
    knowing: set[str],
) -> None:
    """The permitted pass the rights check, those who may know are forbidden, others find nothing, nobody is 401."""
    for person in (*EVERYBODY, None):
        case = staff_desk.room.claimed_case()
        offer, part = staff_desk.handed_over(case)
        about = part if path.endswith(("/part", "/call-off")) else offer
        filled = path.format(
            case_id=case.id,
            hand_over_id=about,
            staff_id=CAROL.id if person is not CAROL else ADA.id,
        )
        name = person.username if person is not None else None
        answer = staff_desk.http.request(method, filled, headers=staff_desk.headers(name), **sent)
        if name is None:
            assert answer.status_code == 401, f"nobody: {answer.text}"
        elif name in permitted:
            assert answer.status_code in (200, 201, 204, 404, 409, 422), f"{name}: {answer.text}"
            assert answer.status_code != 404 or "{case_id}" not in path, f"{name}: {answer.text}"
        else:
            expected = 403 if name in knowing else 404
            assert answer.status_code == expected, f"{name}: {answer.text}"


def test_the_table_covers_every_staff_route() -> None:
    """A route that is added must be added to the table; signing in is the only one open to all."""
    served = {
        (method, route.path)
        for part in (staff, accounts, cases, case_life)
        for route in part.router.routes
        for method in route.methods
    }
    assert served - {(method, path) for method, path, *_ in ROUTES} == {("POST", "/api/staff/sessions")}


def test_a_made_up_token_is_nobody(staff_desk: StaffDesk) -> None:
    """Any token that was not given out is refused alike, also as another scheme."""
    for value in ("Bearer x", "Bearer ", "Basic YTpi", "Receipt secret-000001", "Bearer \u00e9"):
        answer = staff_desk.http.get("/api/staff/me", headers=[(b"Authorization", value.encode("latin-1"))])
        assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")


def test_a_citizens_receipt_opens_no_staff_route(staff_desk: StaffDesk) -> None:
    """The secret of a conversation is no session, and a session is no receipt."""
    receipt = staff_desk.room.open_conversation()
    headers = {"Authorization": f"Bearer {receipt.secret}"}
    assert staff_desk.http.get("/api/staff/cases", headers=headers).status_code == 401
    path = f"/api/conversations/{receipt.conversation_id}"
    assert staff_desk.http.get(path, headers=staff_desk.headers("carol")).status_code == 404
