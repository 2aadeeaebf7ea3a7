"""A room where people ask for what nobody wrote down, on a real knowledge base and the built-in vectors."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from assistant.domain.cases import CLAIM_LASTS, Case, DecisionKind
from assistant.domain.conversations import Conversation, Message, MessageKind
from assistant.domain.needs import Need
from assistant.domain.questions import Language
from assistant.domain.reasons import Reason
from assistant.domain.staff import Grant, Role, Staff
from assistant.services.tasks import Tasks
from knowledge_base import Upload
from tests.knowledge_base.builders import an_upload
from tests.services.calendar_room import FEE_84, CalendarRoom
from tests.services.review_room import CAROL, SAM, a_working
from tests.services.small_needs import small_needs
from tests.services.town_time import TOWN_TIME

EDDA = Staff("edda", "edda", "Edda Klein", (Grant(Role.POLICY_EDITOR, "transport"),))
HUGO = Staff("hugo", "hugo", "Hugo Brandt", (Grant(Role.POLICY_EDITOR, "housing"),))

POOL = (
    "How do I book a swimming pool lane for my club?",
    "Can a club book a lane in the swimming pool?",
    "booking of pool lanes for swimming",
)
SCOOTER = ("Where may I park an electric scooter?", "Is parking an electric scooter on the pavement allowed?")
CAMPING = "Do you rent out tents for camping holidays?"
ZH_POOL = ("游泳馆的泳道怎么预订？", "我想预订游泳馆泳道", "游泳馆泳道预订电话是多少")
POOL_RULES = (
    "# Swimming pool\n\nClubs book a swimming pool lane at the town hall. A lane costs 12 euros an hour.\n"
)


class NeedsRoom(CalendarRoom):
    """Questions come in, nobody can answer them, needs come out."""

    def __init__(self, directory: Path) -> None:
        super().__init__(directory)
        self.tasks = Tasks(self.store, self.town, self.clock, self.ids, TOWN_TIME)
        self.desk = small_needs(self, self.base, self.tasks, self.pages, TOWN_TIME)
        with self.store.begin() as work:
            for person in (EDDA, HUGO):
                work.staff.add(person, "no password")

    def restarted(self) -> None:
        """The process dies and another starts: nothing is left in memory."""
        self.desk = small_needs(self, self.base, self.tasks, self.pages, TOWN_TIME)

    def unserved(
        self,
        text: str,
        reasons: tuple[Reason, ...] = (Reason.NO_EVIDENCE,),
        language: Language = Language.EN,
        department_id: str = "transport",
    ) -> Case:
        """Somebody new asks, and no policy text answers it."""
        return self.unserved_in(self.conversation(language), text, reasons, department_id)

    def unserved_in(
        self,
        conversation: Conversation,
        text: str,
        reasons: tuple[Reason, ...] = (Reason.NO_EVIDENCE,),
        department_id: str = "transport",
    ) -> Case:
        """The same, asked in this conversation."""
        working = replace(
            a_working(None, None, reasons, department_id),
            language=conversation.language,
            evidence=(),
            topic_id=None,
        )
        return self.ask(conversation, working, text)

    def gather(self, *texts: str, language: Language = Language.EN) -> list[Need]:
        """Somebody new asks each of these; the needs there are then."""
        for text in texts:
            self.unserved(text, language=language)
        self.desk.gathering.settle()
        return self.needs()

    def newest(self, *texts: str) -> Need:
        """The need found last, once somebody new has asked each of these."""
        return [need for need in self.gather(*texts) if need.state.waits][-1]

    def close_all(self) -> None:
        """Whatever waits is dropped and whatever is owed is paid off."""
        self.clock.turn(CLAIM_LASTS)
        self.desk.gathering.settle()
        self.desk.serving.settle()
        for need in self.needs():
            if need.state.waits:
                self.desk.needs.drop(SAM, need.facts.id, "The test is over.")

    def needs(self) -> list[Need]:
        """All needs, oldest first."""
        with self.store.read() as work:
            return list(work.needs.all())

    def need(self, need_id: str) -> Need:
        """One of them."""
        return next(one for one in self.needs() if one.facts.id == need_id)

    def clusters(self) -> set[frozenset[str]]:
        """The texts of each need's questions."""
        found: dict[str, set[str]] = {}
        with self.store.read() as work:
            for one in work.needs.asked():
                record = work.questions.get(one.question_id)
                assert record is not None
                message = work.conversations.message(record.message_id)
                assert message is not None
                found.setdefault(one.need_id, set()).add(message.text)
        return set(map(frozenset, found.values()))

    def reply_in_person(self, case: Case, key: str, text: str = "We have no rule for this.") -> None:
        """Carol answers in her own words."""
        self.reviews.claim(CAROL, case.id)
        self.reviews.decide(CAROL, case.id, self.own_reply(text, key))

    def approved(self, key: str) -> Case:
        """A case whose draft, on a version in force, Carol let out as it stands."""
        case = self.open_case(self.found(self.publish(), FEE_84))
        self.reviews.claim(CAROL, case.id)
        self.reviews.decide(CAROL, case.id, self.request(case, DecisionKind.APPROVED, key))
        return case

    def publish_pool(self, since: date = date(2026, 11, 1)) -> str:
        """The rules on the pool come into force; the version's id."""
        upload: Upload = an_upload(
            POOL_RULES, document_id="pool", title="Swimming pool", effective_from=since
        )
        return self.publish_upload(upload)

    def answer_on(self, version_id: str, quote: str, times: int) -> None:
        """Let the engine answer the next questions with a quote of this version."""
        draft = self.found(version_id, quote).draft
        self.engine.drafts += [draft] * times

    def publish_later(self, document_id: str) -> str:
        """A document of its own on the pool, an hour after whatever was asked; the version's id."""
        self.clock.turn(timedelta(hours=1))
        text = POOL_RULES.replace("12 euros", f"{len(document_id)} euros, says {document_id}")
        return self.publish_upload(
            an_upload(text, document_id=document_id, title="Lanes", effective_from=date(2026, 11, 1))
        )

    def notices(self, conversation_id: str) -> list[Message]:
        """What the citizen was told without being asked."""
        with self.store.read() as work:
            messages = work.conversations.messages(conversation_id)
        return [one for one in messages if one.kind is MessageKind.NEWS]

    def drafts(self, case: Case) -> int:
        """How many drafts the case has."""
        with self.store.read() as work:
            return len(work.questions.drafts(case.question_id))

    def dones(self) -> list[str]:
        """What the log says was done, in order."""
        return [entry.action for entry in self.log()]


@contextmanager
def needs_room(directory: Path) -> Iterator[NeedsRoom]:
    """A room for one test or one module."""
    room = NeedsRoom(directory)
    try:
        yield room
    finally:
        room.close()
