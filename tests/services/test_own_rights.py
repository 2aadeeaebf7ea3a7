"""What citizens may do with what is held of them: read it, say no, put it right, and check that it is gone."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from assistant.domain.cases import Case, DecisionKind
from assistant.domain.conversations import Conversation, MessageKind
from assistant.domain.errors import Invalid, NotFound
from assistant.domain.purposes import Purpose
from assistant.domain.questions import Language, Outcome
from assistant.domain.reasons import Reason
from assistant.services.conversations import MAX_MESSAGE
from assistant.services.erasure import CONVERSATIONS_KEPT
from assistant.services.own_record import Opened
from assistant.services.own_rights import OwnRights
from assistant.services.system_redraft import Redrafting, SystemRedraft
from tests.adapters.database.stores import make_sqlite_store
from tests.services.asking_room import AskingRoom, a_certificate_for_parking, releasable
from tests.services.review_room import CAROL, FEE, SAM, a_draft, a_working, refused
from tests.services.small_recall import small_erasure
from tests.services.small_rights import small_rights


class Forgetful:
    """Remembers what it was told to forget."""

    def __init__(self) -> None:
        self.forgotten: list[str] = []

    def forget(self, conversation_id: str) -> None:
        """Take note."""
        self.forgotten.append(conversation_id)


class RightsRoom(AskingRoom):
    """A citizen, their rights, and everybody who must respect them."""

    def __init__(self, directory: Path) -> None:
        super().__init__(make_sqlite_store(directory))
        self.derived = Forgetful()
        self.rights: OwnRights = small_rights(self, self.views, derived=(self.derived,))
        self.erasure = small_erasure(self, directory, self.pages)
        self.citizen: Conversation = self.conversation()

    def case(self) -> Case:
        """One of the citizen's, with a draft."""
        question_id = self.process(a_working(a_draft(FEE)), self.citizen)
        with self.store.read() as work:
            found = work.cases.of_question(question_id)
        assert found is not None
        return found

    def object_to(self, purpose: Purpose) -> None:
        """Say no."""
        self.rights.choices.choose(self.citizen, purpose, False)


@pytest.fixture
def room(tmp_path: Path) -> RightsRoom:
    """A fresh one."""
    return RightsRoom(tmp_path)


def test_the_record_holds_all_that_was_said_and_until_when(room: RightsRoom) -> None:
    """L-11, L-19, S-27: messages with their labels, purposes with what may be refused, the day of erasure."""
    room.case()
    record = room.rights.records.of(room.citizen, Language.EN)
    assert [one.message.kind for one in record.messages] == [MessageKind.QUESTION, MessageKind.CASE]
    assert record.erased_at_latest == room.clock.now() + CONVERSATIONS_KEPT
    assert {one.purpose: one.objectable for one in record.held} == {
        "answering": False,
        "oversight": False,
        "ai_drafts": True,
        "improvement": True,
    }


def test_the_citizen_sees_who_opened_it_by_role_and_unit(room: RightsRoom) -> None:
    """X-21: a reading by staff appears in the list at once, never with a name (S-15)."""
    case = room.case()
    assert room.rights.records.of(room.citizen, Language.EN).opened == ()
    room.reviews.read(CAROL, case.id)
    (opened,) = room.rights.records.of(room.citizen, Language.EN).opened
    assert (opened.by, opened.why, opened.at) == (
        "caseworker, Transport",
        Opened.CASE,
        room.clock.now(),
    )
    (chinese,) = room.rights.records.of(room.citizen, Language.ZH).opened
    assert chinese.by == "交通局案件处理员"


def test_another_citizens_readings_are_not_in_it(room: RightsRoom) -> None:
    """X-09: only what happened to this conversation."""
    other = room.open_case()
    room.reviews.read(CAROL, other.id)
    assert room.rights.records.of(room.citizen, Language.EN).opened == ()


def test_whoever_wants_people_only_gets_no_draft_and_no_automatic_reply(room: RightsRoom) -> None:
    """L-17: a question that a certificate would answer goes to a person, without a draft, with the text found."""
    room.sign(a_certificate_for_parking(room))
    room.object_to(Purpose.AI_DRAFTS)
    question_id = room.process(releasable(), room.citizen)
    assert room.record(question_id).outcome is Outcome.REVIEWED
    assert room.record(question_id).reasons == (Reason.PEOPLE_ONLY,)
    with room.store.read() as work:
        case = work.cases.of_question(question_id)
    assert case is not None
    seen = room.reviews.read(CAROL, case.id)
    assert seen.draft is None
    assert [one.passage_id for one in seen.evidence] == ["p1"]


def test_a_draft_made_before_the_choice_is_neither_shown_nor_sent(room: RightsRoom) -> None:
    """L-17: the choice holds for open cases too; a person writes, which works."""
    case = room.case()
    room.reviews.claim(CAROL, case.id)
    request = room.request(case)
    room.object_to(Purpose.AI_DRAFTS)
    assert room.reviews.read(CAROL, case.id).draft is None
    with refused("people_only"):
        room.reviews.decide(CAROL, case.id, request)
    with refused("people_only"):
        room.reviews.redraft(CAROL, case.id)
    done = room.reviews.decide(CAROL, case.id, room.own_reply(key="own"))
    assert done.kind is DecisionKind.WRITTEN


def test_the_system_drafts_nothing_for_people_only(room: RightsRoom) -> None:
    """A change of the knowledge base makes no new draft either."""
    case = room.case()
    room.object_to(Purpose.AI_DRAFTS)
    redraft = SystemRedraft(room.store, room.clock, room.ids, room.engine)
    result = redraft.redraft(case.id, "test", lambda _work, _result: None)
    assert (result, room.engine.asked) == (Redrafting.BY_HAND, [])


def test_a_choice_can_be_taken_back(room: RightsRoom) -> None:
    """Consent and objection are equally easy (S-09)."""
    room.object_to(Purpose.AI_DRAFTS)
    now = room.rights.choices.choose(room.citizen, Purpose.AI_DRAFTS, True)
    assert now[Purpose.AI_DRAFTS] is True
    question_id = room.process(a_working(a_draft(FEE)), room.citizen)
    assert room.record(question_id).reasons != (Reason.PEOPLE_ONLY,)


def test_an_objection_makes_what_was_derived_forget(room: RightsRoom) -> None:
    """L-11: at once, and again if asked again, should it have failed; one purpose does not touch the other."""
    room.object_to(Purpose.IMPROVEMENT)
    room.object_to(Purpose.IMPROVEMENT)
    assert room.derived.forgotten == [room.citizen.id] * 2
    with room.store.read() as work:
        assert work.choices.objected(Purpose.IMPROVEMENT) == {room.citizen.id}
        assert work.choices.objected(Purpose.AI_DRAFTS) == frozenset()
        assert len(work.choices.of(room.citizen.id)) == 1


def test_no_exercise_is_made_from_an_objecting_conversation(room: RightsRoom) -> None:
    """Seeds are made from approved answers; not from one whose citizen said no (S-28)."""
    case = room.case()
    room.reviews.claim(CAROL, case.id)
    room.reviews.decide(CAROL, case.id, room.request(case))
    with room.store.read() as work:
        assert work.seeds.sources("transport", 5) == (case.question_id,)
    room.object_to(Purpose.IMPROVEMENT)
    with room.store.read() as work:
        assert work.seeds.sources("transport", 5) == ()


def test_what_was_wrong_is_put_right_beside_it(room: RightsRoom) -> None:
    """L-11, L-19: the correction stands in the conversation and in the case; sent twice it is one."""
    case = room.case()
    first = room.views.messages(room.citizen)[0].message
    for _ in range(2):
        room.rights.amendments.make(room.citizen, first.id, "It is a van, not a car.", "a1")
    said = room.reviews.read(SAM, case.id).conversation
    assert [(one.kind, one.text) for one in said if one.kind is MessageKind.AMENDMENT] == [
        (MessageKind.AMENDMENT, "It is a van, not a car.")
    ]


def test_only_ones_own_words_are_put_right(room: RightsRoom) -> None:
    """Neither a reply nor another citizen's message; nothing is stored."""
    room.case()
    reply = room.views.messages(room.citizen)[1].message
    other = room.conversation()
    room.accepted(other)
    theirs = room.views.messages(other)[0].message
    for wrong in (reply.id, theirs.id, "no-such-message"):
        with pytest.raises(NotFound):
            room.rights.amendments.make(room.citizen, wrong, "No.", "a1")
    assert len(room.views.messages(room.citizen)) == 2


@pytest.mark.parametrize("text", ["", "  ", "x" * (MAX_MESSAGE + 1), "\ud800"])
def test_an_amendment_that_cannot_be_kept_is_refused(room: RightsRoom, text: str) -> None:
    """By name."""
    room.case()
    first = room.views.messages(room.citizen)[0].message
    with pytest.raises(Invalid) as caught:
        room.rights.amendments.make(room.citizen, first.id, text, "a1")
    assert caught.value.field == "text"


def test_a_deletion_receipt_is_checked_later(room: RightsRoom) -> None:
    """S-27: genuine and gone; the same receipt if erased twice; anything else is unknown."""
    room.case()
    erased = room.erasure.erase_own(room.citizen)
    assert room.erasure.erase_own(room.citizen).receipt == erased.receipt
    room.clock.turn(timedelta(days=400))
    found = room.erasure.check(erased.receipt)
    assert (found.at, found.gone) == (erased.at, True)
    with room.store.read() as work:
        head = work.oversight.audit_head()
    assert head is not None
    opened = room.log()[0]
    for wrong in ("", "0" * 64, erased.receipt[:-1] + "0", opened.hash, "not a receipt"):
        if wrong != erased.receipt:
            with pytest.raises(NotFound):
                room.erasure.check(wrong)


def test_a_quiet_conversation_is_erased_by_the_clock(room: RightsRoom) -> None:
    """L-05, L-18, S-28: not a second before its time, and then for good, with the reason on record."""
    question_id = room.process(a_working(a_draft(FEE)), room.citizen)
    with room.store.read() as work:
        case = work.cases.of_question(question_id)
    assert case is not None
    room.reviews.claim(CAROL, case.id)
    room.reviews.decide(CAROL, case.id, room.request(case))
    room.clock.turn(CONVERSATIONS_KEPT)
    assert room.erasure.past_their_time() == 0
    room.clock.turn(timedelta(seconds=1))
    assert room.erasure.past_their_time() == 1
    assert room.erasure.past_their_time() == 0
    entry = room.log()[-1]
    assert (entry.actor, entry.action, entry.data["reason"]) == (
        "system",
        "conversation_erased",
        "past_its_time",
    )


def test_a_conversation_with_something_still_to_come_is_kept(room: RightsRoom) -> None:
    """Neither an open case nor a question on its way is lost to the clock."""
    room.case()
    waiting = room.conversation()
    room.accepted(waiting)
    room.clock.turn(CONVERSATIONS_KEPT + timedelta(days=1))
    assert room.erasure.past_their_time() == 0
