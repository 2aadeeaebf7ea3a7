"""Hand-overs: the first department leads until another accepts, and shows no more than the part needed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from assistant.domain.case_life import CasePhase
from assistant.domain.cases import Case, CaseEventKind
from assistant.domain.conversations import MessageKind
from assistant.domain.errors import Conflict, Forbidden, NotFound
from assistant.domain.hand_overs import HandOver, HandOverOutcome
from assistant.domain.questions import Author
from assistant.domain.service_times import PLAIN, ServiceTimes
from assistant.domain.staff import Grant, Role, Staff
from assistant.services.case_life_desk import CaseLifeDesk
from assistant.services.hand_overs import NewHandOver
from tests.adapters.database.stores import make_sqlite_store
from tests.services.review_room import (
    ANDY,
    CAROL,
    CHEN,
    EDITH,
    FEE,
    HANNA,
    SAM,
    Room,
    a_draft,
    a_working,
    invalid,
    refused,
)

TO_HOUSING = NewHandOver("housing", "A landlord's matter.", "Asks about a flat.", "May I keep a dog?")
TIMES = ServiceTimes(PLAIN, coordinator="transport", directory_version="2026-1")
TINA = Staff("tina", "tina", "Tina Abel", (Grant(Role.SUPERVISOR, "transport"),))


class HandOverRoom(Room):
    """A review room with what belongs to the life of a case."""

    def __init__(self, directory: Path) -> None:
        super().__init__(make_sqlite_store(directory))
        self.life = CaseLifeDesk.of(self.store, self.clock, self.ids, self.town, TIMES, self.pages)
        self.hand_overs = self.life.hand_overs

    def offered(self) -> tuple[Case, HandOver]:
        """A transport case in Chen's hands, offered to housing."""
        case = self.claimed_case(staff=CHEN)
        return case, self.hand_overs.offer(CHEN, case.id, TO_HOUSING)

    def lead(self, case: Case) -> str:
        """Who leads it now."""
        with self.store.read() as work:
            found = work.cases.get(case.id)
        assert found is not None
        return found.department_id

    def kinds(self, case: Case) -> list[CaseEventKind]:
        """What happened to the case."""
        with self.store.read() as work:
            return [one.kind for one in work.cases.events(case.id)]


@pytest.fixture
def room(tmp_path: Path) -> HandOverRoom:
    """A room where nothing has happened yet."""
    return HandOverRoom(tmp_path)


def test_the_lead_stays_until_another_department_accepts(room: HandOverRoom) -> None:
    """L-25: an offer moves nothing; acceptance moves the lead, and the case is free in its new place."""
    case, offer = room.offered()
    assert room.lead(case) == "transport"
    assert room.status(case).claimed_by == "chen"
    room.hand_overs.accept(HANNA, offer.id)
    assert room.lead(case) == "housing"
    assert room.status(case).claimed_by is None
    assert room.reviews.read(HANNA, case.id).question


def test_until_it_accepts_a_department_cannot_read_the_case(room: HandOverRoom) -> None:
    """X-09: it sees the hand-over, not the conversation."""
    case, offer = room.offered()
    assert [one.id for one in room.hand_overs.listed(HANNA)] == [offer.id]
    with pytest.raises(NotFound):
        room.reviews.read(HANNA, case.id)


def test_after_the_lead_moved_the_former_one_no_longer_reads_it(room: HandOverRoom) -> None:
    """X-09: nobody keeps cases that another department leads."""
    case, offer = room.offered()
    room.hand_overs.accept(HANNA, offer.id)
    with pytest.raises(NotFound):
        room.reviews.read(CHEN, case.id)


def test_personal_data_are_masked_in_what_is_handed_over(room: HandOverRoom) -> None:
    """L-25: neither summary nor part carries an address to reach somebody at."""
    case = room.claimed_case(staff=CHEN)
    told = replace(TO_HOUSING, summary="Write to ann.lee@example.org.", part="I am ann.lee@example.org.")
    offer = room.hand_overs.offer(CHEN, case.id, told)
    assert "ann.lee" not in offer.summary + offer.part
    assert offer.summary.startswith("Write to ")


def test_an_offer_needs_words_and_another_department(room: HandOverRoom) -> None:
    """L-25: a hand-over has a reason, and is to somebody else."""
    case = room.claimed_case(staff=CHEN)
    with invalid("reason"):
        room.hand_overs.offer(CHEN, case.id, replace(TO_HOUSING, reason=" "))
    with invalid("to_department"):
        room.hand_overs.offer(CHEN, case.id, replace(TO_HOUSING, to_department="transport"))
    with invalid("to_department"):
        room.hand_overs.offer(CHEN, case.id, replace(TO_HOUSING, to_department="parks"))


def test_only_whoever_holds_a_case_hands_it_over(room: HandOverRoom) -> None:
    """H-19: not a colleague who has another case in hand."""
    case = room.open_case()
    with refused("not_claimed"):
        room.hand_overs.offer(CHEN, case.id, TO_HOUSING)
    with pytest.raises(NotFound):
        room.hand_overs.offer(HANNA, case.id, TO_HOUSING)
    with pytest.raises(Forbidden):
        room.hand_overs.offer(ANDY, case.id, TO_HOUSING)


def test_one_offer_at_a_time(room: HandOverRoom) -> None:
    """Two departments are never both about to accept."""
    case, _offer = room.offered()
    with refused("already_offered"):
        room.hand_overs.offer(CHEN, case.id, TO_HOUSING)


def test_a_return_needs_a_reason_and_keeps_the_lead(room: HandOverRoom) -> None:
    """L-25: the lead reads why."""
    case, offer = room.offered()
    with invalid("reason"):
        room.hand_overs.give_back(HANNA, offer.id, "")
    room.hand_overs.give_back(HANNA, offer.id, "No flat is concerned.")
    assert room.lead(case) == "transport"
    (told,) = room.hand_overs.of_case(CHEN, case.id)
    assert (told.outcome, told.answer) == (HandOverOutcome.RETURNED, "No flat is concerned.")


def test_nobody_answers_for_another_department(room: HandOverRoom) -> None:
    """X-09: for others the hand-over does not exist."""
    _case, offer = room.offered()
    with pytest.raises(NotFound):
        room.hand_overs.accept(CHEN, offer.id)
    with pytest.raises(NotFound):
        room.hand_overs.give_back(EDITH, offer.id, "no")
    assert room.hand_overs.listed(CHEN) == ()
    with pytest.raises(Forbidden):
        room.hand_overs.listed(EDITH)


def test_the_third_return_goes_to_the_coordinator(room: HandOverRoom) -> None:
    """L-25: the case is on the coordinator's list of the month, and nobody can send it round again unseen."""
    case = room.claimed_case(staff=CAROL)
    for _ in range(3):
        offer = room.hand_overs.offer(CAROL, case.id, TO_HOUSING)
        room.hand_overs.give_back(HANNA, offer.id, "Not ours.")
    assert room.kinds(case).count(CaseEventKind.RETURNED) == 2
    assert room.kinds(case)[-1] is CaseEventKind.SENT_TO_COORDINATOR
    now = room.clock.now()
    month = (now - timedelta(days=1), now + timedelta(days=1))
    assert [one.number for one in room.life.clocks.unowned(CHEN, *month)] == [case.number]
    assert room.life.clocks.unowned(HANNA, *month) == ()
    assert room.status(case).claimed_by is None


def test_what_nobody_accepts_in_time_returns_to_the_lead(room: HandOverRoom) -> None:
    """L-25: by the clock round, once; the lead can then offer it elsewhere."""
    case, offer = room.offered()
    assert room.hand_overs.settle() == 0
    room.clock.turn(timedelta(hours=25))
    assert room.hand_overs.settle() == 1
    assert room.hand_overs.settle() == 0
    assert room.kinds(case)[-1] is CaseEventKind.LAPSED
    with refused("not_offered"):
        room.hand_overs.accept(HANNA, offer.id)


def test_a_consulted_department_writes_its_part_and_the_case_stays(room: HandOverRoom) -> None:
    """L-25: advice moves no lead; the lead reads the part and sends the one reply."""
    case = room.claimed_case(staff=CHEN)
    asked = room.hand_overs.consult(CHEN, case.id, TO_HOUSING)
    room.hand_overs.write_part(HANNA, asked.id, "Dogs are allowed.")
    assert room.lead(case) == "transport"
    (told,) = room.hand_overs.of_case(CHEN, case.id)
    assert (told.outcome, told.answer) == (HandOverOutcome.WRITTEN, "Dogs are allowed.")
    with refused("not_consulted"):
        room.hand_overs.write_part(HANNA, asked.id, "Twice.")


def test_a_part_no_longer_needed_is_called_off_by_the_lead(room: HandOverRoom) -> None:
    """The other department no longer has it on its list."""
    case = room.claimed_case(staff=CHEN)
    asked = room.hand_overs.consult(CHEN, case.id, TO_HOUSING)
    with pytest.raises(NotFound):
        room.hand_overs.call_off(HANNA, asked.id)
    room.hand_overs.call_off(CHEN, asked.id)
    assert room.hand_overs.listed(HANNA) == ()


def test_a_case_answered_meanwhile_cannot_be_accepted(room: HandOverRoom) -> None:
    """Whoever replied first has replied."""
    case, offer = room.offered()
    room.reviews.decide(CHEN, case.id, room.own_reply())
    with pytest.raises(Conflict):
        room.hand_overs.accept(HANNA, offer.id)
    assert room.lead(case) == "transport"


def test_the_directory_of_a_dispatch_stays_with_the_case(room: HandOverRoom) -> None:
    """L-26: a hand-over names the directory it went by, whatever holds later."""
    case, _offer = room.offered()
    with room.store.read() as work:
        told = work.cases.events(case.id)
    assert [one.kind for one in told][:2] == [CaseEventKind.OPENED, CaseEventKind.DISPATCHED]
    assert told[1].data["department"] == "transport"
    assert told[-1].data["directory"] == "2026-1"


def test_warnings_and_escalations_are_put_on_record_once(room: HandOverRoom) -> None:
    """S-34: at three quarters of the promised time, then at nine tenths; the supervisor's agenda has it."""
    case = room.open_case()
    room.clock.turn(timedelta(hours=19))
    assert [room.life.clocks.settle() for _ in range(2)] == [1, 0]
    room.clock.turn(timedelta(hours=3))
    assert [room.life.clocks.settle() for _ in range(2)] == [1, 0]
    assert room.kinds(case)[-2:] == [CaseEventKind.WARNED, CaseEventKind.ESCALATED]
    with room.store.read() as work:
        assert [one.title for one in room.life.clocks.late(work, TINA)] == [case.number]
        assert room.life.clocks.late(work, CHEN) == []
        assert room.life.clocks.late(work, replace(TINA, grants=(Grant(Role.SUPERVISOR, "housing"),))) == []


def test_an_answered_case_warns_nobody(room: HandOverRoom) -> None:
    """S-34: the clock stops with the reply."""
    case = room.claimed_case(staff=CHEN)
    room.reviews.decide(CHEN, case.id, room.own_reply())
    room.clock.turn(timedelta(days=3))
    assert room.life.clocks.settle() == 0


def test_a_moved_case_is_on_the_agenda(room: HandOverRoom) -> None:
    """L-25: the meeting between departments sees what went from one to another."""
    case, offer = room.offered()
    room.hand_overs.accept(HANNA, offer.id)
    with room.store.read() as work:
        assert [(one.title, one.count) for one in room.life.clocks.reassigned(work, HANNA)] == [
            (case.number, 1)
        ]
        assert room.life.clocks.reassigned(work, CHEN) == []


def test_a_supervisor_takes_a_case_over_at_once_and_says_why(room: HandOverRoom) -> None:
    """H-19: the former holder can no longer decide; the reason is a note of the case."""
    case = room.claimed_case(staff=CHEN)
    with invalid("reason"):
        room.reviews.take_over(SAM, case.id, "")
    with pytest.raises(Forbidden):
        room.reviews.take_over(CAROL, case.id, "I want it.")
    room.reviews.take_over(SAM, case.id, "Chen fell ill.")
    assert room.status(case).claimed_by == "sam"
    with refused("not_claimed"):
        room.reviews.decide(CHEN, case.id, room.own_reply())
    assert [one.text for one in room.reviews.read(SAM, case.id).notes] == ["Chen fell ill."]
    with refused("not_claimed"):
        room.reviews.take_over(SAM, case.id, "Again.")


def test_unsent_words_are_each_persons_own_and_outlive_the_claim(room: HandOverRoom) -> None:
    """H-19: an edit is found again by its writer only, and goes once the reply is sent."""
    case = room.claimed_case(staff=CHEN)
    room.life.edits.save(CHEN, case.id, 1, "Half a rep")
    room.reviews.release_claim(CHEN, case.id)
    kept = room.life.edits.read(CHEN, case.id)
    assert kept is not None
    assert kept.text == "Half a rep"
    assert room.life.edits.read(CAROL, case.id) is None
    with pytest.raises(NotFound):
        room.life.edits.read(HANNA, case.id)
    room.reviews.claim(CAROL, case.id)
    room.reviews.decide(CAROL, case.id, room.own_reply())
    assert room.life.edits.read(CHEN, case.id) is None


def test_a_question_back_rests_the_clock_until_the_citizen_writes(room: HandOverRoom) -> None:
    """L-21: the citizen reads the words under the office's name; waiting does not use up the promised time."""
    receipt = room.open_conversation()
    conversation = room.conversations.authenticate(receipt.conversation_id, receipt.secret)
    case = room.ask(conversation, a_working(a_draft(FEE)))
    room.reviews.claim(CHEN, case.id)
    room.life.waiting.ask(CHEN, case.id, "Which street?")
    with refused("not_now"):
        room.life.waiting.ask(CHEN, case.id, "Which street?")
    with room.store.read() as work:
        asked = work.conversations.messages(conversation.id)[-1]
    assert (asked.author, asked.kind, asked.text) == (Author.PERSON, MessageKind.ENQUIRY, "Which street?")
    room.clock.turn(timedelta(hours=20))
    resting = room.life.clocks.standing(CHEN, case.id)
    assert (resting.life.phase, resting.clock.running) == (CasePhase.WAITING_FOR_CITIZEN, False)
    assert resting.clock.used == 0.0
    room.conversations.accept(conversation, "Mill Lane.", "answer")
    going = room.life.clocks.standing(CHEN, case.id)
    assert (going.life.phase, going.clock.running) == (CasePhase.DISPATCHED, True)
    assert going.clock.due == case.promised_at + timedelta(hours=20)
