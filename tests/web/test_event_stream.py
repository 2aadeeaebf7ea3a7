"""The event stream over a real connection: in order, resumable, alive, and forgotten when the page closes."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

from assistant.services.live import LiveUpdates
from assistant.web import citizens
from tests.services.review_room import CAROL, EXCEPTION, FEE, a_draft, a_working
from tests.web.citizen_desk import Citizen, CitizenDesk

Event = tuple[str, dict[str, Any]]
WAIT_S = 10.0


@contextmanager
def stream(citizen: Citizen, after: int | None = None) -> Iterator[httpx.Response]:
    """An open page."""
    query = "" if after is None else f"?after={after}"
    address = f"{citizen.path}/events{query}"
    with citizen.http.stream("GET", address, headers=citizen.headers, timeout=WAIT_S) as answer:
        assert answer.status_code == 200
        yield answer


def events_of(lines: Iterator[str]) -> Iterator[Event]:
    """Named events with their data; comments are left out."""
    name = ""
    for line in lines:
        if line.startswith("event:"):
            name = line.removeprefix("event:").strip()
        elif line.startswith("data:"):
            yield name, json.loads(line.removeprefix("data:"))


def until(events: Iterator[Event], number: int) -> list[Event]:
    """The next so many."""
    return [next(events) for _ in range(number)]


def test_stages_and_messages_come_as_they_happen(citizen_desk: CitizenDesk) -> None:
    """The question, the stages of its engine and what came of it, in this order."""
    citizen = citizen_desk.citizen()
    with stream(citizen) as answer:
        events = events_of(answer.iter_lines())
        question_id = citizen.send().json()["question_id"]
        seen: list[Event] = []
        while len([name for name, _ in seen if name == "message"]) < 2:
            seen.append(next(events))
    messages = [data for name, data in seen if name == "message"]
    stages = [(data["stage"], data["state"]) for name, data in seen if name == "stage"]
    assert [message["kind"] for message in messages] == ["question", "case"]
    assert [message["seq"] for message in messages] == [1, 2]
    assert stages == [("screen", "started"), ("screen", "done")]
    assert {data["question_id"] for name, data in seen if name == "stage"} == {question_id}
    assert seen[-1][0] == "message"


def test_a_page_that_comes_back_misses_and_repeats_nothing(citizen_desk: CitizenDesk) -> None:
    """`after` names the last message it has; the stream's own ids are these numbers."""
    citizen = citizen_desk.citizen()
    citizen.send()
    citizen.kinds(2)
    citizen.send("And for visitors?", "c2")
    citizen.kinds(4)
    with stream(citizen) as answer:
        lines: list[str] = []
        for line in answer.iter_lines():
            lines.append(line)
            if sum(line.startswith("id:") for line in lines) == 4:
                break
    assert [line.removeprefix("id:").strip() for line in lines if line.startswith("id:")] == list("1234")
    with stream(citizen, after=2) as answer:
        resumed = until(events_of(answer.iter_lines()), 2)
    assert [data["seq"] for _, data in resumed] == [3, 4]


def test_a_persons_reply_arrives_on_the_open_page(citizen_desk: CitizenDesk) -> None:
    """It comes with the decision, and what was drafted before never does."""
    room = citizen_desk.room
    citizen = citizen_desk.citizen()
    room.script.script = [a_working(a_draft(EXCEPTION))]
    question_id = citizen.send().json()["question_id"]
    citizen.kinds(2)
    with room.store.read() as work:
        case = work.cases.of_question(question_id)
    assert case is not None
    with stream(citizen) as answer:
        events = events_of(answer.iter_lines())
        before = until(events, 2)
        assert a_draft(EXCEPTION).text() not in json.dumps(before)
        room.reviews.claim(CAROL, case.id)
        room.reviews.decide(CAROL, case.id, room.own_reply(f"{FEE} Please come by."))
        reply = next(data for _, data in events if data.get("kind") == "reply")
    assert reply["reply"]["text"] == f"{FEE} Please come by."
    assert reply["reply"]["provenance"] == "person"
    assert reply["reply"]["released_by"] == {"kind": "person", "label": "caseworker, Transport"}


def test_what_another_process_wrote_is_found_by_looking(
    citizen_desk: CitizenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No update crosses processes: the stream looks into the store by itself."""
    monkeypatch.setattr(citizens, "LOOK_EVERY_S", 0.05)
    citizen = citizen_desk.citizen()
    conversation = citizen_desk.room.conversations.authenticate(
        citizen.path.rpartition("/")[2], citizen.headers["Authorization"].removeprefix("Receipt ")
    )
    with stream(citizen) as answer:
        events = events_of(answer.iter_lines())
        citizen_desk.room.accepted(conversation, "Written by the other process")
        name, message = next(events)
    assert (name, message["text"]) == ("message", "Written by the other process")


def test_a_silent_stream_says_that_it_lives(
    citizen_desk: CitizenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A comment opens it at once, and comments keep it open."""
    monkeypatch.setattr(citizens, "LOOK_EVERY_S", 0.02)
    monkeypatch.setattr(citizens, "HEARTBEAT_S", 0.05)
    with stream(citizen_desk.citizen()) as answer:
        comments = []
        for line in answer.iter_lines():
            if line.startswith(":"):
                comments.append(line.removeprefix(":").strip())
            if len(comments) == 3:
                break
    assert comments == ["open", "heartbeat", "heartbeat"]


def test_a_stream_is_not_stored_on_its_way(citizen_desk: CitizenDesk) -> None:
    """Neither caches nor proxies may hold it back."""
    with stream(citizen_desk.citizen()) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert answer.headers["x-accel-buffering"] == "no"
        assert "no-store" in answer.headers["cache-control"]
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_closed_page_is_forgotten_by_the_service(citizen_desk: CitizenDesk) -> None:
    """Nothing is kept for a connection that is gone."""
    live: LiveUpdates = citizen_desk.live
    citizen = citizen_desk.citizen()
    conversation_id = citizen.path.rpartition("/")[2]
    with stream(citizen) as answer:
        next(answer.iter_lines())
        assert citizen_desk.live.listening(conversation_id)
    give_up = time.monotonic() + WAIT_S
    while citizen_desk.live.listening(conversation_id) and time.monotonic() < give_up:
        live.changed(conversation_id)
        time.sleep(0.05)
    assert not citizen_desk.live.listening(conversation_id)


@pytest.mark.parametrize("after", ["-1", "x", "1.5", "9" * 5000])
def test_a_senseless_place_to_resume_is_refused(citizen_desk: CitizenDesk, after: str) -> None:
    """It never becomes a failure of the service."""
    citizen = citizen_desk.citizen()
    with citizen.http.stream(
        "GET", f"{citizen.path}/events?after={after}", headers=citizen.headers, timeout=WAIT_S
    ) as answer:
        assert answer.status_code == 422
