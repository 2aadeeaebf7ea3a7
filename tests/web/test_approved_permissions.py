"""Who gets what from the routes of approved answers: every role against every route."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from assistant.domain.answers import Citation
from assistant.domain.approved_answers import ApprovedFacts, Wording
from assistant.domain.questions import Language
from assistant.web import approved
from tests.services.review_room import CAROL, EVERYBODY
from tests.web.staff_desk import StaffDesk

DECIDERS = {"carol", "chen", "sam"}
READERS = DECIDERS | {"andy"}
CASE_READERS = {"carol", "chen", "hanna", "sam", "andy"}
ANSWER, OF_CASE = "/api/staff/approved-answers/{answer_id}", "/api/staff/cases/{case_id}/approved-answer"

ROUTES: tuple[tuple[str, str, dict[str, Any], set[str], set[str]], ...] = (
    ("GET", "/api/staff/approved-answers", {}, CASE_READERS, {one.username for one in EVERYBODY}),
    ("GET", ANSWER, {}, READERS, READERS),
    ("POST", f"{ANSWER}/wordings", {"json": {"text": "What is the price of it"}}, DECIDERS, READERS),
    ("POST", f"{ANSWER}/renew", {"json": {}}, DECIDERS, READERS),
    ("GET", OF_CASE, {}, DECIDERS, READERS),
    ("POST", OF_CASE, {"json": {"wordings": ["What does it cost"]}}, DECIDERS, READERS),
    ("POST", f"{ANSWER}/withdraw", {"json": {"reason": "Over."}}, DECIDERS, READERS),
)
"""Method, path, what is sent, who is let through, and who may know that the thing exists (403 instead of 404)."""


@dataclass(frozen=True, slots=True)
class Office:
    """A served desk with a decided case of transport and an approved answer, and a session for everybody."""

    desk: StaffDesk
    ids: dict[str, str]
    headers: dict[str | None, dict[str, str]]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Set up once: what one of the permitted changed is a conflict, not a refusal, for the next."""
    desk = StaffDesk(tmp_path_factory.mktemp("approved-desk"))
    room = desk.room
    case = room.claimed_case()
    done = room.reviews.decide(CAROL, case.id, room.request(case))
    cited = Citation(1, "permits", "v1", 1, "p1", "Permits", "transport", ("Fees",), "x", 0, 1, "2026-01-01")
    facts = ApprovedFacts(
        id="answer-1",
        department_id="transport",
        topic_id="parking",
        language=Language.EN,
        text="x [1]",
        citations=(cited,),
        decision_id=done.decision_id,
        kept_by="carol",
        role="caseworker",
        label="caseworker, Transport",
        kept_at=room.clock.now(),
    )
    with room.store.begin() as work:
        work.approved_answers.add(facts, (Wording("What is it", "what is it"),))
    headers: dict[str | None, dict[str, str]] = {
        one.username: desk.headers(one.username) for one in EVERYBODY
    }
    return Office(desk, {"answer_id": facts.id, "case_id": case.id}, {**headers, None: {}})


@pytest.mark.parametrize(("method", "path", "sent", "permitted", "knowing"), ROUTES)
def test_each_route_lets_exactly_its_roles_through(
    office: Office, method: str, path: str, sent: dict[str, Any], permitted: set[str], knowing: set[str]
) -> None:
    """X-09: right and object are looked at for everybody, whatever the console shows."""
    for person in EVERYBODY:
        headers = office.headers[person.username]
        status = office.desk.http.request(
            method, path.format(**office.ids), headers=headers, **sent
        ).status_code
        if person.username in permitted:
            assert status not in (401, 403, 404), (person.username, status)
        else:
            assert status == (403 if person.username in knowing else 404), (person.username, status)


@pytest.mark.parametrize(("method", "path"), [(method, path) for method, path, *_ in ROUTES])
def test_nobody_gets_in_without_a_session(office: Office, method: str, path: str) -> None:
    """No route answers to a stranger."""
    assert office.desk.http.request(method, path.format(**office.ids), json={}).status_code == 401


def test_every_route_is_in_the_table() -> None:
    """A route that is added must say whom it is for."""
    served = {
        (method, route.path)  # type: ignore[attr-defined]
        for route in approved.router.routes
        for method in route.methods  # type: ignore[attr-defined]
    }
    assert len(served) == len(ROUTES)
