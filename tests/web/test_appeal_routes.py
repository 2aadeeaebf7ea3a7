"""Appeals over real HTTP."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.domain.reasons import Reason
from assistant.domain.routing import ShowEmergency
from tests.services.asking_room import a_certificate_for_parking, releasable
from tests.services.review_room import a_working
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


def body(citizen: Citizen, words: str = "", client_id: str = "a1") -> dict[str, str]:
    """An appeal against the first reply."""
    reply = citizen.read().json()["messages"][1]["reply"]
    return {"reply_id": reply["id"], "words": words, "client_id": client_id}


def appeal(citizen: Citizen, sent: dict[str, str], headers: dict[str, str] | None = None) -> tuple[int, str]:
    """Status and code of an appeal."""
    response = citizen.http.post(
        f"{citizen.path}/appeals", json=sent, headers=citizen.headers if headers is None else headers
    )
    return response.status_code, response.json().get("code", response.json().get("number", ""))


def test_an_appeal_is_one_press_and_needs_no_words(answered: Citizen) -> None:
    """S-09: reply and appeal are one step apart; the answer is the case, and the reply carries its number."""
    status, number = appeal(answered, body(answered))
    assert status == 202
    assert answered.kinds(4) == ["question", "reply", "question", "case"]
    shown = answered.read().json()["messages"][1]["reply"]
    assert shown["appeal"] == {"case_number": number, "state": "open"}


def test_only_the_receipt_appeals(answered: Citizen, citizen_desk: CitizenDesk) -> None:
    """Without it, and with another citizen's, the conversation is not found and nothing is stored."""
    sent = body(answered)
    for headers in ({}, citizen_desk.citizen().headers):
        assert appeal(answered, sent, headers)[0] == 404
    assert answered.kinds(2) == ["question", "reply"]


def test_a_second_appeal_is_refused_with_its_code(answered: Citizen) -> None:
    """409 `already_appealed`, which the page says in words."""
    appeal(answered, body(answered))
    assert appeal(answered, body(answered, client_id="a2")) == (409, "already_appealed")


def test_words_of_danger_in_an_appeal_get_help_at_once(answered: Citizen, citizen_desk: CitizenDesk) -> None:
    """S-20: what is written below an appeal is read like every message; the contacts stand there with the answer."""
    route = ShowEmergency((), (Reason.CRISIS,))
    citizen_desk.room.script.script = [replace(a_working(None), route=route)]
    appeal(answered, body(answered, "I want to end my life"))
    assert answered.kinds(6)[-4:] == ["case", "question", "emergency", "case"]
