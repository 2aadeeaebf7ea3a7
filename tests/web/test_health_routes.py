"""Health, history, content faults and two-person publishing over HTTP, on a whole installation (S-16, X-03)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.bootstrap import Installation, build
from assistant.domain.questions import Language, Question
from assistant.domain.staff import Grant, Role
from assistant.settings import Settings
from assistant.web import content_faults, health
from assistant.web.app import create_app

PASSWORD = "a-long-enough-phrase"
GRANTS = {
    "caseworker": Grant(Role.CASEWORKER),
    "editor": Grant(Role.POLICY_EDITOR),
    "second": Grant(Role.POLICY_EDITOR),
    "housing_editor": Grant(Role.POLICY_EDITOR, "housing"),
    "supervisor": Grant(Role.SUPERVISOR),
    "auditor": Grant(Role.AUDITOR),
    "administrator": Grant(Role.ADMINISTRATOR),
}
READERS = set(GRANTS) - {"administrator"}
OWN_READERS = READERS - {"housing_editor"}
REVIEWERS = {"editor", "second", "supervisor"}
REVIEW: dict[str, Any] = {"json": {"version_id": "none", "next_review": "2026-12-31"}}
FAULT: dict[str, Any] = {"json": {"passage_id": "none", "kind": "wrong", "note": "The fee rose."}}

ROUTES: tuple[tuple[str, str, dict[str, Any], set[str]], ...] = (
    ("GET", "/api/policies/health", {}, READERS),
    ("GET", "/api/policies/health/{document_id}", {}, OWN_READERS),
    ("POST", "/api/policies/health/{document_id}/reviews", REVIEW, REVIEWERS),
    ("GET", "/api/policies/history", {}, READERS),
    ("GET", "/api/policies/history/{document_id}", {}, READERS),
    ("GET", "/api/policies/faults", {}, READERS),
    ("POST", "/api/staff/cases/{case_id}/faults", FAULT, set()),
)
"""Method, path, what is sent, and who passes the rights check; a case that does not exist is found by nobody."""


@dataclass(frozen=True, slots=True)
class Office:
    """A whole installation with one account a role and one published document of the environment department."""

    http: TestClient
    tokens: dict[str, str]
    installation: Installation

    def call(self, who: str | None, method: str, path: str, **sent: Any) -> Any:
        """One request."""
        headers = {"Authorization": f"Bearer {self.tokens[who]}"} if who else {}
        return self.http.request(method, path, headers=headers, **sent)

    def submitted(self, fee: int, starts: str = "2026-01-01") -> str:
        """A version that the editor uploaded and submitted."""
        text = f"# Compost bins\n\n## Fees\n\nA compost bin costs {fee} euros a year for each household.\n"
        form = {
            "document_id": "compost-bins",
            "title": "Compost bins",
            "department_id": "environment",
            "language": "en",
            "effective_from": starts,
        }
        made = self.call(
            "editor", "POST", "/api/policies", data=form, files={"file": ("c.md", text.encode())}
        )
        assert made.status_code == 201, made.text
        version_id = str(made.json()["version"]["id"])
        self.step("editor", version_id, "submit")
        return version_id

    def step(self, who: str, version_id: str, action: str) -> Any:
        """One step of the life cycle, which must succeed."""
        done = self.call(who, "POST", f"/api/policies/versions/{version_id}/{action}", json={})
        assert done.status_code == 200, done.text
        return done.json()

    def answer(self) -> str:
        """What the engine drafts today."""
        now = self.installation.clock.now()
        asked = Question("q", "c", "How much does a compost bin cost?", Language.EN, now)
        draft = self.installation.engine.run(asked).draft
        return draft.text() if draft is not None else ""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The office, its first version published by two people."""
    installation = build(Settings(data_dir=tmp_path_factory.mktemp("office") / "data", _env_file=None))
    desk = installation.desk
    tokens = {}
    for name, grant in GRANTS.items():
        desk.accounts.add_by_system(name, name.title(), (grant,), PASSWORD)
        tokens[name] = desk.sign_in.sign_in(name, PASSWORD, name).token
    made = Office(TestClient(create_app(desk), raise_server_exceptions=False), tokens, installation)
    made.step("second", made.submitted(84), "publish")
    yield made
    installation.close()


@pytest.mark.parametrize(("method", "path", "sent", "permitted"), ROUTES)
def test_each_role_gets_what_its_rights_say(
    office: Office, method: str, path: str, sent: dict[str, Any], permitted: set[str]
) -> None:
    """The permitted get past the rights check, others are forbidden or find nothing, nobody is told to sign in."""
    filled = path.format(document_id="compost-bins", case_id="none")
    assert office.call(None, method, filled, **sent).status_code == 401
    for name in GRANTS:
        answer = office.call(name, method, filled, **sent)
        if name in permitted:
            assert answer.status_code in (200, 201, 422), f"{name}: {answer.text}"
        else:
            assert answer.status_code in (403, 404), f"{name}: {answer.text}"


def test_the_table_covers_every_route_of_health_and_faults() -> None:
    """A route that is added must be added to the table."""
    served = {
        (method, route.path)
        for part in (health, content_faults)
        for route in part.router.routes
        for method in route.methods
    }
    assert served == {(method, path) for method, path, *_ in ROUTES}


def test_an_editor_of_another_department_sees_no_health_of_this_one(office: Office) -> None:
    """What housing's editor may not see is not in their list either."""
    path = "/api/policies/health"
    assert office.call("housing_editor", "GET", path).json()["documents"] == []
    seen = office.call("auditor", "GET", path).json()["documents"]
    assert [one["document_id"] for one in seen] == ["compost-bins"]


def test_a_review_sets_the_next_day_and_enters_the_history(office: Office) -> None:
    """It is filed under the person's name with its note, and the day becomes the document's."""
    before = office.call("editor", "GET", "/api/policies/health/compost-bins").json()["health"]
    day = (office.installation.desk.knowledge.tasks.today() + timedelta(days=200)).isoformat()
    body = {"version_id": before["version_id"], "next_review": day, "note": "Fees compared with the order"}
    done = office.call("supervisor", "POST", "/api/policies/health/compost-bins/reviews", json=body)
    assert (done.status_code, done.json()["by"]) == (201, "Supervisor")
    after = office.call("editor", "GET", "/api/policies/health/compost-bins").json()["health"]
    assert (after["review_by"], after["reviewed"]["note"]) == (day, body["note"])
    newest = office.call("editor", "GET", "/api/policies/history/compost-bins").json()["steps"][0]
    assert (newest["step"], newest["by"], newest["next_review"]) == ("reviewed", "Supervisor", day)


def test_one_person_publishing_is_forbidden_x03(office: Office) -> None:
    """X-03: whoever uploaded and submitted gets 403 with its own code, and the answer stays what it was."""
    version_id = office.submitted(91)
    refused = office.call("editor", "POST", f"/api/policies/versions/{version_id}/publish", json={})
    assert (refused.status_code, refused.json()["code"]) == (403, "second_person_needed")
    assert "84 euros" in office.answer()
    office.step("editor", version_id, "discard")


def test_rolling_back_restores_the_answers_x03(office: Office) -> None:
    """X-03: a new fee changes the answer; after the roll-back the old one is given, and the history says who and why."""
    before = office.call("editor", "GET", "/api/policies/indexes").json()[0]["id"]
    assert "84 euros" in office.answer()
    version_id = office.submitted(97, str(office.installation.desk.knowledge.tasks.today().replace(day=1)))
    office.step("second", version_id, "publish")
    assert "97 euros" in office.answer()
    path = f"/api/policies/indexes/{before}/rollback"
    done = office.call("second", "POST", path, json={"reason": "The council withdrew the fee"})
    assert done.status_code == 200, done.text
    assert "84 euros" in office.answer()
    assert "97 euros" not in office.answer()
    newest = office.call("editor", "GET", "/api/policies/history").json()["steps"][0]
    assert (newest["step"], newest["by"], newest["reason"]) == (
        "index_rolled_back",
        "Second",
        "The council withdrew the fee",
    )
    assert [(one["document_id"], one["after"]) for one in newest["touched"]] == [("compost-bins", 1)]
    assert newest["touched"][0]["before"] > 1


def test_every_version_tells_its_source_author_approver_and_days_x03(office: Office) -> None:
    """X-03: the hash of the file, who brought and who approved it, and when it is in force stand by each version."""
    listed = office.call("editor", "GET", "/api/policies").json()["documents"][0]["versions"]
    first = next(one for one in listed if one["number"] == 1)
    assert len(first["source_sha256"]) == 64
    assert (first["created_by"], first["approved_by"]) == ("Editor", "Second")
    assert first["effective_from"] == "2026-01-01"
