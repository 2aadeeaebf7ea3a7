"""Recalls over HTTP: from the list of changes to the correction in the citizen's conversation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.bootstrap import Installation, build
from assistant.domain.staff import Grant, Role
from assistant.services.fixed_texts import disclosure_version
from assistant.web.app import create_app
from tests.cli.office import PARKING, open_office, settings_of, upload_of

PASSWORD = "a-long-enough-phrase"


@dataclass
class Office:
    """A whole installation, a citizen with a reply on parking, and Sue who decides about recalls."""

    http: TestClient
    installation: Installation
    staff: dict[str, str]
    citizen: dict[str, str]
    conversation: str

    def get(self, path: str) -> Any:
        """What the supervisor reads."""
        answer = self.http.get(path, headers=self.staff)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, path: str, body: dict[str, Any]) -> Any:
        """What the supervisor does."""
        answer = self.http.post(path, json=body, headers=self.staff)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def messages(self) -> list[dict[str, Any]]:
        """What the citizen's page shows."""
        read = self.http.get(f"/api/conversations/{self.conversation}", headers=self.citizen)
        assert read.status_code == 200, read.text
        found: list[dict[str, Any]] = read.json()["messages"]
        return found


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Asked, answered by Sue from the engine's draft; then the fee goes up and a round passes."""
    installation = build(settings_of(open_office(tmp_path_factory.mktemp("recalls") / "data")))
    desk = installation.desk
    desk.accounts.add_by_system("sue", "Sue", (Grant(Role.SUPERVISOR),), PASSWORD)
    desk.accounts.add_by_system("eve", "Eve", (Grant(Role.POLICY_EDITOR),), PASSWORD)
    token = desk.sign_in.sign_in("sue", PASSWORD, "sue").token
    http = TestClient(create_app(desk), raise_server_exceptions=False)
    opened = http.post(
        "/api/conversations", json={"language": "en", "disclosure_version": disclosure_version()}
    ).json()
    made = Office(
        http,
        installation,
        {"Authorization": f"Bearer {token}"},
        {"Authorization": f"Receipt {opened['secret']}"},
        opened["conversation_id"],
    )
    _answered(made)
    _fee_goes_up(made)
    assert installation.rounds.run() == ()
    yield made
    installation.close()


def _answered(office: Office) -> None:
    text = "How much does a resident parking permit cost per year?"
    sent = office.http.post(
        f"/api/conversations/{office.conversation}/messages",
        json={"text": text, "client_id": "c1"},
        headers=office.citizen,
    )
    office.installation.processing.process(sent.json()["question_id"])
    (row,) = office.get("/api/staff/cases")["cases"]
    office.http.post(f"/api/staff/cases/{row['id']}/claim", json={}, headers=office.staff)
    draft = office.get(f"/api/staff/cases/{row['id']}")["draft"]
    decision = {
        "kind": "approved",
        "reason": "ok",
        "decision_key": "k",
        "draft_id": draft["id"],
        "draft_version": draft["version"],
        "draft_sha256": draft["sha256"],
    }
    office.post(f"/api/staff/cases/{row['id']}/decisions", decision)


def _fee_goes_up(office: Office) -> None:
    desk = office.installation.desk
    staff = {one.username: one for one in _people(office)}
    upload = upload_of(PARKING.replace("120", "150"), "resident-parking", "Resident parking")
    version = desk.policies.upload(staff["eve"], upload).version
    desk.policies.submit(staff["eve"], version.id)
    desk.policies.publish(staff["sue"], version.id)


def _people(office: Office) -> Any:
    with office.installation.store.read() as work:
        return work.staff.all()


def test_a_reply_is_corrected_from_the_list_to_the_citizens_page(office: Office) -> None:
    """X-22: the change is listed with one open reply; old and new words; after sending the citizen reads both."""
    (change,) = office.get("/api/recalls")["changes"]
    assert (change["kind"], change["open"], change["title"]) == ("superseded", 1, "Resident parking")
    detail = office.get(f"/api/recalls/{change['id']}")
    (group,) = detail["groups"]
    (quote,) = group["quotes"]
    assert quote["fate"] == "changed"
    assert "120 euros" in quote["then"]["quote"]
    assert "150 euros" in quote["now"]["quote"]
    (reply,) = group["replies"]
    content = office.get(f"/api/recalls/{change['id']}/replies/{reply['reply_id']}")
    assert "How much" in content["question"]

    body = {"group_id": group["id"], "reply_ids": [reply["reply_id"]], "texts": group["proposed"]}
    told = office.post(f"/api/recalls/{change['id']}/correct", body)
    assert told == {"done": [reply["reply_id"]], "decided_before": [], "erased": []}

    messages = office.messages()
    first, correction = (one for one in messages if one["reply"] is not None)
    assert (correction["kind"], correction["author"]) == ("correction", "person")
    assert correction["corrects"] == first["reply"]["id"] == reply["reply_id"]
    assert correction["reply"]["text"] == group["proposed"]["en"]
    assert correction["reply"]["provenance"] == "person"
    assert "supervisor" in correction["reply"]["released_by"]["label"]
    assert [one["version_id"] for one in correction["reply"]["citations"]] == [quote["now"]["version_id"]]
    assert first["reply"]["corrected_at"] == correction["reply"]["created_at"]
    (after,) = office.get("/api/recalls")["changes"]
    assert (after["open"], after["corrected"]) == (0, 1)


def test_erasing_over_http_takes_everything_with_it(office: Office) -> None:
    """L-12: the citizen is told what copies exist; after that the receipt opens nothing and the recall says erased."""
    erased = office.http.delete(f"/api/conversations/{office.conversation}", headers=office.citizen)
    assert (erased.status_code, erased.json()["copies"]) == (200, [])
    for method, path in (("GET", ""), ("DELETE", ""), ("GET", "/events")):
        again = office.http.request(
            method, f"/api/conversations/{office.conversation}{path}", headers=office.citizen
        )
        assert again.status_code == 404
    (change,) = office.get("/api/recalls")["changes"]
    detail = office.get(f"/api/recalls/{change['id']}")
    assert detail["groups"] == []
    (gone,) = detail["erased"]
    answer = office.http.get(f"/api/recalls/{change['id']}/replies/{gone['reply_id']}", headers=office.staff)
    assert answer.status_code == 404
