"""Who gets what from the routes of policies and oversight: every role against every route, on a whole installation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.bootstrap import Installation, build
from assistant.domain.staff import Grant, Role
from assistant.settings import Settings
from assistant.web import (
    addresses,
    oversight,
    policies,
    publication_checks,
    recalls,
    saved_questions,
    search_trials,
    version_diffs,
)
from assistant.web.app import create_app
from knowledge_base import Audience, JurisdictionLevel, Upload
from tests.knowledge_base.builders import a_pdf

PASSWORD = "a-long-enough-phrase"
EDITOR, HOUSING_EDITOR, SUPERVISOR, AUDITOR = "editor", "housing_editor", "supervisor", "auditor"
CASEWORKER, ADMINISTRATOR = "caseworker", "administrator"
GRANTS = {
    CASEWORKER: Grant(Role.CASEWORKER),
    EDITOR: Grant(Role.POLICY_EDITOR),
    HOUSING_EDITOR: Grant(Role.POLICY_EDITOR, "housing"),
    SUPERVISOR: Grant(Role.SUPERVISOR),
    AUDITOR: Grant(Role.AUDITOR),
    ADMINISTRATOR: Grant(Role.ADMINISTRATOR),
}
ALL = set(GRANTS)
READERS = ALL - {ADMINISTRATOR}
OWN_READERS = READERS - {HOUSING_EDITOR}
WHY: dict[str, Any] = {"json": {"reason": "because"}}
TRIAL = {"topic_id": "waste-collection", "language": "en", "alpha": 0.1, "delta": 0.1}
FORM = {
    "document_id": "kites",
    "title": "Kites",
    "department_id": "environment",
    "language": "en",
    "effective_from": "2026-01-01",
}
VERSION = "/api/policies/versions/{version_id}"
DOCUMENT = "/api/policies/documents/{document_id}"
ASKED = {"q": "bins", "as_of": "2026-11-24"}
LEAVE: dict[str, Any] = {"json": {"reply_ids": ["none"], "reason": "not_affected"}}
CORRECT: dict[str, Any] = {"json": {"group_id": "g", "reply_ids": ["none"], "texts": {"en": "Sorry."}}}
SOMEWHERE: dict[str, Any] = {"json": {**FORM, "address": "https://www.example.org/kites.html"}}

ROUTES: tuple[tuple[str, str, dict[str, Any], set[str]], ...] = (
    ("GET", "/api/policies", {}, READERS),
    ("POST", "/api/policies", {"data": FORM, "files": {"file": ("k.md", b"# Kites\n\nFly them.")}}, {EDITOR}),
    ("GET", "/api/policies/indexes", {}, READERS),
    ("POST", "/api/policies/indexes/{index_id}/rollback", WHY, {EDITOR, SUPERVISOR}),
    ("POST", "/api/policies/search", {"json": ASKED}, READERS),
    ("POST", "/api/policies/search/whereabouts", {"json": {**ASKED, "document_id": "none"}}, READERS),
    ("GET", f"{DOCUMENT}/diff", {"params": {"from": "none-1", "to": "none-2"}}, READERS),
    ("GET", f"{DOCUMENT}/questions", {}, OWN_READERS),
    ("POST", f"{DOCUMENT}/questions", {"json": {"text": "Which bin is grey?", "language": "en"}}, {EDITOR}),
    ("POST", "/api/policies/questions/{question_id}/remove", WHY, set()),
    ("GET", "/api/policies/question-runs", {}, READERS),
    ("POST", "/api/policies/question-runs", {}, {EDITOR, HOUSING_EDITOR, SUPERVISOR}),
    ("GET", "/api/policies/question-runs/{run_id}", {}, READERS),
    ("POST", f"{VERSION}/question-run", {}, {EDITOR, SUPERVISOR}),
    ("GET", "/api/policies/sites", {}, READERS),
    ("POST", "/api/policies/from-address", SOMEWHERE, {EDITOR}),
    ("POST", f"{VERSION}/fetch-again", {"json": {"effective_from": "2026-01-01"}}, {EDITOR}),
    ("GET", VERSION, {}, OWN_READERS),
    ("GET", f"{VERSION}/pages/{{page}}", {}, OWN_READERS),
    ("POST", f"{VERSION}/submit", {"json": {}}, {EDITOR}),
    ("POST", f"{VERSION}/discard", {"json": {}}, {EDITOR}),
    ("POST", f"{VERSION}/publish", {"json": {}}, {EDITOR, SUPERVISOR}),
    ("POST", f"{VERSION}/withdraw", WHY, {EDITOR, SUPERVISOR}),
    ("GET", f"{VERSION}/checks", {}, OWN_READERS),
    ("POST", f"{VERSION}/release", {"json": {"finding_ids": ["x"], "why": "because"}}, {EDITOR, SUPERVISOR}),
    ("GET", "/api/recalls", {}, {SUPERVISOR}),
    ("GET", "/api/recalls/{change_id}", {}, {SUPERVISOR}),
    ("GET", "/api/recalls/{change_id}/replies/{reply_id}", {}, {SUPERVISOR}),
    ("POST", "/api/recalls/{change_id}/leave", LEAVE, {SUPERVISOR}),
    ("POST", "/api/recalls/{change_id}/correct", CORRECT, {SUPERVISOR}),
    ("POST", "/api/recalls/versions/{version_id}", WHY, {EDITOR, SUPERVISOR}),
    ("GET", "/api/oversight/certificates", {}, ALL),
    ("POST", "/api/oversight/certificates/trial", {"json": TRIAL}, {SUPERVISOR}),
    ("POST", "/api/oversight/certificates", {"json": TRIAL | {"reason": "because"}}, {SUPERVISOR}),
    ("POST", "/api/oversight/certificates/{certificate_id}/withdraw", WHY, set()),
    ("GET", "/api/oversight/stops", {}, ALL),
    (
        "PUT",
        "/api/oversight/stops",
        {"json": {"scope": "whole", "on": True, "reason": "because"}},
        {SUPERVISOR},
    ),
    ("GET", "/api/oversight/audit", {}, {AUDITOR}),
    ("POST", "/api/oversight/audit/verify", {}, {AUDITOR}),
    ("POST", "/api/oversight/audit/replays", {"json": {"number": "none"}}, {AUDITOR}),
)
"""Method, path, what is sent, and who passes the rights check; a certificate nobody signed is found by nobody."""


@dataclass(frozen=True, slots=True)
class Office:
    """A whole installation with one account a role, and a draft of the environment department."""

    http: TestClient
    tokens: dict[str | None, str]
    installation: Installation

    def fresh_draft(self, *, paged: bool = False) -> str:
        """A draft version nobody touched yet, of a file with pages if that is asked for."""
        base = self.installation.knowledge_base
        number = len(base.documents()) + 1
        upload = Upload(
            document_id=f"bins-{number}",
            title="Bins",
            department_id="environment",
            language="en",
            audience=Audience.PUBLIC,
            level=JurisdictionLevel.CITY,
            effective_from=date(2026, 1, 1),
            effective_to=None,
            file_name="bins.pdf" if paged else "bins.md",
            content=a_pdf([("Title", f"Bins {number}")])
            if paged
            else f"# Bins {number}\n\nThe bin is grey.".encode(),
        )
        return base.add(upload, "somebody").id


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The office, its index built, served in this process."""
    installation = build(Settings(data_dir=tmp_path_factory.mktemp("office") / "data", _env_file=None))
    installation.knowledge_base.build_index()
    desk = installation.desk
    tokens: dict[str | None, str] = {}
    for name, grant in GRANTS.items():
        desk.accounts.add_by_system(name, name, (grant,), PASSWORD)
        tokens[name] = desk.sign_in.sign_in(name, PASSWORD, name).token
    yield Office(TestClient(create_app(desk), raise_server_exceptions=False), tokens, installation)
    installation.close()


@pytest.mark.parametrize(("method", "path", "sent", "permitted"), ROUTES)
def test_each_role_gets_what_its_rights_say(
    office: Office, method: str, path: str, sent: dict[str, Any], permitted: set[str]
) -> None:
    """The permitted get past the rights check, others are forbidden or find nothing, nobody is told to sign in."""
    for name in (*GRANTS, None):
        paged = "{page}" in path
        draft = office.fresh_draft(paged=paged) if "{version_id}" in path or "{document_id}" in path else ""
        document = office.installation.knowledge_base.version(draft).document_id if draft else ""
        filled = path.format(
            version_id=draft,
            page=1,
            document_id=document,
            index_id="none",
            certificate_id="none",
            question_id="none",
            run_id="none",
            change_id="none",
            reply_id="none",
        )
        headers = {"Authorization": f"Bearer {office.tokens[name]}"} if name else {}
        answer = office.http.request(method, filled, headers=headers, **sent)
        if name is None:
            assert answer.status_code == 401, answer.text
        elif name in permitted:
            assert answer.status_code not in (401, 403, 500), f"{name}: {answer.text}"
            assert answer.status_code != 404 or "none" in f"{filled} {sent}", f"{name}: {answer.text}"
        else:
            assert answer.status_code in (403, 404), f"{name}: {answer.text}"


def test_a_page_of_a_pdf_is_a_picture_and_other_files_have_none(office: Office) -> None:
    """The picture is a PNG that no proxy keeps; a page beyond the last, or of a file without pages, is not found."""
    headers = {"Authorization": f"Bearer {office.tokens[EDITOR]}"}
    drawn = office.http.get(
        f"/api/policies/versions/{office.fresh_draft(paged=True)}/pages/1", headers=headers
    )
    assert (drawn.status_code, drawn.headers["content-type"]) == (200, "image/png")
    assert drawn.content.startswith(b"\x89PNG")
    assert "no-store" in drawn.headers["cache-control"]
    for draft, page in ((office.fresh_draft(paged=True), 2), (office.fresh_draft(), 1)):
        assert (
            office.http.get(f"/api/policies/versions/{draft}/pages/{page}", headers=headers).status_code
            == 404
        )


def test_the_table_covers_every_route_of_policies_and_oversight() -> None:
    """A route that is added must be added to the table."""
    served = {
        (method, route.path)
        for part in (
            policies,
            oversight,
            addresses,
            saved_questions,
            search_trials,
            version_diffs,
            publication_checks,
            recalls,
        )
        for route in part.router.routes
        for method in route.methods
    }
    assert served == {(method, path) for method, path, *_ in ROUTES}


def test_an_auditor_changes_nothing_anywhere(office: Office) -> None:
    """Of every route that is sent, those open to an auditor are the check of the log and the searches (S-26)."""
    sent = {(method, path) for method, path, _, who in ROUTES if method != "GET" and AUDITOR in who}
    assert sent == {
        ("POST", "/api/oversight/audit/replays"),
        ("POST", "/api/oversight/audit/verify"),
        ("POST", "/api/policies/search"),
        ("POST", "/api/policies/search/whereabouts"),
    }


def test_hits_of_several_departments_each_name_their_owner_and_level(office: Office) -> None:
    """S-03: one question finds passages of two departments; each carries owner, level and jurisdiction's document."""
    base = office.installation.knowledge_base
    for department, level in (
        ("environment", JurisdictionLevel.CITY),
        ("housing", JurisdictionLevel.PROVINCE),
    ):
        upload = Upload(
            document_id=f"lanterns-{department}",
            title="Lanterns",
            department_id=department,
            language="en",
            audience=Audience.PUBLIC,
            level=level,
            effective_from=date(2026, 1, 1),
            effective_to=None,
            file_name="lanterns.md",
            content=f"# Lanterns\n\nPaper lanterns are allowed by {department}.".encode(),
        )
        version = base.add(upload, "one")
        base.submit(version.id, "one")
        base.publish(version.id, "another")
    headers = {"Authorization": f"Bearer {office.tokens[CASEWORKER]}"}
    asked = {"q": "Are paper lanterns allowed?", "as_of": "2026-11-24"}
    hits = office.http.post("/api/policies/search", json=asked, headers=headers).json()["hits"]
    assert {(hit["department_id"], hit["level"]) for hit in hits[:2]} == {
        ("environment", "city"),
        ("housing", "province"),
    }


def test_a_department_cannot_edit_anothers_document(office: Office) -> None:
    """S-03: neither a new version nor a step on an existing one."""
    headers = {"Authorization": f"Bearer {office.tokens[HOUSING_EDITOR]}"}
    draft = office.fresh_draft()
    document = office.installation.knowledge_base.version(draft).document_id
    for department in ("environment", "housing"):
        form = {**FORM, "document_id": document, "department_id": department}
        files = {"file": ("bins.md", b"# Bins\n\nThe bin is pink.")}
        assert office.http.post("/api/policies", data=form, files=files, headers=headers).status_code == 403
    answer = office.http.post(f"/api/policies/versions/{draft}/submit", json={}, headers=headers)
    assert answer.status_code == 403
