"""Audits, certificates and figures over HTTP: who gets what, and what the answers hold (X-09)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from assistant.services.audit_sampling import AuditSampling, AuditShares
from assistant.services.forced_review import ForcedReview, NothingChanges
from assistant.services.record_outcome import OutcomeRecorder
from assistant.web import audits
from tests.services.asking_room import a_certificate_for_parking, releasable
from tests.services.review_room import EVERYBODY, PIPELINE, Room
from tests.web.staff_desk import StaffDesk

LABELLERS = {"carol", "chen", "sam"}
READERS = {"sam", "andy"}
ALL = {person.username for person in EVERYBODY}
LABEL: dict[str, Any] = {"json": {"verdict": "right"}}

ROUTES: tuple[tuple[str, str, dict[str, Any], set[str], set[str]], ...] = (
    ("GET", "/api/audits", {}, LABELLERS | {"hanna"}, ALL),
    ("GET", "/api/audits/{audit}", {}, LABELLERS, LABELLERS),
    ("POST", "/api/audits/{audit}/label", LABEL, LABELLERS, LABELLERS),
    ("GET", "/api/oversight/certificates/{certificate}", {}, READERS, READERS),
    (
        "POST",
        "/api/oversight/certificates/{certificate}/tighten",
        {"json": {"threshold": 0.9, "reason": "careful"}},
        {"sam"},
        READERS,
    ),
    ("GET", "/api/competence/own", {}, ALL, ALL),
    ("GET", "/api/competence/suspended", {}, {"sam"}, ALL),
    ("POST", "/api/competence/carol/reinstate", {"json": {"reason": "trained"}}, {"sam"}, {"sam"}),
    (
        "POST",
        "/api/competence/pairs",
        {"json": {"case_id": "{case}", "draft_sha256": "x"}},
        LABELLERS,
        LABELLERS | {"andy"},
    ),
)


@dataclass
class Served:
    """A desk with one automatic answer that was drawn, under a certificate."""

    desk: StaffDesk
    number: int = 0

    @property
    def room(self) -> Room:
        """Behind it."""
        return self.desk.room

    def drawn(self) -> str:
        """One more drawn answer; the id of its audit."""
        room = self.room
        receipt = room.open_conversation()
        conversation = room.conversations.authenticate(receipt.conversation_id, receipt.secret)
        accepted = room.conversations.accept(conversation, "How much is it?", room.ids.new_id())
        sampling = AuditSampling(room.ids, room.clock, AuditShares(1.0, 1.0), ForcedReview(NothingChanges()))
        recorder = OutcomeRecorder(
            room.store, room.town, room.clock, room.ids, room.sources, PIPELINE, None, sampling
        )
        with room.store.read() as work:
            record = work.questions.get(accepted.question_id)
        assert record is not None
        recorder.record(record, conversation, releasable())
        with room.store.read() as work:
            return next(one.id for one in work.audits.open(None) if one.question_id == record.id)

    def get(self, path: str, username: str) -> Any:
        """What this person reads."""
        answer = self.desk.http.get(path, headers=self.desk.headers(username))
        assert answer.status_code == 200, answer.text
        return answer.json()


@pytest.fixture
def served(staff_desk: StaffDesk) -> Served:
    """English parking answers go out."""
    with staff_desk.room.store.begin() as work:
        work.oversight.add_certificate(a_certificate_for_parking(staff_desk.room))  # type: ignore[arg-type]
    return Served(staff_desk)


@pytest.mark.parametrize(("method", "path", "sent", "permitted", "knowing"), ROUTES)
def test_each_role_gets_what_its_rights_say(
    served: Served, method: str, path: str, sent: dict[str, Any], permitted: set[str], knowing: set[str]
) -> None:
    """X-09: the permitted pass the check, those who may know are forbidden, others find nothing, nobody is 401."""
    for person in (*EVERYBODY, None):
        audit = served.drawn()
        case = served.room.open_case()
        filled = path.format(audit=audit, certificate="certificate-1")
        body = {"json": {**sent["json"], "case_id": case.id}} if "case_id" in sent.get("json", {}) else sent
        name = person.username if person is not None else None
        answer = served.desk.http.request(method, filled, headers=served.desk.headers(name), **body)
        if name is None:
            assert answer.status_code == 401, f"nobody: {answer.text}"
        elif name in permitted:
            assert answer.status_code in (200, 204, 409), f"{name}: {answer.text}"
        else:
            assert answer.status_code == (403 if name in knowing else 404), f"{name}: {answer.text}"


def test_the_table_covers_every_route() -> None:
    """A route that is added must be added to the table; what is public is tested by itself."""
    shown = {
        (method, route.path)  # type: ignore[attr-defined]
        for route in audits.router.routes
        for method in route.methods  # type: ignore[attr-defined]
    }
    told = {
        (
            method,
            path.replace("{audit}", "{audit_id}")
            .replace("{certificate}", "{certificate_id}")
            .replace("/carol/", "/{person_id}/"),
        )
        for method, path, *_ in ROUTES
    }
    assert shown - told == {("GET", "/api/autonomy")}


def test_a_sheet_holds_no_verdict_and_no_score(served: Served) -> None:
    """H-11, C-07: nothing that could colour a label is in the answer, at any depth."""
    sheet = served.get(f"/api/audits/{served.drawn()}", "chen")
    assert set(sheet) == {
        "id", "department_id", "topic_id", "language", "drawn_at", "question", "answer", "passages",
    }  # fmt: skip
    assert set(sheet["passages"][0]) == {
        "document_title", "heading_path", "text", "effective_from", "effective_to",
    }  # fmt: skip


def test_a_laxer_threshold_is_forbidden(served: Served) -> None:
    """C-02: POST of a laxer threshold is 403, of a stricter one 200 and in force."""
    path = "/api/oversight/certificates/certificate-1/tighten"
    headers = served.desk.headers("sam")
    laxer = served.desk.http.post(path, json={"threshold": 0.4, "reason": "more"}, headers=headers)
    assert (laxer.status_code, laxer.json()["code"]) == (403, "forbidden")
    stricter = served.desk.http.post(path, json={"threshold": 0.9, "reason": "careful"}, headers=headers)
    assert (stricter.status_code, stricter.json()["bar"], stricter.json()["threshold"]) == (200, 0.9, 0.5)


def test_an_alarm_is_public_at_once(served: Served) -> None:
    """C-09, S-07: the request that raises it names the certificate; without signing in everybody reads that it ended."""
    withdrawn: list[str] = []
    headers = served.desk.headers("chen")
    for _ in range(6):
        answer = served.desk.http.post(
            f"/api/audits/{served.drawn()}/label", json={"verdict": "partial"}, headers=headers
        )
        withdrawn = answer.json()["withdrawn"]
        if withdrawn:
            break
    assert withdrawn == ["certificate-1"]
    assert served.desk.http.get("/autonomy.html").status_code == 200
    public = served.desk.http.get("/api/autonomy").json()
    (group,) = public["groups"]
    assert (group["status"], group["topic_name"]["zh"]) == ("withdrawn", "停车")
    assert group["ended_by_alarm_at"] is not None
    assert group["audited"] == group["audited_wrong"] > 1
    assert public["cumulative_delta"] == pytest.approx(0.1)
    watched = served.get("/api/oversight/certificates/certificate-1", "sam")
    assert watched["steps"][-1]["raised"]
    assert watched["steps"][-1]["log_wealth"] >= watched["steps"][-1]["log_limit"]
    assert watched["withdrawn_reason"]


def test_an_unknown_verdict_is_refused_by_name(served: Served) -> None:
    """A typing error labels nothing."""
    answer = served.desk.http.post(
        f"/api/audits/{served.drawn()}/label", json={"verdict": "good"}, headers=served.desk.headers("chen")
    )
    assert (answer.status_code, answer.json()["field"]) == (422, "verdict")
