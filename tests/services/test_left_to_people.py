"""What a machine never does by itself, however good its draft is: decide about a person, or keep on talking to somebody
who complains or is in despair."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.domain.answers import Claim, Draft, DraftMethod, Quote
from assistant.domain.cases import DecisionKind, DecisionReason
from assistant.domain.errors import Forbidden, NotFound
from assistant.domain.questions import Author, Language, Outcome, Question, Stage, Turn
from assistant.domain.reasons import Reason
from assistant.domain.routing import ReleaseUnderCertificate, ShowEmergency, ToPerson, Working
from assistant.domain.staff import Grant, Role, Staff
from assistant.evaluation.answers import NothingOnRecord
from assistant.services.answer_question import AnswerEngine
from assistant.services.decision_rules import DecisionRequest
from assistant.services.steps.route import Route
from assistant.services.steps.verify import Verify
from tests.adapters.database.stores import make_sqlite_store
from tests.fakes import MORNING, CountingIds, FixedClock
from tests.services.asking_room import AskingRoom
from tests.services.engine_parts import HASH, FakeStep, checked
from tests.services.phrasings_danger import CRISIS
from tests.services.phrasings_dealings import COMPLAINT, DECISION_ABOUT_PERSON
from tests.services.planted_town import EverythingCertified
from tests.services.review_room import ANDY, CAROL, a_working
from tests.services.screening import directory, screen


def _perfect_draft(working: Working) -> Working:
    """Whatever is asked, one passage, one quoted claim and a clean verdict."""
    ready = checked()
    return replace(
        working,
        department_id=ready.department_id,
        topic_id=ready.topic_id,
        standalone=working.masked_text,
        language=Language.EN,
        evidence=ready.evidence,
        draft=ready.draft,
        verdict=ready.verdict,
    )


@pytest.fixture(scope="module")
def engine() -> AnswerEngine:
    """The real screen and the real routing; between them nothing ever goes wrong, and every topic is certified."""
    route = Route(EverythingCertified(), directory(), CountingIds(), FixedClock(), HASH, 0.0)
    return AnswerEngine((screen(), FakeStep(Stage.DRAFT, _perfect_draft), route), HASH, lambda: 0.0)


def _asked(engine: AnswerEngine, text: str, *history: Turn) -> Working:
    return engine.run(Question("q1", "c1", text, Language.EN, MORNING, history))


def test_an_ordinary_question_would_be_answered(engine: AnswerEngine) -> None:
    """The measure of all others: nothing but what was asked keeps the draft back."""
    route = _asked(engine, "How much is a resident parking permit?").route
    assert isinstance(route, ReleaseUnderCertificate)


@pytest.mark.parametrize("text", DECISION_ABOUT_PERSON)
def test_a_decision_about_a_person_is_never_answered_by_a_machine(engine: AnswerEngine, text: str) -> None:
    """S-13: entitlement, penalty, status: 0 of them go out, with a perfect draft under a certificate for everything."""
    working = _asked(engine, text)
    assert isinstance(working.route, ToPerson)
    assert Reason.DECISION_ABOUT_PERSON in working.reasons


def test_only_people_with_the_right_decide_cases(tmp_path: Path) -> None:
    """S-13: neither the machine's own account, nor an auditor, nor one made up with every role writes a decision."""
    room = AskingRoom(make_sqlite_store(tmp_path))
    case = room.open_case()
    wanted = DecisionRequest(DecisionKind.WRITTEN, DecisionReason.OK, "k1", text="You are entitled to it.")
    machine = Staff("system", "system", "Civic Desk", ())
    reader = Staff("service", "service", "Service", (Grant(Role.ADMINISTRATOR), Grant(Role.POLICY_EDITOR)))
    for actor in (machine, reader, ANDY):
        with pytest.raises((Forbidden, NotFound)):
            room.reviews.decide(actor, case.id, wanted)
    with room.store.read() as work:
        assert work.questions.decisions(case.question_id) == ()


def test_what_the_engine_finds_writes_no_decision(tmp_path: Path) -> None:
    """S-13: a question about one's own case ends as a case, and no decision field of it is filled."""
    room = AskingRoom(make_sqlite_store(tmp_path))
    flagged = a_working(None, reasons=(Reason.DECISION_ABOUT_PERSON,))
    question_id = room.process(flagged)
    with room.store.read() as work:
        assert work.questions.decisions(question_id) == ()
    assert room.record(question_id).outcome is Outcome.REVIEWED
    assert room.reply_to(question_id) is None


@pytest.mark.parametrize("text", [*COMPLAINT[::4], *CRISIS[::4]])
def test_a_complaint_or_distress_goes_to_a_person_in_any_turn(engine: AnswerEngine, text: str) -> None:
    """S-19: also in the middle of a conversation that a machine had answered well so far."""
    before = (Turn(Author.CITIZEN, "How much is it?"), Turn(Author.ASSISTANT, "It is 30 euros."))
    route = _asked(engine, text, *before).route
    assert isinstance(route, ToPerson | ShowEmergency)
    assert {Reason.COMPLAINT, Reason.CRISIS} & set(route.reasons)


def test_the_person_gets_the_whole_conversation(tmp_path: Path) -> None:
    """S-19: what was said before the complaint stands beside it, so that the citizen never repeats it."""
    room = AskingRoom(make_sqlite_store(tmp_path))
    conversation = room.conversation()
    room.ask(conversation, a_working(None), "My bin was not emptied.")
    case = room.ask(conversation, a_working(None, reasons=(Reason.COMPLAINT,)), "I complain: nobody answers.")
    said = [message.text for message in room.reviews.read(CAROL, case.id).conversation]
    assert "My bin was not emptied." in said
    assert "I complain: nobody answers." in said


@pytest.mark.parametrize(
    "markup",
    [
        "![x](https://evil.example/p.png?q=30)",
        "[Pay here](https://evil.example/pay)",
        '<img src="//evil.example/x">',
        "<script>fetch('//evil.example')</script>",
        "Pay at evil.example/pay",
        "[Pay](javascript:alert(1))",
        "data:text/html;base64,PHNjcmlwdD4=",
    ],
)
def test_markup_and_addresses_of_a_model_never_go_out_by_themselves(markup: str) -> None:
    """X-05: they stand in no cited source, so that a person sees them first; pages show them as letters in any case."""
    ready = checked()
    assert ready.draft is not None
    (quote,) = ready.draft.quotes()
    assert isinstance(quote, Quote)
    drafted = Draft((Claim(f"{quote.text} {markup}", (quote,)),), Language.EN, DraftMethod.GENERATIVE)
    route = Route(EverythingCertified(), directory(), CountingIds(), FixedClock(), HASH, 0.0)
    clean = route.run(Verify(NothingOnRecord()).run(replace(ready, verdict=None)))
    assert isinstance(clean.route, ReleaseUnderCertificate)
    working = route.run(Verify(NothingOnRecord()).run(replace(ready, draft=drafted, verdict=None)))
    assert isinstance(working.route, ToPerson)
