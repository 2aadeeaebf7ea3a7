"""A conversation that gets nowhere ends with a person who has all of it before them (S-19)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.adapters.courtesy_files import load_courtesies
from assistant.bootstrap_screening import COURTESIES
from assistant.domain.conversations import Conversation
from assistant.domain.courtesies import CourtesyKind
from assistant.domain.questions import Author, Language, Outcome, Question, Turn
from assistant.domain.reasons import Reason
from assistant.domain.routing import AskBack, Courtesy, ShowEmergency, ToPerson, Working
from assistant.services.steps.route import Route
from assistant.services.steps.understand import Understand
from tests.adapters.database.stores import make_sqlite_store
from tests.fakes import CountingIds, FixedClock
from tests.services.asking_room import AskingRoom
from tests.services.engine_parts import HASH, FakeAutonomy, a_passage
from tests.services.review_room import CAROL, a_working
from tests.services.screening import directory, screened

OFFERED = ("Resident parking permit: Fees", "Dog tax: Rates")


@pytest.fixture
def room(tmp_path: Path) -> AskingRoom:
    """A room whose engine understands and routes for real; what it finds is given."""
    return AskingRoom(make_sqlite_store(tmp_path))


def routed(question: Question) -> Working:
    """What the engine makes of a question for which two documents were found."""
    understood = Understand(directory()).run(
        Working(question, masked_text=question.text, language=Language.EN)
    )
    found = (a_passage(), a_passage("dogs", "Dog tax", "Rates"))
    route = Route(FakeAutonomy(), directory(), CountingIds(), FixedClock(), HASH, 0.0)
    return route.run(replace(understood, evidence=found))


def say(room: AskingRoom, conversation: Conversation, text: str) -> Outcome:
    """One turn of the citizen; how it ended."""
    question_id = room.accepted(conversation, text)
    room.script.script = [a_working(None)]
    room.processing._engine = lambda question, _listen: routed(question)
    room.processing.process(question_id)
    outcome = room.record(question_id).outcome
    assert outcome is not None
    return outcome


def test_two_failed_turns_lead_to_a_person_with_the_transcript(room: AskingRoom) -> None:
    """S-19: asked back once, still unclear: a person gets every word, and the citizen is not asked again."""
    conversation = room.conversation()
    assert say(room, conversation, "How much does it cost?") is Outcome.CLARIFIED
    assert say(room, conversation, "I don't know, just the cost please") is Outcome.REVIEWED
    (case,) = room.reviews.queue(CAROL)
    assert case.reasons == (Reason.NOT_UNDERSTOOD,)
    detail = room.reviews.read(CAROL, case.id)
    said = [turn.text for turn in detail.conversation]
    assert said[0] == "How much does it cost?"
    assert "I don't know, just the cost please" in said
    assert room.kinds(conversation) == ["question", "clarify", "question", "case"]


@pytest.mark.parametrize(
    ("text", "language", "reason"),
    [
        ("I want to make a complaint about your office", Language.EN, Reason.COMPLAINT),
        ("我要投诉你们的工作人员", Language.ZH, Reason.COMPLAINT),
        ("Nothing helps any more, I want to kill myself", Language.EN, Reason.CRISIS),
        ("我不想活了", Language.ZH, Reason.CRISIS),
    ],
)
def test_a_complaint_or_distress_never_waits_for_a_second_failed_turn(
    text: str, language: Language, reason: Reason
) -> None:
    """S-19: both lead to a person at once, whatever was said before and whatever would be found."""
    screened_first = screened(text, language)
    if screened_first.route is None:
        understood = Understand(directory(), None, load_courtesies(COURTESIES)).run(screened_first)
        route = Route(FakeAutonomy(), directory(), CountingIds(), FixedClock(), HASH, 0.0)
        screened_first = route.run(replace(understood, evidence=(a_passage(),)))
    assert isinstance(screened_first.route, ToPerson | ShowEmergency)
    assert screened_first.route.reasons[0] is reason


def test_a_choice_after_asking_back_is_no_failed_turn(room: AskingRoom) -> None:
    """S-19: whoever says which one is meant is answered, by number as well as by tap."""
    conversation = room.conversation()
    say(room, conversation, "How much does it cost?")
    question_id = room.accepted(conversation, "the second one")
    room.processing._engine = lambda question, _listen: routed(question)
    room.processing.process(question_id)
    assert Reason.NOT_UNDERSTOOD not in room.record(question_id).reasons


def test_what_was_offered_once_is_not_offered_again() -> None:
    """The same clarifying question is never asked twice: with nothing new to offer a person takes over."""
    question = Question("q", "c", "How much does it cost?", Language.EN, FixedClock().now())
    first = routed(question)
    assert first.route == AskBack(OFFERED)
    offered = replace(question, history=(Turn(Author.ASSISTANT, "Which of these do you mean?", OFFERED),))
    again = Route(FakeAutonomy(), directory(), CountingIds(), FixedClock(), HASH, 0.0).run(
        replace(first, question=offered, route=None, vague=True)
    )
    assert isinstance(again.route, ToPerson)


def test_a_courtesy_ends_without_a_case(room: AskingRoom) -> None:
    """A fixed text in return, nothing in the queue, nothing drafted."""
    conversation = room.conversation()
    thanks = Courtesy(CourtesyKind.THANKS, "You are welcome.")
    question_id = room.process(replace(a_working(None), reasons=(), route=thanks), conversation)
    assert room.record(question_id).outcome is Outcome.COURTESY
    assert room.kinds(conversation) == ["question", "courtesy"]
    assert room.reviews.queue(CAROL) == ()


def test_how_a_message_was_understood_is_shown_with_its_case(room: AskingRoom) -> None:
    """Several questions are told back in order, before anybody answers."""
    conversation = room.conversation()
    parts = ("How much is a permit?", "Where do I get it?")
    room.process(replace(a_working(None), understood=parts), conversation)
    (case,) = (seen.message for seen in room.views.messages(conversation) if seen.message.kind == "case")
    assert case.payload["understood"] == list(parts)
