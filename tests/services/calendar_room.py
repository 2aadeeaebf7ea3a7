"""A review room on a real knowledge base whose clock is the room's own: policies come and go by the calendar."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import sqlalchemy as sa

from assistant.adapters.source_status import KnowledgeSourceStatus
from assistant.domain.answers import Claim, Draft, DraftMethod, Quote, Reply
from assistant.domain.cases import DecisionKind
from assistant.domain.questions import Language, Question
from assistant.domain.recalls import KnowledgeChange
from assistant.domain.routing import ReleaseUnderCertificate, Working
from assistant.services.knowledge_changes import KnowledgeChanges
from assistant.services.knowledge_desk import KnowledgeDesk, KnowledgeParts
from assistant.services.recall_desk import RecallDesk, RecallParts
from assistant.services.stores import Store
from knowledge_base import KnowledgeBase, Upload, store
from tests.adapters.database.stores import make_sqlite_store
from tests.knowledge_base.builders import an_upload
from tests.services.asking_room import CERTIFICATE, AskingRoom, a_certificate_for_parking
from tests.services.review_room import CAROL, PIPELINE, a_passage, a_working
from tests.services.town_time import TOWN_TIME

FEE_84 = "A resident permit costs 84.00 euros a year."
FEE_96 = "A resident permit costs 96.00 euros a year."
DISABLED_FREE = "Holders of a disability card pay nothing."
OLD_TEXT = f"# Permits\n\n## Fees\n\n{FEE_84} {DISABLED_FREE} Visitors buy day tickets.\n"
NEW_TEXT = f"# Permits\n\n## Fees\n\n{FEE_96} {DISABLED_FREE} Visitors buy day tickets.\n"


class CalendarRoom(AskingRoom):
    """Everything between a citizen and a reviewer, and policies that take effect by the clock."""

    def __init__(self, directory: Path) -> None:
        self.engine_of_base = sa.create_engine(f"sqlite:///{directory / 'base.sqlite'}")
        store.create_tables(self.engine_of_base)
        self._directory = directory
        super().__init__(make_sqlite_store(directory))
        self.base = self.base_again()
        self.sources = KnowledgeSourceStatus(self.base, TOWN_TIME)  # type: ignore[assignment]
        self.reviews = self.reviews_of(PIPELINE)
        self.processing = self.processing_on(self.store)
        parts = KnowledgeParts(self.store, self.base, self.town, self.clock, self.ids, TOWN_TIME)
        self.made_anew: list[Working] = []
        self.asked_anew: list[Question] = []
        self.policies = KnowledgeDesk.of(parts).policies
        desk = RecallDesk.of(
            RecallParts(
                store=self.store,
                base=self.base,
                directory=self.town,
                clock=self.clock,
                ids=self.ids,
                time_zone=TOWN_TIME,
                policies=self.policies,
                sources=self.sources,
                draft_again=self._draft_anew,
                pipeline_hash=PIPELINE,
                live=self.pages,
            )
        )
        self.changes, self.recalls = desk.changes, desk.recalls
        self.emergency, self.redrafts = desk.emergency, desk.redrafts

    def base_again(self) -> KnowledgeBase:
        """The knowledge base as another process opens it."""
        return KnowledgeBase.open(
            self.engine_of_base, self._directory / "kb", now=self.clock.now, new_id=self.ids.new_id
        )

    def changes_of(self, stored: Store) -> KnowledgeChanges:
        """The service as another process starts it."""
        return KnowledgeChanges(stored, self.base, self.clock, self.ids, TOWN_TIME)

    def _draft_anew(self, question: Question) -> Working:
        self.asked_anew.append(question)
        return replace(self.made_anew.pop(0), question=question)

    def close(self) -> None:
        """End the parser process and the connections."""
        self.base.close()
        self.engine_of_base.dispose()

    def publish(self, text: str = OLD_TEXT, since: date = date(2026, 1, 1), until: date | None = None) -> str:
        """A version of the permits by two people; its id."""
        return self.publish_upload(
            an_upload(text, document_id="permits", effective_from=since, effective_to=until)
        )

    def publish_upload(self, upload: Upload) -> str:
        """Any version by two people; its id."""
        version = self.base.add(upload, "ann")
        self.base.submit(version.id, "ann")
        return self.base.publish(version.id, "bob").id

    def recorded(self) -> list[KnowledgeChange]:
        """What was settled, oldest first."""
        with self.store.read() as work:
            return list(reversed(work.knowledge_changes.newest()))

    def settled(self) -> list[tuple[str, str, datetime]]:
        """The kinds, versions and moments of what was settled, oldest first."""
        return [(one.kind.value, one.version_id, one.at) for one in self.recorded()]

    def found(self, version_id: str, *quotes: str) -> Working:
        """What the engine makes of a question whose answer stands in this version, on its way to a person."""
        preview = self.base.preview(version_id)
        passages = {one.id: one for one in preview.passages}
        claims = []
        for quote in quotes:
            start = preview.text.index(quote)
            around = next(p for p in preview.passages if p.start <= start and start + len(quote) <= p.end)
            cited = Quote(around.id, version_id, preview.document.id, quote, start, start + len(quote))
            claims.append(Claim(quote, (cited,)))
        draft = Draft(tuple(claims), Language.EN, DraftMethod.EXTRACTIVE)
        evidence = tuple(
            replace(
                a_passage(),
                passage_id=one.id,
                document_id=preview.document.id,
                version_id=version_id,
                heading_path=one.heading_path,
                text=one.text,
                start=one.start,
                end=one.end,
            )
            for one in passages.values()
        )
        return replace(a_working(draft), evidence=evidence)

    def reply_by_person(
        self,
        version_id: str,
        *quotes: str,
        text: str | None = None,
        language: Language = Language.EN,
    ) -> Reply:
        """A reply on this version, approved by Carol, or edited by her to `text`."""
        receipt = self.open_conversation(language)
        conversation = self.conversations.authenticate(receipt.conversation_id, receipt.secret)
        case = self.ask(conversation, self.found(version_id, *quotes))
        self.reviews.claim(CAROL, case.id)
        kind = DecisionKind.APPROVED if text is None else DecisionKind.EDITED
        request = replace(self.request(case, kind), text=text)
        self.reviews.decide(CAROL, case.id, request)
        reply = self.reply(case)
        assert reply is not None
        return reply

    def reply_by_certificate(self, version_id: str, *quotes: str) -> Reply:
        """A reply on this version that a certificate released."""
        with self.store.read() as work:
            signed = work.oversight.certificate_by_id(CERTIFICATE)
        if signed is None:
            self.sign(a_certificate_for_parking(self))
        working = replace(
            self.found(version_id, *quotes),
            language=Language.EN,
            reasons=(),
            route=ReleaseUnderCertificate(CERTIFICATE),
        )
        question_id = self.process(working)
        with self.store.read() as work:
            reply = work.questions.reply(question_id)
        assert reply is not None
        return reply


@contextmanager
def calendar_room(directory: Path) -> Iterator[CalendarRoom]:
    """A room for one test."""
    room = CalendarRoom(directory)
    try:
        yield room
    finally:
        room.close()


def dated(upload: Upload, since: date, until: date | None = None) -> Upload:
    """The upload with these dates."""
    return replace(upload, effective_from=since, effective_to=until)
