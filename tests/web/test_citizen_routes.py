"""The citizen's routes over real HTTP: only the receipt opens a conversation, and nothing is taken twice or unread."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from assistant.domain.departments import EmergencyContact
from assistant.domain.questions import Language
from assistant.domain.reasons import Reason
from assistant.domain.routing import ShowEmergency
from assistant.services.conversations import MAX_MESSAGE
from assistant.services.fixed_texts import disclosure_version
from tests.services.asking_room import a_certificate_for_parking, releasable
from tests.services.review_room import FEE, a_draft, a_working
from tests.web.citizen_desk import CitizenDesk


def test_a_question_is_answered_on_its_page(citizen_desk: CitizenDesk) -> None:
    """Opened, asked, answered under a certificate, with its numbered source and who released it."""
    citizen_desk.room.sign(a_certificate_for_parking(citizen_desk.room))
    citizen_desk.room.script.script = [releasable()]
    citizen = citizen_desk.citizen()
    accepted = citizen.send()
    assert accepted.status_code == 202
    assert accepted.json()["message"]["text"] == "How much is it?"
    assert citizen.kinds(2) == ["question", "reply"]
    reply = citizen.read().json()["messages"][1]["reply"]
    assert reply["text"] == a_draft(FEE).text()
    assert reply["provenance"] == "ai"
    assert reply["released_by"] == {"kind": "certificate", "label": "certificate-1"}
    assert [(one["number"], one["quote"]) for one in reply["citations"]] == [(1, FEE)]


def test_wrong_receipts_look_alike(citizen_desk: CitizenDesk) -> None:
    """Wrong secret, none, another citizen's, another scheme, in the query: 404 with the same words on every route."""
    citizen, other = citizen_desk.citizen(), citizen_desk.citizen()
    secret = citizen.headers["Authorization"].removeprefix("Receipt ")
    attempts: list[dict[str, str]] = [
        {},
        {"Authorization": "Receipt wrong"},
        {"Authorization": "Receipt"},
        {"Authorization": secret},
        {"Authorization": f"Bearer {secret}"},
        other.headers,
        {"Cookie": f"secret={secret}"},
    ]
    bodies: set[str] = set()
    for headers in attempts:
        for query in ("", f"?secret={secret}", f"?authorization=Receipt%20{secret}"):
            answers = [
                citizen_desk.http.get(citizen.path + query, headers=headers),
                citizen_desk.http.get(f"{citizen.path}/events{query}", headers=headers),
                citizen_desk.http.post(
                    f"{citizen.path}/messages{query}", json={"text": "x", "client_id": "c"}, headers=headers
                ),
                citizen_desk.http.post(f"{citizen.path}/person{query}", json={}, headers=headers),
                citizen_desk.http.post(
                    f"{citizen.path}/withdraw{query}", json={"case_number": "x"}, headers=headers
                ),
            ]
            assert {answer.status_code for answer in answers} == {404}
            bodies |= {answer.text for answer in answers}
    unknown = citizen_desk.http.get("/api/conversations/unknown", headers=citizen.headers)
    assert bodies == {unknown.text}
    assert citizen.read().json()["messages"] == []


def test_sending_twice_over_http_is_one_question(citizen_desk: CitizenDesk) -> None:
    """A page that lost the acknowledgement gets it again."""
    citizen = citizen_desk.citizen()
    first = citizen.send()
    again = citizen.send()
    assert again.status_code == 202
    assert again.json() == first.json()
    assert citizen.send("Something else?").status_code == 409
    assert citizen.kinds(2) == ["question", "case"]


def test_too_many_messages_are_told_when_to_come_back(citizen_desk: CitizenDesk) -> None:
    """The sixteenth in a minute is refused with the seconds to wait; another conversation goes on."""
    citizen = citizen_desk.citizen()
    for number in range(15):
        assert citizen.send(client_id=f"c{number}").status_code == 202
    refused = citizen.send(client_id="c15")
    assert refused.status_code == 429
    assert refused.json()["code"] == "too_many"
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert (
        citizen_desk.http.post(f"{citizen.path}/person", json={}, headers=citizen.headers).status_code == 429
    )
    assert citizen_desk.citizen().send().status_code == 202


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"text": "x"}, "client_id"),
        ({"text": "x", "client_id": "c", "role": "admin"}, "role"),
        ({"text": 7, "client_id": "c"}, "text"),
        ({"text": "", "client_id": "c"}, "text"),
        ({"text": "x" * (MAX_MESSAGE + 1), "client_id": "c"}, "text"),
        ({"text": "x", "client_id": "c" * 65}, "client_id"),
        ({"text": "x", "client_id": "\x00"}, "client_id"),
        ([], "body"),
        (None, "body"),
    ],
)
def test_a_wrong_body_is_refused_by_the_name_of_its_field(
    citizen_desk: CitizenDesk, body: Any, field: str
) -> None:
    """422 says which field and never repeats what was written in it."""
    citizen = citizen_desk.citizen()
    answer = citizen_desk.http.post(f"{citizen.path}/messages", json=body, headers=citizen.headers)
    assert answer.status_code == 422
    assert answer.json()["code"] == "invalid"
    assert answer.json()["field"] == field


@pytest.mark.parametrize(
    ("content", "field"),
    [
        (b'{"text": "Ann Miller', "body"),
        (b'{"text": "\\ud800", "client_id": "c"}', "text"),
        (b"\xff\xfe", "body"),
    ],
)
def test_a_broken_body_is_refused_without_an_echo(
    citizen_desk: CitizenDesk, content: bytes, field: str
) -> None:
    """Half a JSON, half a character, no text at all."""
    citizen = citizen_desk.citizen()
    headers = {**citizen.headers, "Content-Type": "application/json"}
    answer = citizen_desk.http.post(f"{citizen.path}/messages", content=content, headers=headers)
    assert answer.status_code == 422
    assert answer.json()["field"] == field
    assert "Miller" not in answer.text


def test_the_notice_must_be_the_present_one(citizen_desk: CitizenDesk) -> None:
    """409 for an old one, 422 for an unknown language; the notice tells its version."""
    notice = citizen_desk.http.get("/api/disclosure", params={"language": "zh"}).json()
    assert notice["version"] == disclosure_version()
    old = {"language": "en", "disclosure_version": "old"}
    answer = citizen_desk.http.post("/api/conversations", json=old)
    assert (answer.status_code, answer.json()["code"]) == (409, "disclosure_outdated")
    unknown = {"language": "fr", "disclosure_version": disclosure_version()}
    assert citizen_desk.http.post("/api/conversations", json=unknown).json()["field"] == "language"


def test_a_case_is_taken_back_over_http(citizen_desk: CitizenDesk) -> None:
    """The number leads to one's own case only; twice is a conflict."""
    citizen, other = citizen_desk.citizen(), citizen_desk.citizen()
    citizen.send()
    assert citizen.kinds(2) == ["question", "case"]
    number = citizen.read().json()["messages"][1]["case"]["number"]
    body = {"case_number": number}
    answers = [
        citizen_desk.http.post(f"{one.path}/withdraw", json=body, headers=one.headers)
        for one in (other, citizen, citizen)
    ]
    assert [answer.status_code for answer in answers] == [404, 200, 409]
    assert answers[1].json()["state"] == "withdrawn"


def test_the_open_counter_needs_no_receipt(citizen_desk: CitizenDesk) -> None:
    """Anybody may know how questions ended."""
    citizen = citizen_desk.citizen()
    citizen.send()
    citizen.kinds(2)
    assert citizen_desk.http.get("/api/outcomes").json()["reviewed"] == 1
    assert citizen_desk.http.get("/api/health").json() == {"status": "ready", "index_version": "index-1"}


def test_help_comes_with_the_answer_to_the_message(citizen_desk: CitizenDesk) -> None:
    """S-20: a page shows it without waiting for its stream; ordinary messages bring nothing with their answer."""
    contact = EmergencyContact(
        dict.fromkeys(Language, "Crisis line"), "112", dict.fromkeys(Language, "always")
    )
    route = ShowEmergency((contact,), (Reason.CRISIS,))
    citizen_desk.room.script.script = [replace(a_working(None), route=route)]
    citizen = citizen_desk.citizen()
    answer = citizen.send("I want to end my life").json()
    assert [message["kind"] for message in answer["at_once"]] == ["emergency", "case"]
    assert answer["at_once"][0]["contacts"] == [{"name": "Crisis line", "phone": "112", "when": "always"}]
    assert answer["at_once"] == citizen.read().json()["messages"][1:]
    assert citizen.send("Where is the market?", "c2").json()["at_once"] == []
