"""A room where cases are reviewed: real store, real recorder, a small town, an engine and sources turned by hand."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime

import pytest

from assistant.adapters.database.store import DatabaseStore
from assistant.domain.answers import Claim, Draft, DraftMethod, Finding, Quote, Reply, Verdict
from assistant.domain.cases import Case, CaseStatus, DecisionKind, DecisionReason, derive_status
from assistant.domain.conversations import Conversation, StoredDraft
from assistant.domain.departments import Department, EmergencyContact, Topic
from assistant.domain.errors import Conflict, Invalid
from assistant.domain.evidence import Evidence
from assistant.domain.questions import Language, Question, Stage
from assistant.domain.reasons import Reason
from assistant.domain.routing import ToPerson, Working
from assistant.domain.staff import Grant, Role, Staff
from assistant.services.conversations import Conversations, Receipt
from assistant.services.decision_rules import DecisionRequest
from assistant.services.fixed_texts import disclosure_version
from assistant.services.reading_watch import ReadingWatch
from assistant.services.record_outcome import OutcomeRecorder
from assistant.services.review_arms import ReviewArms
from assistant.services.review_case import ReviewCases
from tests.fakes import MORNING, CountingIds, FixedClock

PIPELINE = "pipeline-1"
FEE = "A resident permit costs 84.00 euros a year."
EXCEPTION = "Holders of a disability card pay nothing."
PASSAGE = f"{FEE} {EXCEPTION} Visitors buy day tickets."
ASKED = "How much is a resident permit?"

CAROL = Staff("carol", "carol", "Carol Reed", (Grant(Role.CASEWORKER),))
CHEN = Staff("chen", "chen", "Chen Li", (Grant(Role.CASEWORKER, "transport"),))
HANNA = Staff("hanna", "hanna", "Hanna Lind", (Grant(Role.CASEWORKER, "housing"),))
SAM = Staff("sam", "sam", "Sam Okoye", (Grant(Role.SUPERVISOR),))
ANDY = Staff("andy", "andy", "Andy Wu", (Grant(Role.AUDITOR),))
EDITH = Staff("edith", "edith", "Edith Moore", (Grant(Role.POLICY_EDITOR),))
ADA = Staff("ada", "ada", "Ada Novak", (Grant(Role.ADMINISTRATOR),))
EVERYBODY = (CAROL, CHEN, HANNA, SAM, ANDY, EDITH, ADA)


@contextmanager
def refused(code: str) -> Iterator[None]:
    """The block ends in a conflict with this code."""
    with pytest.raises(Conflict) as caught:
        yield
    assert caught.value.code == code


@contextmanager
def invalid(field: str) -> Iterator[None]:
    """The block ends in a refused value of this field."""
    with pytest.raises(Invalid) as caught:
        yield
    assert caught.value.field == field


class SmallTown:
    """Two departments and a topic each."""

    def departments(self) -> tuple[Department, ...]:
        """Transport and housing."""
        names = {"transport": ("Transport", "交通局"), "housing": ("Housing", "住房局")}
        nowhere = dict.fromkeys(Language, "")
        return tuple(
            Department(key, {Language.EN: en, Language.ZH: zh}, "0100", nowhere, nowhere, 24)
            for key, (en, zh) in names.items()
        )

    def topics(self) -> tuple[Topic, ...]:
        """Parking and tenancy."""
        return (
            Topic("parking", "transport", {Language.EN: "Parking", Language.ZH: "停车"}, {}),
            Topic("tenancy", "housing", {Language.EN: "Tenancy", Language.ZH: "租房"}, {}),
        )

    def emergency_contacts(self) -> tuple[EmergencyContact, ...]:
        """None: nobody is in danger here."""
        return ()


class HandTurnedSources:
    """Every version is in force until it is taken out."""

    def __init__(self) -> None:
        self.out_of_force: set[str] = set()

    def in_force(self, version_ids: Collection[str], at: datetime) -> frozenset[str]:
        """All but those taken out."""
        return frozenset(version_ids) - self.out_of_force

    def speaking(self, version_ids: Collection[str], at: datetime) -> frozenset[str]:
        """The same: everybody may read everything here."""
        return self.in_force(version_ids, at)


class NotedPages:
    """Remembers which conversations were told of a change."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def stage(self, conversation_id: str, question_id: str, stage: Stage, state: str) -> None:
        """Progress is of no interest here."""

    def changed(self, conversation_id: str) -> None:
        """Take note."""
        self.told.append(conversation_id)


class NoQueue:
    """Questions are worked on by the test itself."""

    def put(self, question_id: str) -> None:
        """Nothing waits here."""


@dataclass
class HandTurnedEngine:
    """Gives the draft it was told to, and remembers what it was asked."""

    drafts: list[Draft | None] = field(default_factory=list)
    asked: list[Question] = field(default_factory=list)
    meanwhile: list[Callable[[], None]] = field(default_factory=list)
    """What happens while the engine runs, each once."""

    def __call__(self, question: Question) -> Working:
        """What the pipeline would return."""
        self.asked.append(question)
        if self.meanwhile:
            self.meanwhile.pop()()
        draft = self.drafts.pop(0) if self.drafts else a_draft(EXCEPTION)
        return replace(a_working(draft), question=question, confidence=0.25)


def a_quote(text: str, version_id: str = "v1") -> Quote:
    """A span of the passage."""
    start = PASSAGE.index(text)
    return Quote("p1", version_id, "permits", text, start, start + len(text))


def a_draft(*sentences: str) -> Draft:
    """One claim for each sentence, each quoting itself."""
    return Draft(
        tuple(Claim(sentence, (a_quote(sentence),)) for sentence in sentences),
        Language.EN,
        DraftMethod.EXTRACTIVE,
    )


def a_passage() -> Evidence:
    """The passage on fees."""
    return Evidence(
        "p1",
        "permits",
        "v1",
        1,
        "Permits",
        "transport",
        ("Permits", "Fees"),
        PASSAGE,
        0,
        len(PASSAGE),
        None,
        "en",
        date(2026, 1, 1),
        None,
        1.0,
    )


CLEAN = Verdict((), (1.0, 1.0), checker="rules")
FLAGGED = Verdict((Finding(Reason.NUMBER_MISMATCH, 0, 24, 29, "48 is not 84"),), (0.5, 1.0), checker="rules")


def a_working(
    draft: Draft | None,
    verdict: Verdict | None = CLEAN,
    reasons: tuple[Reason, ...] = (Reason.NO_CERTIFICATE,),
    department_id: str = "transport",
) -> Working:
    """What the engine found, on its way to a person."""
    question = Question("", "", ASKED, Language.EN, MORNING)
    return Working(
        question,
        department_id=department_id,
        topic_id="parking" if department_id == "transport" else "tenancy",
        evidence=(a_passage(),),
        index_version="index-1",
        draft=draft,
        verdict=verdict if draft is not None else None,
        confidence=0.75,
        reasons=reasons,
        route=ToPerson(reasons),
        pipeline_hash=PIPELINE,
    )


class Room:
    """Everything a reviewer works with, and looks into what came of it."""

    def __init__(self, store: DatabaseStore) -> None:
        self.store = store
        self.clock = FixedClock()
        self.ids = CountingIds()
        self.town = SmallTown()
        self.sources = HandTurnedSources()
        self.engine = HandTurnedEngine()
        self.pages = NotedPages()
        self.reviews = self.reviews_of(PIPELINE)
        names = dict.fromkeys(Language, "Town")
        self.conversations = Conversations(self.store, self.clock, self.ids, NoQueue(), self.pages, names)
        with self.store.begin() as work:
            for person in EVERYBODY:
                work.staff.add(person, "no password")

    def reviews_of(self, pipeline_hash: str, arms: ReviewArms | None = None) -> ReviewCases:
        """The service, as started with an engine of this fingerprint."""
        return ReviewCases(
            self.store,
            self.clock,
            self.ids,
            self.town,
            self.sources,
            self.engine,
            pipeline_hash,
            self.pages,
            arms=arms,
            reading=ReadingWatch(),
        )

    def open_case(self, working: Working | None = None, text: str = ASKED) -> Case:
        """A citizen asks, the engine hands over: the case that comes of it."""
        receipt = self.open_conversation()
        conversation = self.conversations.authenticate(receipt.conversation_id, receipt.secret)
        return self.ask(conversation, working or a_working(a_draft(FEE, EXCEPTION)), text)

    def open_conversation(self, language: Language = Language.EN) -> Receipt:
        """A new conversation."""
        return self.conversations.open(language, disclosure_version())

    def ask(self, conversation: Conversation, working: Working, text: str = ASKED) -> Case:
        """A further question of a conversation, with what the engine makes of it."""
        accepted = self.conversations.accept(conversation, text, self.ids.new_id())
        with self.store.read() as work:
            record = work.questions.get(accepted.question_id)
        assert record is not None
        recorder = OutcomeRecorder(self.store, self.town, self.clock, self.ids, self.sources, PIPELINE)
        recorder.record(record, conversation, working)
        with self.store.read() as work:
            case = work.cases.of_question(record.id)
        assert case is not None
        return case

    def claimed_case(self, working: Working | None = None, staff: Staff = CAROL) -> Case:
        """A case in this person's hands."""
        case = self.open_case(working)
        self.reviews.claim(staff, case.id)
        return case

    def draft(self, case: Case) -> StoredDraft:
        """The newest draft of the case."""
        with self.store.read() as work:
            return work.questions.drafts(case.question_id)[-1]

    def request(
        self, case: Case, kind: DecisionKind = DecisionKind.APPROVED, key: str = "key-1"
    ) -> DecisionRequest:
        """A decision on the newest draft as it stands; `replace` changes what a test is about."""
        draft = self.draft(case)
        approved = kind is DecisionKind.APPROVED
        reason = DecisionReason.OK if approved else DecisionReason.INCOMPLETE
        return DecisionRequest(kind, reason, key, draft.id, draft.version, draft.sha256)

    def own_reply(self, text: str = "Please come by.", key: str = "key-1") -> DecisionRequest:
        """A decision to send one's own words, naming no draft."""
        return DecisionRequest(DecisionKind.WRITTEN, DecisionReason.OK, key, text=text)

    def reply(self, case: Case) -> Reply | None:
        """What the citizen received."""
        with self.store.read() as work:
            return work.questions.reply(case.question_id)

    def status(self, case: Case) -> CaseStatus:
        """Where the case stands now."""
        with self.store.read() as work:
            return derive_status(work.cases.events(case.id), self.clock.now())

    def actions(self, case: Case) -> list[str]:
        """What the log says was done with the case."""
        with self.store.read() as work:
            return [one.action for one in work.oversight.audit_entries() if one.object_id == case.id]
