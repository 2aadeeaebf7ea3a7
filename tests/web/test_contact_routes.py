"""The routes of the emergency contacts: who may do what, and a list from its statement to the next message."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assistant.web import contacts
from tests.services.review_room import EVERYBODY
from tests.web.staff_desk import StaffDesk

READERS = {"carol", "chen", "hanna", "sam", "andy", "edith"}
CHANGERS = {"sam", "edith"}
LINE = {
    "name": {"en": "Night line", "zh": "夜间热线"},
    "phone": "0555 200 200",
    "when": {"en": "Day and night", "zh": "日夜"},
}
LIST = {"kind": "crisis", "contacts": [LINE], "first_day": "2026-11-24"}
SAID: dict[str, Any] = {"json": {"said": "Called it"}}
TRY: dict[str, Any] = {"json": {"text": "I want to end my life", "language": "en"}}
STATE: dict[str, Any] = {"json": {"content": LIST, "why": "A new number"}}

ROUTES: tuple[tuple[str, str, dict[str, Any], set[str]], ...] = (
    ("GET", "/api/contacts", {}, READERS),
    ("POST", "/api/contacts/try", TRY, READERS),
    ("GET", "/api/contacts/changes", {}, READERS),
    ("POST", "/api/contacts/changes", STATE, CHANGERS),
    ("POST", "/api/contacts/changes/{change_id}/confirm", SAID, CHANGERS),
    ("POST", "/api/contacts/changes/{change_id}/decline", SAID, CHANGERS),
    ("POST", "/api/contacts/changes/{change_id}/restore", SAID, CHANGERS),
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> StaffDesk:
    """One desk for all."""
    return StaffDesk(tmp_path_factory.mktemp("contacts-desk"))


@pytest.fixture(scope="module")
def headers(desk: StaffDesk) -> dict[str | None, dict[str, str]]:
    """A session of everybody, and of nobody."""
    return {None: {}, **{person.username: desk.headers(person.username) for person in EVERYBODY}}


@pytest.fixture(scope="module")
def proposed(desk: StaffDesk, headers: dict[str | None, dict[str, str]]) -> str:
    """A list that waits for a second person."""
    answer = desk.http.post("/api/contacts/changes", headers=headers["edith"], **STATE)
    assert answer.status_code == 201
    return str(answer.json()["id"])


@pytest.mark.parametrize(("method", "path", "sent", "permitted"), ROUTES)
def test_each_role_gets_what_its_rights_say(
    desk: StaffDesk,
    headers: dict[str | None, dict[str, str]],
    proposed: str,
    method: str,
    path: str,
    sent: dict[str, Any],
    permitted: set[str],
) -> None:
    """Who reads policies looks and tries; changing takes the right for what the list is for (X-09)."""
    for name, credentials in headers.items():
        if name in permitted and "{change_id}" in path:
            continue
        filled = path.format(change_id=proposed)
        status = desk.http.request(method, filled, headers=credentials, **sent).status_code
        if name is None:
            assert status == 401
        elif name in permitted:
            assert status in {200, 201}
        else:
            assert status == 403, name


def test_the_table_names_every_route() -> None:
    """A new route must be added to the table above."""
    served = {(method, route.path) for route in contacts.router.routes for method in route.methods}  # type: ignore[attr-defined]
    assert served == {(method, path) for method, path, _, _ in ROUTES}


def test_a_list_is_stated_confirmed_and_shown(tmp_path: Path) -> None:
    """From one person's statement over a second person's word to what a message shows (S-20)."""
    desk = StaffDesk(tmp_path)
    edith, sam = desk.headers("edith"), desk.headers("sam")
    stated = desk.http.post("/api/contacts/changes", headers=edith, **STATE).json()
    assert (stated["state"], stated["mine"]) == ("proposed", True)
    path = f"/api/contacts/changes/{stated['id']}"
    own = desk.http.post(f"{path}/confirm", headers=edith, **SAID)
    assert (own.status_code, own.json()["code"]) == (409, "second_person")
    assert desk.http.post(f"{path}/confirm", headers=sam, **SAID).json()["state"] == "in_force"
    tried = desk.http.post("/api/contacts/try", headers=edith, **TRY).json()
    assert (tried["dangers"], [one["phone"] for one in tried["contacts"]]) == (["crisis"], [LINE["phone"]])
    again = desk.http.post(f"{path}/restore", headers=edith, **SAID)
    assert (again.status_code, again.json()["contacts"][0]["phone"]) == (201, LINE["phone"])
    declined = desk.http.post(f"/api/contacts/changes/{again.json()['id']}/decline", headers=sam, **SAID)
    assert declined.json()["state"] == "declined"
    assert len(desk.http.get("/api/contacts/changes", headers=sam).json()["changes"]) == 2
