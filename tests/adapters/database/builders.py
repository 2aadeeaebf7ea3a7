"""Records for the tests of the database adapter: each builder fills in what a test does not care about."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from assistant.domain.answers import (
    Citation,
    Claim,
    Draft,
    DraftMethod,
    Finding,
    ModelUse,
    Provenance,
    Quote,
    Reply,
    Verdict,
)
from assistant.domain.cases import Case, CaseEvent, CaseEventKind, Decision, DecisionKind, DecisionReason
from assistant.domain.certificates import Certificate
from assistant.domain.conversations import Conversation, Message, MessageKind, QuestionRecord, StoredDraft
from assistant.domain.evidence import Evidence
from assistant.domain.oversight import Label, StaffSession, Stop, StopScope
from assistant.domain.questions import Author, Language, Outcome, Stage
from assistant.domain.reasons import Reason
from assistant.domain.staff import Grant, Role, Staff
from assistant.services.stores import Store

NOW = datetime(2026, 11, 24, 9, 30, 15, 123456, tzinfo=UTC)
HASH = "ab" * 32


def a_conversation(key: str = "c1") -> Conversation:
    """A conversation in English."""
    return Conversation(key, Language.EN, "2026-01", HASH, NOW)


def a_message(key: str = "m1", **changes: Any) -> Message:
    """A citizen's question in conversation c1."""
    message = Message(
        id=key,
        conversation_id="c1",
        seq=0,
        author=Author.CITIZEN,
        kind=MessageKind.QUESTION,
        text="When is my bin emptied?",
        payload={"options": ["blue", "green"], "count": 2, "nested": {"open": True, "left": None}},
        created_at=NOW,
    )
    return replace(message, **changes)


def a_question(key: str = "q1", **changes: Any) -> QuestionRecord:
    """A question in conversation c1 that nobody has worked on yet."""
    record = QuestionRecord(
        id=key,
        conversation_id="c1",
        message_id=f"message of {key}",
        language=Language.EN,
        asked_at=NOW,
        outcome=None,
    )
    return replace(record, **changes)


def a_finished_question(key: str = "q1", **changes: Any) -> QuestionRecord:
    """The same question with everything that the engine found."""
    found = a_question(
        key,
        outcome=Outcome.REVIEWED,
        reasons=(Reason.NO_CERTIFICATE, Reason.BELOW_THRESHOLD),
        department_id="waste",
        topic_id="bins",
        confidence=0.1 + 0.2,
        index_version="index-7",
        pipeline_hash="pipeline-1",
        signals={"coverage": 0.75, "margin": -1.5},
        timings_ms={Stage.SCREEN: 0.5, Stage.RETRIEVE: 12.25},
        finished_at=NOW + timedelta(seconds=1),
    )
    return replace(found, **changes)


def a_quote(**changes: Any) -> Quote:
    """A span of a passage."""
    quote = Quote("p1", "v1", "bins", "Bins are emptied on Mondays.", 10, 38)
    return replace(quote, **changes)


def a_draft() -> Draft:
    """A draft of two claims, one in Chinese, made by a model."""
    return Draft(
        claims=(
            Claim("Bins are emptied on Mondays.", (a_quote(),)),
            Claim("周一收垃圾。", (a_quote(text="周一收集", start=3, end=7), a_quote())),
        ),
        language=Language.EN,
        method=DraftMethod.GENERATIVE,
        model_use=ModelUse("m", "draft", "3", HASH, {"temperature": "0"}, 120, None, 431.5),
    )


def a_passage() -> Evidence:
    """A passage in force since 2025, with an end."""
    return Evidence(
        passage_id="p1",
        document_id="bins",
        version_id="v1",
        version_number=4,
        document_title="Household bins",
        department_id="waste",
        heading_path=("Bins", "Collection days"),
        text="Bins are emptied on Mondays, holidays excepted.",
        start=10,
        end=57,
        page=2,
        language="en",
        effective_from=date(2025, 1, 1),
        effective_to=date(2027, 12, 31),
        score=0.0163934,
        signals={"lexical": 11.25},
    )


def a_stored_draft(version: int = 1, **changes: Any) -> StoredDraft:
    """A version of the draft for question q1, checked, with one finding."""
    stored = StoredDraft(
        id=f"d{version}",
        question_id="q1",
        version=version,
        draft=a_draft(),
        verdict=Verdict(
            findings=(Finding(Reason.NUMBER_MISMATCH, 1, 2, 4, "Monday is not a number"),),
            supported=(1.0, 0.5),
            omitted_conditions=("holidays excepted",),
            checker="strict-2",
        ),
        evidence=(a_passage(), replace(a_passage(), page=None, effective_to=None)),
        author_kind="machine",
        author="engine",
        sha256=HASH,
        index_version="index-7",
        pipeline_hash="pipeline-1",
        created_at=NOW,
    )
    return replace(stored, **changes)


def a_case(key: str = "k1", **changes: Any) -> Case:
    """A case for question q1, promised in a day."""
    case = Case(
        id=key,
        number="",
        question_id="q1",
        conversation_id="c1",
        department_id="waste",
        topic_id="bins",
        language="en",
        reasons=(Reason.NO_CERTIFICATE,),
        opened_at=NOW,
        promised_at=NOW + timedelta(days=1),
    )
    return replace(case, **changes)


def an_event(kind: CaseEventKind = CaseEventKind.READ, case_id: str = "k1", **changes: Any) -> CaseEvent:
    """Something that happened to case k1."""
    return replace(CaseEvent(case_id, 0, kind, "s1", NOW, {"draft_id": "d1"}), **changes)


def a_decision(key: str = "x1", kind: DecisionKind = DecisionKind.APPROVED, **changes: Any) -> Decision:
    """A person's decision on question q1, without a case or a draft."""
    decision = Decision(
        id=key,
        question_id="q1",
        case_id=None,
        draft_id=None,
        draft_version=None,
        kind=kind,
        reason=DecisionReason.OK,
        note="Checked against the calendar.",
        actor_kind="person",
        actor="s1",
        role="caseworker",
        shown_sha256=HASH,
        sent_sha256=HASH,
        index_version="index-7",
        pipeline_hash="pipeline-1",
        decided_at=NOW,
    )
    return replace(decision, **changes)


def a_citation(version_id: str = "v1", number: int = 1) -> Citation:
    """A numbered source."""
    return Citation(
        number=number,
        document_id="bins",
        version_id=version_id,
        version_number=4,
        passage_id="p1",
        document_title="Household bins",
        department_id="waste",
        heading_path=("Bins",),
        quote="Bins are emptied on Mondays.",
        start=10,
        end=38,
        effective_from="2025-01-01",
    )


def a_reply(key: str = "r1", **changes: Any) -> Reply:
    """The reply to question q1, released by a person."""
    reply = Reply(
        id=key,
        question_id="q1",
        conversation_id="c1",
        text="Bins are emptied on Mondays. [1]",
        provenance=Provenance.AI_CHECKED,
        released_by_kind="person",
        released_by="s1",
        citations=(a_citation(), a_citation("v2", 2), a_citation("v1", 3)),
        created_at=NOW,
        meta={"index_version": "index-7"},
    )
    return replace(reply, **changes)


def a_certificate(key: str = "z1", **changes: Any) -> Certificate:
    """A certificate for bins in English."""
    certificate = Certificate(
        id=key,
        topic_id="bins",
        language=Language.EN,
        threshold=0.83,
        alpha=0.05,
        delta=0.1,
        n=200,
        k=3,
        risk_upper=0.0331,
        coverage=0.61,
        grid=(0.95, 0.9, 0.83),
        data_sha256=HASH,
        pipeline_hash="pipeline-1",
        signed_by="s1",
        signed_at=NOW,
        expires_at=NOW + timedelta(days=90),
    )
    return replace(certificate, **changes)


def a_stop(on: bool = True, **changes: Any) -> Stop:
    """A turn of the switch for everything."""
    return replace(Stop(StopScope.WHOLE, "", on, "wrong answers seen", "s1", NOW), **changes)


def a_label(key: str = "l1", **changes: Any) -> Label:
    """A blind label on bins in English."""
    label = Label(key, "bins", Language.EN, HASH, 0.7, True, False, True, "pipeline-1", "set-1", NOW)
    return replace(label, **changes)


def a_colleague(key: str = "s1", username: str = "Ada", **changes: Any) -> Staff:
    """A caseworker for waste who audits everywhere."""
    grants = (Grant(Role.AUDITOR), Grant(Role.CASEWORKER, "waste"))
    return replace(Staff(key, username, "Ada L.", grants), **changes)


def a_session(token_sha256: str = HASH, staff_id: str = "s1") -> StaffSession:
    """A session of eight hours."""
    return StaffSession(token_sha256, staff_id, NOW, NOW, NOW + timedelta(hours=8))


def with_question(store: Store, key: str = "q1") -> None:
    """Conversation c1 with a question that is not finished."""
    with store.begin() as work:
        if work.conversations.get("c1") is None:
            work.conversations.add(a_conversation())
        work.questions.add(a_question(key))


def with_case(store: Store) -> None:
    """Conversation c1, question q1 and its case k1."""
    with_question(store)
    with store.begin() as work:
        work.cases.open(a_case())
