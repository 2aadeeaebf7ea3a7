"""Who gets what from the routes of tasks, needs, the agenda and calls back: every role against every route."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from assistant.domain.reasons import Reason
from assistant.domain.tasks import TaskKind
from assistant.services.tasks import NewTask
from assistant.web import agenda, needs, tasks
from tests.services.review_room import CAROL, EVERYBODY, a_draft, a_working
from tests.web.staff_desk import StaffDesk

TRANSPORT_READERS = {"carol", "chen", "sam", "andy", "edith"}
ALL_READERS = TRANSPORT_READERS | {"hanna"}
WORKERS = {"carol", "chen", "sam", "edith"}
POLICY_WORKERS = {"sam", "edith"}
DECIDERS = {"carol", "chen", "sam"}
CASE_READERS = DECIDERS | {"andy"}
NOTE: dict[str, Any] = {"json": {"note": "Seen."}}
TITLE: dict[str, Any] = {"json": {"title": "Pool lanes"}}
NEED, TASK, CALLS = "/api/needs/{need_id}", "/api/tasks/{task_id}", "/api/staff/cases/{case_id}/call-backs"
TASK_TO_OPEN = {"kind": "document", "departments": ["transport"], "title": "Write about kites"}

ROUTES: tuple[tuple[str, str, dict[str, Any], set[str], set[str]], ...] = (
    ("GET", "/api/tasks", {}, {one.username for one in EVERYBODY}, set()),
    ("POST", "/api/tasks", {"json": TASK_TO_OPEN}, POLICY_WORKERS, {one.username for one in EVERYBODY}),
    ("GET", TASK, {}, TRANSPORT_READERS, TRANSPORT_READERS),
    ("POST", f"{TASK}/assign", {"json": {"assignee": None}}, POLICY_WORKERS, TRANSPORT_READERS),
    ("POST", f"{TASK}/due", {"json": {"due": "2027-01-01"}}, POLICY_WORKERS, TRANSPORT_READERS),
    ("POST", f"{TASK}/note", NOTE, POLICY_WORKERS, TRANSPORT_READERS),
    ("POST", f"{TASK}/close", {"json": {"done": True, "note": "Done."}}, POLICY_WORKERS, TRANSPORT_READERS),
    ("POST", f"{TASK}/reopen", NOTE, POLICY_WORKERS, TRANSPORT_READERS),
    ("GET", "/api/needs", {}, ALL_READERS, {"ada"}),
    ("GET", "/api/needs/report", {}, ALL_READERS, {"ada"}),
    ("GET", "/api/needs/report.csv", {"params": {"quotes": "true"}}, ALL_READERS, {"ada"}),
    ("GET", "/api/needs/report.md", {"params": {"language": "zh"}}, ALL_READERS, {"ada"}),
    ("GET", NEED, {}, TRANSPORT_READERS, TRANSPORT_READERS),
    ("GET", f"{NEED}/questions", {}, TRANSPORT_READERS, TRANSPORT_READERS),
    ("POST", f"{NEED}/assign", {"json": {"assignee": None}}, WORKERS, TRANSPORT_READERS),
    ("POST", f"{NEED}/due", {"json": {"due": "2027-01-01"}}, WORKERS, TRANSPORT_READERS),
    ("POST", f"{NEED}/department", {"json": {"department_id": "transport"}}, WORKERS, TRANSPORT_READERS),
    ("POST", f"{NEED}/note", NOTE, WORKERS, TRANSPORT_READERS),
    ("POST", f"{NEED}/task", TITLE, WORKERS, TRANSPORT_READERS),
    ("POST", f"{NEED}/visit", TITLE, WORKERS, TRANSPORT_READERS),
    ("POST", f"{NEED}/propose", {"json": {"version_id": "v1"}}, WORKERS, TRANSPORT_READERS),
    ("POST", f"{NEED}/split", {"json": {"question_ids": ["{question_id}"]}}, DECIDERS, TRANSPORT_READERS),
    ("POST", f"{NEED}/merge", {"json": {"into": "{other_id}"}}, WORKERS, TRANSPORT_READERS),
    ("POST", f"{NEED}/serve", {"json": {"version_id": "v1"}}, DECIDERS, TRANSPORT_READERS),
    ("POST", f"{NEED}/drop", NOTE, WORKERS, TRANSPORT_READERS),
    ("POST", f"{NEED}/reopen", NOTE, WORKERS, TRANSPORT_READERS),
    ("GET", "/api/agenda", {}, ALL_READERS, {"ada"}),
    ("GET", "/api/agenda.md", {}, ALL_READERS, {"ada"}),
    ("GET", CALLS, {}, DECIDERS, CASE_READERS),
    ("POST", CALLS, {"json": {"note": "Ask how it went."}}, DECIDERS, CASE_READERS),
)
"""Method, path, what is sent, who is let through, and who may know that the thing exists (403 instead of 404)."""


@dataclass(frozen=True, slots=True)
class Office:
    """A served desk of transport: a need, another, a task, a closed case, and a session for everybody."""

    desk: StaffDesk
    ids: dict[str, str]
    headers: dict[str | None, dict[str, str]]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Set up once: what one of the permitted changed is a conflict, not a refusal, for the next."""
    desk = StaffDesk(tmp_path_factory.mktemp("needs-desk"))
    room = desk.room
    unserved = a_working(None, None, (Reason.NO_EVIDENCE,))
    for text in (
        "Book a swimming pool lane?",
        "How do I book a swimming pool lane?",
        "Where are electric scooters parked?",
    ):
        room.open_case(unserved, text)
    desk.desk.needs.gathering.settle()
    case = room.claimed_case(a_working(a_draft("A resident permit costs 84.00 euros a year.")))
    room.reviews.decide(CAROL, case.id, room.request(case))
    with room.store.begin() as work:
        task = desk.desk.knowledge.tasks.open(
            work, NewTask(TaskKind.CONFLICT, ("transport",), "Fee"), "system"
        )
        first, second = (need.facts.id for need in work.needs.all())
        moved = work.needs.asked([first])[0].question_id
    ids = {
        "need_id": first,
        "other_id": second,
        "question_id": moved,
        "task_id": task.facts.id,
        "case_id": case.id,
    }
    names = [*(person.username for person in EVERYBODY), None]
    return Office(desk, ids, {name: desk.headers(name) for name in names})


def _ids(value: object) -> str | None:
    return value if isinstance(value, str) else ""


@pytest.mark.parametrize(("method", "path", "sent", "permitted", "knowing"), ROUTES, ids=_ids)
def test_each_role_gets_what_its_rights_say(
    office: Office, method: str, path: str, sent: dict[str, Any], permitted: set[str], knowing: set[str]
) -> None:
    """The permitted pass the rights check, those who may know are forbidden, others find nothing, nobody is 401."""
    body = {key: _filled(value, office.ids) for key, value in sent.items()}
    for name, headers in office.headers.items():
        answer = office.desk.http.request(method, path.format(**office.ids), headers=headers, **body)
        if name is None:
            assert answer.status_code == 401, f"nobody: {answer.text}"
        elif name in permitted:
            assert answer.status_code in (200, 201, 204, 409), f"{name}: {answer.text}"
        else:
            expected = 403 if name in knowing else 404
            assert answer.status_code == expected, f"{name}: {answer.text}"


def _filled(value: Any, ids: dict[str, str]) -> Any:
    if value == {"into": "{other_id}"}:
        return {"into": ids["other_id"]}
    if value == {"question_ids": ["{question_id}"]}:
        return {"question_ids": [ids["question_id"]]}
    return value


def test_the_table_covers_every_route() -> None:
    """A route that is added must be added to the table."""
    served = {
        (method, route.path)
        for part in (needs, tasks, agenda)
        for route in part.router.routes
        for method in route.methods
    }
    assert served == {(method, path) for method, path, *_ in ROUTES}


def test_people_of_other_departments_see_no_words_in_the_list(office: Office) -> None:
    """Hanna of housing gets empty lists of transport's tasks and needs."""
    for path, field in (("/api/tasks", "tasks"), ("/api/needs", "needs")):
        answer = office.desk.http.get(path, headers=office.headers["hanna"])
        assert answer.json() == {field: []}


def test_an_auditor_changes_nothing_here() -> None:
    """No changing route lets an auditor through (S-26)."""
    assert [path for method, path, _, who, _ in ROUTES if method != "GET" and "andy" in who] == []
