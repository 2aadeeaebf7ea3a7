"""A policy changes: its next answers go to a person until ten were audited and right. A whole installation, over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.adapters.changed_texts import UNKNOWN, KnowledgeChangedTexts
from assistant.adapters.seed_edits import KnownBadEdits
from assistant.adapters.system import SystemIds
from assistant.bootstrap import Installation, build
from assistant.domain.certificates import Certificate
from assistant.domain.questions import Language
from assistant.domain.reply_audits import NEEDED_AFTER_CHANGE
from assistant.domain.seeds import SeedKind
from assistant.domain.staff import Grant, Role
from assistant.services.certification import GRID
from assistant.services.fixed_texts import disclosure_version
from assistant.settings import Settings
from assistant.web.app import create_app
from tests.cli.office import PARKING, open_office, upload_of

PASSWORD = "a-long-enough-phrase"
FEE = "How much does a resident parking permit cost per year?"


class HalfDraws(SystemIds):
    """Real ids; every draw is one half, so that one label settles each audit."""

    def draw(self) -> float:
        """One half."""
        return 0.5


@dataclass
class Town:
    """An installation whose answers on parking go out, all of them drawn for audits."""

    http: TestClient
    installation: Installation
    tokens: dict[str, str] = field(default_factory=dict)

    def headers(self, username: str) -> dict[str, str]:
        """Signed in."""
        if username not in self.tokens:
            signed_in = self.installation.desk.sign_in.sign_in(username, PASSWORD, username)
            self.tokens[username] = signed_in.token
        return {"Authorization": f"Bearer {self.tokens[username]}"}

    def ask(self, text: str) -> tuple[str, list[str]]:
        """Ask in a new conversation: the outcome and its reasons."""
        opened = self.http.post(
            "/api/conversations", json={"language": "en", "disclosure_version": disclosure_version()}
        ).json()
        sent = self.http.post(
            f"/api/conversations/{opened['conversation_id']}/messages",
            json={"text": text, "client_id": "c1"},
            headers={"Authorization": f"Receipt {opened['secret']}"},
        )
        question_id = sent.json()["question_id"]
        self.installation.processing.process(question_id)
        with self.installation.store.read() as work:
            record = work.questions.get(question_id)
        assert record is not None
        assert record.outcome is not None
        return record.outcome.value, [one.value for one in record.reasons]

    def label_all(self, verdict: str = "right") -> list[Any]:
        """Cleo labels whatever waits."""
        headers = self.headers("cleo")
        waiting = self.http.get("/api/audits", headers=headers).json()["audits"]
        return [
            self.http.post(
                f"/api/audits/{one['id']}/label", json={"verdict": verdict}, headers=headers
            ).json()
            for one in waiting
        ]

    def publish(self, text: str) -> str:
        """A new version of the parking rules, by two people."""
        desk = self.installation.desk
        with self.installation.store.read() as work:
            staff = {one.username: one for one in work.staff.all()}
        upload = upload_of(text, "resident-parking", "Resident parking")
        version = desk.policies.upload(staff["edith"], upload).version
        desk.policies.submit(staff["edith"], version.id)
        desk.policies.publish(staff["sam"], version.id)
        return version.id


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """Certified for English questions on parking; then the fee goes up."""
    folder: Path = open_office(tmp_path_factory.mktemp("forced") / "data")
    settings = Settings.model_construct(
        data_dir=folder, sample_town=False, audit_share=0.0, reply_audit_share=1.0, second_review_share=0.0
    )
    installation = build(settings, ids=HalfDraws())
    installation.desk.accounts.add_by_system("cleo", "Cleo", (Grant(Role.CASEWORKER),), PASSWORD)
    now = installation.clock.now()
    with installation.store.begin() as work:
        work.oversight.add_certificate(
            Certificate(
                "certificate-1", "resident-parking", Language.EN, 0.3, 0.2, 0.2, 40, 0, 0.05, 0.9, GRID,
                "ab" * 32, installation.pipeline_hash, "sam", now, now + timedelta(days=30),
            )
        )  # fmt: skip
    yield Town(TestClient(create_app(installation.desk), raise_server_exceptions=False), installation)
    installation.close()


def test_an_edited_text_is_answered_from_by_people_until_ten_are_right(town: Town) -> None:
    """C-05: test edit, next matching question routed, ten labels, free again."""
    assert town.ask(FEE) == ("answered", [])
    assert town.label_all()[0]["settled"]
    before = town.installation.clock.now()
    version_id = town.publish(PARKING.replace("120", "150"))
    for _ in range(NEEDED_AFTER_CHANGE):
        assert town.ask(FEE) == ("reviewed", ["kb_changed"])
        town.label_all()
    assert town.ask(FEE) == ("answered", [])
    base = town.installation.knowledge_base
    texts = KnowledgeChangedTexts(base, town.installation.directory.time_zone)
    assert list(texts.changed_since(["no such passage"], before)) == [UNKNOWN]
    with town.installation.store.read() as work:
        (last,) = work.audits.open(None)
        quotes = work.questions.drafts(last.question_id)[0].draft.quotes()
    quoted = [quote.passage_id for quote in quotes]
    assert set(texts.changed_since(quoted, before)) == {"resident-parking"}
    assert texts.changed_since(quoted, town.installation.clock.now()) == {}
    assert {quote.version_id for quote in quotes} == {version_id}
    assert town.installation.rounds.run() == ()


def test_seeds_are_made_of_real_drafts_in_each_way_the_text_allows(town: Town) -> None:
    """H-06: wrong numbers and what an ended version said; no edit leaves the sentence as it was."""
    with town.installation.store.read() as work:
        (last,) = work.audits.open(None)
        (stored,) = work.questions.drafts(last.question_id)
    edits = KnownBadEdits(
        town.installation.knowledge_base, town.installation.directory, town.installation.clock
    )
    claim = next(one for one in stored.draft.claims if "150" in one.text)
    made = list(edits.of(claim, stored))
    assert {SeedKind.NUMBER, SeedKind.EXPIRED_RULE} <= {kind for kind, _ in made}
    assert any("120 euros" in text for kind, text in made if kind is SeedKind.EXPIRED_RULE)
    assert all(text != claim.text for _, text in made)
