"""The routes of the screening rules: who may do what, and a change from its statement to the next message."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assistant.web import screening
from tests.services.review_room import EVERYBODY
from tests.web.staff_desk import StaffDesk

READERS = {"carol", "chen", "hanna", "sam", "andy", "edith"}
CHANGERS = {"sam", "edith"}
EXCEPTION = {"kind": "exception", "language": "en", "text": "noise complaint", "rule": "complaint/rude"}
PHRASE = {"kind": "phrase", "language": "zh", "text": "态度太差", "reason": "complaint"}
SAID: dict[str, Any] = {"json": {"said": "Looked at it"}}
TRY: dict[str, Any] = {"json": {"text": "Hello", "language": "en"}}
STATE: dict[str, Any] = {"json": {"content": EXCEPTION, "why": "Seen in cases"}}

ROUTES: tuple[tuple[str, str, dict[str, Any], set[str]], ...] = (
    ("GET", "/api/screening/rules", {}, READERS),
    ("GET", "/api/screening/messages", {}, READERS),
    ("POST", "/api/screening/try", TRY, READERS),
    ("GET", "/api/screening/changes", {}, READERS),
    ("POST", "/api/screening/changes", STATE, CHANGERS),
    ("POST", "/api/screening/changes/{change_id}/confirm", SAID, CHANGERS),
    ("POST", "/api/screening/changes/{change_id}/decline", SAID, CHANGERS),
    ("POST", "/api/screening/changes/{change_id}/undo", SAID, CHANGERS),
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> StaffDesk:
    """One desk for all."""
    return StaffDesk(tmp_path_factory.mktemp("screening-desk"))


@pytest.fixture(scope="module")
def headers(desk: StaffDesk) -> dict[str | None, dict[str, str]]:
    """A session of everybody, and of nobody."""
    return {None: {}, **{person.username: desk.headers(person.username) for person in EVERYBODY}}


@pytest.mark.parametrize(("method", "path", "sent", "permitted"), ROUTES)
def test_each_role_gets_what_its_rights_say(
    desk: StaffDesk,
    headers: dict[str | None, dict[str, str]],
    method: str,
    path: str,
    sent: dict[str, Any],
    permitted: set[str],
) -> None:
    """Who reads policies looks and tries; changing takes the right for the whole organisation (X-09)."""
    for name, credentials in headers.items():
        filled = path.format(change_id="no-such-change")
        status = desk.http.request(method, filled, headers=credentials, **sent).status_code
        if name is None:
            assert status == 401
        elif name in permitted:
            assert status in (200, 201, 404, 409), name
        else:
            assert status == 403, name


def test_no_route_is_left_out() -> None:
    """The list above is the whole router."""
    served = {
        (method, route.path)  # type: ignore[attr-defined]
        for route in screening.router.routes
        for method in route.methods  # type: ignore[attr-defined]
    }
    assert served == {(method, path) for method, path, *_ in ROUTES}


def test_a_loosening_change_goes_through_two_people_and_shows_at_once(tmp_path: Path) -> None:
    """Stated, tried, confirmed, seen among the rules, taken back; each refusal says why."""
    desk = StaffDesk(tmp_path)
    edith, sam = desk.headers("edith"), desk.headers("sam")
    tried = {"text": "A noise complaint about a bar", "language": "en"}
    path = "/api/screening/changes"
    stated = desk.http.post(path, json=STATE["json"], headers=edith).json()
    assert (stated["state"], stated["loosens"], stated["mine"]) == ("proposed", True, True)
    fired = desk.http.post("/api/screening/try", json=tried, headers=edith).json()["fired"]
    assert [(one["reason"], one["words"]) for one in fired] == [("complaint", ["complaint"])]
    own = desk.http.post(f"{path}/{stated['id']}/confirm", json=SAID["json"], headers=edith)
    assert (own.status_code, own.json()["code"]) == (409, "second_person")
    done = desk.http.post(f"{path}/{stated['id']}/confirm", json=SAID["json"], headers=sam).json()
    assert (done["state"], done["by"], done["decided_by"]) == ("in_force", "Edith Moore", "Sam Okoye")
    fired = desk.http.post("/api/screening/try", json=tried, headers=edith).json()["fired"]
    assert [one["let_through"] for one in fired] == [True]
    rules = desk.http.get("/api/screening/rules", headers=sam).json()["rules"]
    (rude,) = (rule for rule in rules if rule["name"] == "complaint/rude")
    assert rude["added_exceptions"] == {"en": ["noise complaint"], "zh": []}
    undone = desk.http.post(f"{path}/{stated['id']}/undo", json=SAID["json"], headers=edith).json()
    assert (undone["kind"], undone["state"], undone["undoes"]) == ("undo", "in_force", stated["id"])


def test_a_change_that_breaks_a_test_message_is_refused_with_its_text(tmp_path: Path) -> None:
    """The answer names the message, what was expected of it and what would become of it."""
    desk = StaffDesk(tmp_path)
    content = {**PHRASE, "text": "停车证"}
    body = {"content": content, "why": "Try"}
    refused = desk.http.post("/api/screening/changes", json=body, headers=desk.headers("edith"))
    assert refused.status_code == 409
    assert refused.json()["code"] == "screening_messages_broken"
    assert "“居民停车证多少钱一年？” must pass, but: it is a complaint" in refused.json()["message"]
    assert desk.http.get("/api/screening/changes", headers=desk.headers("sam")).json() == {"changes": []}


@pytest.mark.parametrize(
    ("content", "field"),
    [
        ({**PHRASE, "reason": None}, "reason"),
        ({**EXCEPTION, "kind": "message"}, "expected"),
        ({**EXCEPTION, "kind": "undo"}, "kind"),
        ({**EXCEPTION, "rule": "complaint/none"}, "rule"),
    ],
)
def test_a_change_that_lacks_something_is_refused_with_its_field(
    desk: StaffDesk, headers: dict[str | None, dict[str, str]], content: dict[str, Any], field: str
) -> None:
    """422 with the field at fault."""
    body = {"content": content, "why": "Seen in cases"}
    refused = desk.http.post("/api/screening/changes", json=body, headers=headers["edith"])
    assert (refused.status_code, refused.json()["field"]) == (422, field)
