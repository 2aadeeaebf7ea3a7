"""Ratings over real HTTP."""

from __future__ import annotations

import pytest

from tests.services.asking_room import a_certificate_for_parking, releasable
from tests.web.citizen_desk import Citizen, CitizenDesk


@pytest.fixture
def answered(citizen_desk: CitizenDesk) -> Citizen:
    """A citizen who was answered under a certificate."""
    citizen_desk.room.sign(a_certificate_for_parking(citizen_desk.room))
    citizen_desk.room.script.script = [releasable()]
    citizen = citizen_desk.citizen()
    citizen.send()
    assert citizen.kinds(2) == ["question", "reply"]
    return citizen


def rate(
    citizen: Citizen, headers: dict[str, str] | None = None, changes: dict[str, object] | None = None
) -> int:
    """The status of a rating of the first reply."""
    reply = citizen.read().json()["messages"][1]["reply"]
    body = {"reply_id": reply["id"], "grade": "bad", **(changes or {})}
    sent = citizen.headers if headers is None else headers
    return citizen.http.post(f"{citizen.path}/ratings", json=body, headers=sent).status_code


def test_a_rating_is_one_grade_and_shows_at_the_reply(answered: Citizen) -> None:
    """L-28: reasons and words are welcome and not needed; the figures are open to everybody."""
    assert rate(answered) == 204
    shown = answered.read().json()["messages"][1]["reply"]["rating"]
    assert shown == {"grade": "bad", "open": True, "mended": False}
    origin = answered.path.split("/api/")[0]
    figures = answered.http.get(f"{origin}/api/ratings").json()
    assert {one["grade"]: one["count"] for one in figures["counts"]}["bad"] == 1
    assert figures["low"] == 1


@pytest.mark.parametrize(
    "changes",
    [{"grade": "awful"}, {"grade": None}, {"reasons": ["because"]}, {"reasons": ["wrong"] * 21}],
)
def test_what_is_no_rating_is_refused(answered: Citizen, changes: dict[str, object]) -> None:
    """422 names the field; nothing is stored."""
    assert rate(answered, changes=changes) == 422
    assert answered.read().json()["messages"][1]["reply"]["rating"] is None


def test_only_the_receipt_rates(answered: Citizen, citizen_desk: CitizenDesk) -> None:
    """Without it, and with another citizen's, the conversation is not found."""
    assert rate(answered, {}) == 404
    assert rate(answered, citizen_desk.citizen().headers) == 404
