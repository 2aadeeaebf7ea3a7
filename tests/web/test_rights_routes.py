"""A citizen's rights over real HTTP."""

from __future__ import annotations

import pytest

from tests.services.review_room import CAROL
from tests.web.citizen_desk import Citizen, CitizenDesk


@pytest.fixture
def waiting(citizen_desk: CitizenDesk) -> Citizen:
    """A citizen whose question waits with a person."""
    citizen = citizen_desk.citizen()
    citizen.send()
    assert citizen.kinds(2) == ["question", "case"]
    return citizen


def origin(citizen: Citizen) -> str:
    """Where the service is."""
    return citizen.path.split("/api/")[0]


def test_the_record_can_be_read_by_people_and_programs(waiting: Citizen, citizen_desk: CitizenDesk) -> None:
    """L-14, L-19: one named layout, the label of AI texts in it, and who opened the case."""
    with citizen_desk.room.store.read() as work:
        (case,) = work.cases.all(None)
    citizen_desk.room.reviews.read(CAROL, case.id)
    record = waiting.http.get(f"{waiting.path}/record?language=en", headers=waiting.headers).json()
    assert record["format"] == "civic-desk-record/1"
    assert set(record["ai_label"]) == {"content", "producer", "number"}
    assert [one["by"] for one in record["opened"]] == ["caseworker, Transport"]
    assert [one["kind"] for one in record["messages"]] == ["question", "case"]


def test_every_right_is_one_call_with_the_receipt(waiting: Citizen, citizen_desk: CitizenDesk) -> None:
    """S-09, X-09: each works for whoever holds the receipt and is not found for anybody else."""
    message = waiting.read().json()["messages"][0]["id"]
    calls = [
        ("GET", "record", None),
        ("PUT", "choices", {"purpose": "ai_drafts", "allowed": False}),
        ("POST", "amendments", {"message_id": message, "text": "A van.", "client_id": "a1"}),
    ]
    other = citizen_desk.citizen()
    for method, path, body in calls:
        for headers in ({}, other.headers):
            refused = waiting.http.request(method, f"{waiting.path}/{path}", json=body, headers=headers)
            assert refused.status_code == 404
        done = waiting.http.request(method, f"{waiting.path}/{path}", json=body, headers=waiting.headers)
        assert done.status_code in (200, 204)


def test_a_purpose_that_nobody_may_refuse_is_refused(waiting: Citizen) -> None:
    """422 names the field: oversight cannot be switched off."""
    body = {"purpose": "oversight", "allowed": False}
    response = waiting.http.put(f"{waiting.path}/choices", json=body, headers=waiting.headers)
    assert response.status_code == 422
    assert "purpose" in response.text


def test_the_receipt_of_an_erasure_is_checked_by_anybody(waiting: Citizen) -> None:
    """S-27: without the conversation's receipt, which is gone; wrong ones are not found."""
    erased = waiting.http.delete(waiting.path, headers=waiting.headers).json()
    check = f"{origin(waiting)}/api/deletion-receipts"
    found = waiting.http.post(check, json={"receipt": f" {erased['receipt'].upper()} "})
    assert found.status_code == 200
    assert found.json()["gone"] is True
    assert waiting.http.post(check, json={"receipt": "0" * 64}).status_code == 404
