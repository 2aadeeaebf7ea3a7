"""Every accepted question gets exactly one outcome, whatever the engine, the store or the citizen does meanwhile."""

from __future__ import annotations

import logging
import math
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest

from assistant.domain.audit_chain import verify
from assistant.domain.departments import EmergencyContact
from assistant.domain.errors import Conflict
from assistant.domain.questions import Author, Language, Outcome, Stage
from assistant.domain.reasons import Reason
from assistant.domain.routing import AskBack, Route, ShowEmergency, ToPerson
from assistant.services.process_question import MAX_ATTEMPTS
from tests.services.asking_room import AskingRoom, a_certificate_for_parking, releasable
from tests.services.failing_store import FailingStore
from tests.services.review_room import EXCEPTION, FEE, a_draft, a_working, refused

BUSY = Conflict("try_again", "busy")
CONTACT = EmergencyContact(
    dict.fromkeys(Language, "Crisis line"), "112", dict.fromkeys(Language, "day and night")
)


@pytest.mark.parametrize(
    ("route", "outcome", "kinds"),
    [
        (ToPerson((Reason.NO_CERTIFICATE,)), Outcome.REVIEWED, ["question", "case"]),
        (ToPerson((Reason.INDEX_ERROR,)), Outcome.FAILED, ["question", "case"]),
        (ToPerson(()), Outcome.FAILED, ["question", "case"]),
        (AskBack(("Permits", "Fines")), Outcome.CLARIFIED, ["question", "clarify"]),
        (AskBack(()), Outcome.FAILED, ["question", "case"]),
        (
            ShowEmergency((CONTACT,), (Reason.CRISIS,)),
            Outcome.EMERGENCY,
            ["question", "emergency", "case"],
        ),
        (ShowEmergency((), ()), Outcome.EMERGENCY, ["question", "emergency", "case"]),
        (None, Outcome.FAILED, ["question", "case"]),
    ],
)
def test_every_route_ends_in_its_outcome_and_message(
    asking: AskingRoom, route: Route | None, outcome: Outcome, kinds: list[str]
) -> None:
    """What a route means is one outcome and what the citizen sees of it; a missing route is a failure."""
    conversation = asking.conversation()
    question_id = asking.process(replace(a_working(a_draft(FEE)), route=route), conversation)
    assert asking.record(question_id).outcome is outcome
    assert asking.kinds(conversation) == kinds
    if outcome is not Outcome.CLARIFIED:
        assert asking.record(question_id).reasons


def test_processing_again_changes_nothing(asking: AskingRoom) -> None:
    """A question taken twice is answered once and the engine runs once."""
    question_id = asking.process(a_working(a_draft(FEE)))
    before = asking.log()
    assert asking.processing.process(question_id) is Outcome.REVIEWED
    assert len(asking.script.asked) == 1
    assert asking.log() == before


def test_a_question_nobody_asked_has_no_outcome(asking: AskingRoom) -> None:
    """An unknown id is no error."""
    assert asking.processing.process("no such question") is None


def test_an_engine_that_raises_hands_the_question_to_a_person(
    asking: AskingRoom, caplog: pytest.LogCaptureFixture
) -> None:
    """The case says why; the log names the kind of the fault and none of the citizen's words."""
    conversation = asking.conversation()
    with caplog.at_level(logging.ERROR):
        question_id = asking.process(RuntimeError("Ann Miller, 4 Mill Lane"), conversation)
    assert asking.record(question_id).outcome is Outcome.FAILED
    assert asking.record(question_id).reasons == (Reason.ENGINE_ERROR,)
    assert asking.kinds(conversation) == ["question", "case"]
    assert "RuntimeError" in caplog.text
    assert "Miller" not in caplog.text


def test_what_cannot_be_stored_still_reaches_a_person(asking: AskingRoom) -> None:
    """A result that no table takes is dropped, the question is not."""
    conversation = asking.conversation()
    question_id = asking.process(replace(a_working(a_draft(FEE)), confidence=math.nan), conversation)
    assert asking.record(question_id).outcome is Outcome.FAILED
    assert asking.kinds(conversation) == ["question", "case"]


@pytest.mark.parametrize("fault", [BUSY, OSError("disk full")])
def test_a_store_that_fails_once_costs_nothing(asking: AskingRoom, fault: Exception) -> None:
    """The same result is stored at the second try: the certified answer goes out."""
    asking.sign(a_certificate_for_parking(asking))
    question_id = asking.accepted()
    asking.script.script = [releasable()]
    store = FailingStore(asking.store)
    store.at_commit = [None, fault]
    assert asking.processing_on(store).process(question_id) is Outcome.ANSWERED
    assert asking.outcomes() == {Outcome.ANSWERED: 1}
    assert verify(asking.log()).intact


def test_a_busy_store_leaves_the_question_open_for_the_sweep(asking: AskingRoom) -> None:
    """Nothing is half stored, and the next one to take it finishes it."""
    conversation = asking.conversation()
    question_id = asking.accepted(conversation)
    store = FailingStore(asking.store)
    store.before = [None, BUSY, BUSY, BUSY]
    with refused("try_again"):
        asking.processing_on(store).process(question_id)
    assert asking.kinds(conversation) == ["question"]
    assert asking.record(question_id).outcome is None
    assert asking.processing.process(question_id) is Outcome.REVIEWED


def test_a_question_that_kills_the_process_goes_to_a_person_without_the_engine(
    asking: AskingRoom,
) -> None:
    """After two attempts that never came back the engine is not tried again."""
    question_id = asking.accepted()
    for _ in range(MAX_ATTEMPTS):
        with asking.store.begin() as work:
            work.questions.begin_attempt(question_id)
    assert asking.processing.process(question_id) is Outcome.FAILED
    assert asking.record(question_id).reasons == (Reason.INTERRUPTED,)
    assert asking.script.asked == []


def _erase(room: AskingRoom, conversation_id: str) -> None:
    with room.store.begin() as work:
        work.conversations.erase(conversation_id)


def test_a_conversation_erased_while_its_question_waits_ends_the_question(asking: AskingRoom) -> None:
    """The engine never sees it, no case is opened, and the sweep finds nothing to take up again."""
    conversation = asking.conversation()
    question_id = asking.accepted(conversation)
    _erase(asking, conversation.id)
    assert asking.processing.process(question_id) is Outcome.FAILED
    assert asking.script.asked == []
    with asking.store.read() as work:
        assert work.cases.of_question(question_id) is None
    assert asking.log()[-1].data["errors"] == "conversation_erased"


def test_a_conversation_erased_while_the_engine_runs_ends_the_question(asking: AskingRoom) -> None:
    """Nothing is said into an erased conversation, and the question has its one outcome."""
    conversation = asking.conversation()
    asking.script.meanwhile = [lambda: _erase(asking, conversation.id)]
    question_id = asking.process(a_working(a_draft(FEE)), conversation)
    assert asking.record(question_id).outcome is Outcome.FAILED
    with asking.store.read() as work:
        assert work.cases.of_question(question_id) is None
        assert work.conversations.newest_seq(conversation.id) == 1


def test_of_two_processes_one_answers(asking: AskingRoom) -> None:
    """Both run the engine at the same moment; both tell the one outcome that was stored."""
    barrier = Barrier(2)
    asking.script.script = [a_working(a_draft(FEE))]
    wait: Callable[[], None] = lambda: (barrier.wait(10), None)[1]  # noqa: E731
    asking.script.meanwhile = [wait, wait]
    conversation = asking.conversation()
    question_id = asking.accepted(conversation)
    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(asking.processing.process, [question_id] * 2))
    assert outcomes == [Outcome.REVIEWED, Outcome.REVIEWED]
    assert len(asking.script.asked) == 2
    assert asking.kinds(conversation) == ["question", "case"]
    assert asking.outcomes() == {Outcome.REVIEWED: 1}


def test_the_engine_sees_what_was_said_and_no_draft(asking: AskingRoom) -> None:
    """The history is what citizen and assistant were shown, oldest first: no case notice, no unreleased draft."""
    conversation = asking.conversation()
    asking.process(replace(a_working(None), route=AskBack(("Permits", "Fines"))), conversation)
    asking.process(a_working(a_draft(EXCEPTION)), conversation)
    asking.process(a_working(a_draft(FEE)), conversation)
    history = asking.script.asked[-1].history
    assert [turn.author for turn in history] == [Author.CITIZEN, Author.ASSISTANT, Author.CITIZEN]
    assert not any(EXCEPTION in turn.text for turn in history)


class DeafPages:
    """A page that cannot be told anything."""

    def stage(self, conversation_id: str, question_id: str, stage: Stage, state: str) -> None:
        """Always fails."""
        raise RuntimeError("no page")

    def changed(self, conversation_id: str) -> None:
        """Works: only stages come from inside the engine."""


def test_a_page_that_cannot_be_told_costs_no_outcome(asking: AskingRoom) -> None:
    """Progress that fails turns into a case, never into an open question."""
    question_id = asking.accepted()
    processing = asking.processing_on(asking.store, DeafPages())
    assert processing.process(question_id) is Outcome.FAILED


def test_a_case_shows_the_first_passages_found_and_the_promise(asking: AskingRoom) -> None:
    """The citizen reads which policy text was found, when a person answers, and who is responsible."""
    conversation = asking.conversation()
    asking.process(a_working(a_draft(EXCEPTION)), conversation)
    seen = asking.views.messages(conversation)[-1]
    assert seen.case is not None
    assert seen.case.department_name == "Transport"
    assert (seen.case.promised_at - asking.clock.now()).total_seconds() == 24 * 3600
    assert seen.message.payload["passages"]
    assert "draft" not in str(seen.message.payload)


def test_what_nobody_owns_goes_to_the_first_department(asking: AskingRoom) -> None:
    """An unknown department is no reason to lose a question."""
    conversation = asking.conversation()
    asking.process(replace(a_working(None), department_id="unheard of"), conversation)
    case = asking.views.messages(conversation)[-1].case
    assert case is not None
    assert case.department_name == "Transport"
