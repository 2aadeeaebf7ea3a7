"""An office whose published policies are asked about, answered on and reviewed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from assistant.domain.answers import Claim, Draft, DraftMethod, Quote
from assistant.domain.cases import Case
from assistant.domain.evidence import Evidence
from assistant.domain.questions import Language
from assistant.domain.routing import Working
from assistant.domain.staff import Staff
from assistant.services.health_values import DocumentHealth
from knowledge_base import Passage
from tests.services.policy_office import EVE, TEXT, PolicyOffice
from tests.services.review_room import ASKED, CAROL, Room, a_working


class HealthOffice:
    """A policy office and a review room on one store; both clocks are turned together."""

    def __init__(self, directory: Path) -> None:
        self.policies = PolicyOffice(directory)
        self.room = Room(self.policies.store)
        self.desk = self.policies.desk
        self._documents = 0

    def close(self) -> None:
        """End the policy office."""
        self.policies.close()

    def turn(self, **by: float) -> None:
        """Let time pass."""
        self.policies.clock.turn(timedelta(**by))
        self.room.clock.turn(timedelta(**by))

    def published(self, text: str = TEXT, **changes: object) -> str:
        """A version in force, of a document of its own unless one is named."""
        self._documents += "document_id" not in changes
        named = {"document_id": f"permits-{self._documents}", **changes}
        return self.policies.published(f"{text}\nBy-law {self._documents} of the town.\n", **named)

    def renewed(self, version_id: str, text: str) -> str:
        """A newer version of the same document, in force since the beginning of the month."""
        document_id = self.document(version_id)
        return self.published(text, document_id=document_id, effective_from=date(2026, 11, 1))

    def document(self, version_id: str) -> str:
        """Whose version it is."""
        return self.policies.base.version(version_id).document_id

    def passages(self, version_id: str) -> tuple[Passage, ...]:
        """What it was cut into."""
        return self.policies.base.preview(version_id).passages

    def ask(self, version_id: str, text: str = ASKED, ordinal: int = 0) -> Case:
        """A question for which one passage was found, and the case that came of it."""
        return self.room.open_case(self.working_on(self.passages(version_id)[ordinal]), text)

    def answer(self, version_id: str, staff: Staff = CAROL, ordinal: int = 0) -> None:
        """A question that was answered from a passage, approved by a person."""
        case = self.ask(version_id, ordinal=ordinal)
        self.room.reviews.claim(staff, case.id)
        self.room.reviews.decide(staff, case.id, self.room.request(case, key=f"key-{case.id}"))

    def working_on(self, passage: Passage) -> Working:
        """What the engine made of a question: a draft that quotes the whole passage."""
        version = self.policies.base.version(passage.version_id)
        evidence = Evidence(
            passage.id,
            passage.document_id,
            passage.version_id,
            version.number,
            version.title,
            "transport",
            passage.heading_path,
            passage.text,
            passage.start,
            passage.end,
            passage.page,
            passage.language,
            version.effective_from,
            version.effective_to,
            1.0,
        )
        quote = Quote(
            passage.id, passage.version_id, passage.document_id, passage.text, passage.start, passage.end
        )
        claim = Claim(passage.text, (quote,))
        return replace(a_working(Draft((claim,), Language.EN, DraftMethod.EXTRACTIVE)), evidence=(evidence,))

    def health(self, version_id: str, staff: Staff = EVE) -> DocumentHealth:
        """The health of a version's document, as this person sees it."""
        document_id = self.document(version_id)
        found = self.desk.health.overview(staff).documents
        return next(one for one in found if one.document_id == document_id)
