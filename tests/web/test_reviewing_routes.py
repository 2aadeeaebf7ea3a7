"""Judgements before the draft over HTTP: what is told, and to whom."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from pydantic import BaseModel

from assistant.domain.review_arms import ArmShares
from assistant.services.review_arms import ReviewArms
from assistant.web import reviewing, trials
from assistant.web.wire_audits import PersonShown, SuspendedShown
from assistant.web.wire_reviewing import PersonToTalkToShown, ProtectionShown
from tests.services.review_room import EVERYBODY, PIPELINE
from tests.web.staff_desk import StaffDesk

ALL = {person.username for person in EVERYBODY}

NEW_QUESTION = {"passage_id": "p1", "asked": "What is the fee?", "choices": ["1", "2", "3"], "right": 1}

ROUTES: tuple[tuple[str, str, dict[str, Any], set[str]], ...] = (
    ("GET", "/api/reviewing/own-judgements", {}, ALL),
    ("GET", "/api/reviewing/protection", {}, {"sam", "andy"}),
    ("GET", "/api/reviewing/checks", {}, ALL),
    ("GET", "/api/reviewing/incidents", {}, ALL),
    ("POST", "/api/reviewing/checks/{topic_id}/sittings", {}, {"carol", "chen", "sam"}),
    ("POST", "/api/reviewing/sittings/{sitting_id}/answers", {"json": {"answers": [1]}}, ALL),
    ("GET", "/api/reviewing/checks/{topic_id}/questions", {}, {"sam"}),
    ("POST", "/api/reviewing/checks/{topic_id}/questions", {"json": NEW_QUESTION}, {"sam"}),
    ("POST", "/api/reviewing/check-questions/{question_id}/retire", {}, ALL),
    ("POST", "/api/reviewing/cases/{case_id}/second-reading", {}, ALL),
    ("GET", "/api/oversight-trials", {}, ALL),
    ("POST", "/api/oversight-trials", {"json": {"department_id": "transport"}}, {"sam"}),
    ("GET", "/api/oversight-trials/{trial_id}/next", {}, ALL),
    ("POST", "/api/oversight-trials/{trial_id}/verdicts", {"json": {"seed_id": "s", "send": True}}, ALL),
    ("POST", "/api/oversight-trials/{trial_id}/end", {}, ALL),
)
"""Method, path, what is sent, and who is let through; everybody else is forbidden."""


@pytest.fixture
def first(tmp_path: Any) -> StaffDesk:
    """A desk where every case is judged first."""
    desk = StaffDesk(tmp_path)
    room = desk.room
    object.__setattr__(
        desk.desk,
        "review_cases",
        room.reviews_of(PIPELINE, ReviewArms(room.clock, room.ids, ArmShares(1.0, 0.0))),
    )
    return desk


def test_the_api_gives_no_draft_before_an_initial_judgement(first: StaffDesk) -> None:
    """H-01: not in the case, and a decision is a 409; right after the judgement the draft is there."""
    case, carol = first.room.claimed_case(), first.headers("carol")
    path = f"/api/staff/cases/{case.id}"
    seen = first.http.get(path, headers=carol).json()
    assert (seen["draft"], seen["judgement_needed"]) == (None, True)
    decision = {"kind": "written", "reason": "ok", "decision_key": "k", "text": "Hello"}
    answer = first.http.post(f"{path}/decisions", headers=carol, json=decision)
    assert (answer.status_code, answer.json()["code"]) == (409, "judgement_needed")
    said = {"judged_as": "answerable", "gist": "84 euros"}
    assert first.http.post(f"{path}/initial-judgement", headers=carol, json=said).status_code == 204
    seen = first.http.get(path, headers=carol).json()
    assert seen["draft"]["text"]
    assert not seen["judgement_needed"]


def test_own_judgements_are_ones_own(first: StaffDesk) -> None:
    """S-12: the record holds what its owner thought and decided; a colleague's is empty."""
    room, carol = first.room, first.headers("carol")
    case = room.claimed_case()
    said = {"judged_as": "not_answerable", "passage_id": "p1"}
    path = f"/api/staff/cases/{case.id}"
    first.http.post(f"{path}/initial-judgement", headers=carol, json=said)
    draft = room.draft(case)
    approval = {
        "kind": "approved",
        "reason": "ok",
        "decision_key": "k",
        "draft_id": draft.id,
        "draft_version": draft.version,
        "draft_sha256": draft.sha256,
    }
    assert first.http.post(f"{path}/decisions", headers=carol, json=approval).status_code == 200
    (line,) = first.http.get("/api/reviewing/own-judgements", headers=carol).json()["judgements"]
    assert (line["judged_as"], line["decided"], line["changed_mind"]) == ("not_answerable", "approved", True)
    sam = first.http.get("/api/reviewing/own-judgements", headers=first.headers("sam")).json()
    assert sam == {"judgements": [], "hasty": 0}


@pytest.mark.parametrize(("method", "path", "sent", "permitted"), ROUTES)
def test_each_role_gets_what_its_rights_say(
    staff_desk: StaffDesk, method: str, path: str, sent: dict[str, Any], permitted: set[str]
) -> None:
    """X-09: who lacks the right is forbidden, nobody is 401."""
    for person in (*EVERYBODY, None):
        name = person.username if person is not None else None
        filled = path.format(topic_id="parking", sitting_id="s", question_id="q", trial_id="t", case_id="c")
        answer = staff_desk.http.request(method, filled, headers=staff_desk.headers(name), **sent)
        if name is None:
            assert answer.status_code == 401, answer.text
        elif name in permitted:
            assert answer.status_code in (200, 204, 404, 409, 422), f"{name}: {answer.text}"
        else:
            assert answer.status_code == 403, f"{name}: {answer.text}"


def test_the_table_covers_every_route() -> None:
    """A route that is added must be added to the table."""
    served = {
        (method, route.path)
        for part in (reviewing, trials)
        for route in part.router.routes
        for method in route.methods
    }
    assert served == {(method, path) for method, path, *_ in ROUTES}


def _names(model: Any) -> set[str]:
    """All names of fields, at any depth."""
    found = set()
    for name, field in model.model_fields.items():
        found.add(name)
        for inner in (field.annotation, *get_args(field.annotation)):
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                found |= _names(inner)
    return found


def test_no_report_sets_people_beside_a_count() -> None:
    """S-24: where people are named nothing is counted, ranked or timed; overruling never stands beside throughput."""
    assert set(PersonToTalkToShown.model_fields) == {"id", "display_name", "alarms"}
    assert set(SuspendedShown.model_fields) == {"people"}
    assert set(PersonShown.model_fields) == {"id", "display_name"}
    for model in (ProtectionShown, SuspendedShown):
        assert not _names(model) & {
            "rank",
            "score",
            "throughput",
            "per_person",
            "staff_id",
            "replies",
            "per_hour",
        }
