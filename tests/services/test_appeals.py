"""Appeals: another person looks at a reply again, and the citizen is told what came of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.domain.appeals import AppealState
from assistant.domain.cases import Case, DecisionKind, DecisionReason
from assistant.domain.conversations import Conversation
from assistant.domain.errors import Conflict, Invalid, NotFound
from assistant.domain.questions import Language, Outcome
from assistant.services.appeals import MAX_WORDS, Appeals
from assistant.services.decision_rules import DecisionRequest
from assistant.services.fixed_texts import APPEAL_CASE
from tests.adapters.database.stores import make_sqlite_store
from tests.services.asking_room import AskingRoom, a_certificate_for_parking, releasable
from tests.services.review_room import CAROL, CHEN, FEE, HANNA, PASSAGE, SAM, a_draft, a_working, refused
from tests.services.small_appeals import small_appeals


class AppealRoom(AskingRoom):
    """A citizen with a reply, and everybody who may look at it again."""

    def __init__(self, directory: Path) -> None:
        super().__init__(make_sqlite_store(directory))
        self.appeals: Appeals = small_appeals(self)
        self.citizen: Conversation = self.conversation()

    def replied_by(self, staff: str = "carol") -> str:
        """The id of a reply that Carol approved."""
        question_id = self.process(a_working(a_draft(FEE)), self.citizen)
        with self.store.read() as work:
            case = work.cases.of_question(question_id)
        assert case is not None
        self.reviews.claim(CAROL, case.id)
        self.reviews.decide(CAROL, case.id, self.request(case, key=f"first-{question_id}"))
        return self._reply_id(question_id)

    def answered(self) -> str:
        """The id of a reply that went out under a certificate."""
        self.sign(a_certificate_for_parking(self))
        return self._reply_id(self.process(releasable(), self.citizen))

    def _reply_id(self, question_id: str) -> str:
        reply = self.reply_to(question_id)
        assert reply is not None
        return reply.id

    def appeal(self, reply_id: str, words: str = "", client_id: str = "a1") -> Case:
        """The case of an appeal."""
        return self.appeals.make(self.citizen, reply_id, words, client_id)

    def decide(self, case: Case, reason: DecisionReason, text: str = "We looked again.") -> None:
        """Sam's verdict, in words of his own."""
        self.reviews.claim(SAM, case.id)
        request = DecisionRequest(DecisionKind.WRITTEN, reason, f"appeal-{case.id}", text=text)
        self.reviews.decide(SAM, case.id, request)

    def standing(self, reply_id: str) -> AppealState | None:
        """What the citizen's page says of the appeal against a reply."""
        for seen in self.views.messages(self.citizen):
            if seen.reply is not None and seen.reply.reply.id == reply_id and seen.reply.appeal is not None:
                return seen.reply.appeal.state
        return None


@pytest.fixture
def room(tmp_path: Path) -> AppealRoom:
    """A fresh one."""
    return AppealRoom(tmp_path)


def test_an_appeal_opens_a_case_with_a_clock_and_says_so(room: AppealRoom) -> None:
    """L-11, L-20: the citizen reads number and promise at once; no engine drafts, the question counts as reviewed."""
    reply_id = room.answered()
    case = room.appeal(reply_id, "My lorry is green.")
    assert case.promised_at > case.opened_at
    assert [reason.value for reason in case.reasons] == ["appeal"]
    seen = room.views.messages(room.citizen)
    assert [one.message.kind.value for one in seen] == ["question", "reply", "question", "case"]
    assert "My lorry is green." in seen[2].message.text
    assert seen[3].message.text == APPEAL_CASE[Language.EN]
    assert room.record(case.question_id).outcome is Outcome.REVIEWED
    assert room.queue.waiting == [room.record(seen[0].message.question_id or "").id]
    assert room.standing(reply_id) is AppealState.OPEN


def test_who_decided_the_reply_neither_takes_nor_decides_its_appeal(room: AppealRoom) -> None:
    """L-17: a different reviewer looks; Carol is refused at taking in hand, Chen and Sam are not."""
    case = room.appeal(room.replied_by())
    with refused("own_reply"):
        room.reviews.claim(CAROL, case.id)
    room.reviews.claim(CHEN, case.id)
    room.reviews.release_claim(CHEN, case.id)
    room.reviews.claim(SAM, case.id)


def test_a_case_in_hand_before_it_became_ones_own_is_still_not_decided(room: AppealRoom) -> None:
    """Fresh eyes are asked for at the decision too, whoever came to hold the case."""
    case = room.appeal(room.replied_by())
    room.reviews.claim(SAM, case.id)
    with refused("own_reply"):
        room.reviews.decide(CAROL, case.id, room.own_reply())


@pytest.mark.parametrize(
    ("reason", "state"),
    [
        (DecisionReason.OK, AppealState.UPHELD),
        (DecisionReason.OUTDATED, AppealState.CHANGED),
        (DecisionReason.INCOMPLETE, AppealState.CHANGED),
    ],
)
def test_the_reason_of_the_decision_tells_what_came_of_it(
    room: AppealRoom, reason: DecisionReason, state: AppealState
) -> None:
    """L-19: the citizen reads the verdict at the first reply and the words below it."""
    reply_id = room.answered()
    case = room.appeal(reply_id)
    room.decide(case, reason)
    assert room.standing(reply_id) is state
    last = room.views.messages(room.citizen)[-1]
    assert last.reply is not None
    assert (last.reply.reply.text, last.reply.of_appeal) == ("We looked again.", True)


def test_a_reply_is_appealed_once_and_its_outcome_not_again(room: AppealRoom) -> None:
    """A second appeal is refused while the first is open and after it; so is one against what came of it."""
    reply_id = room.answered()
    case = room.appeal(reply_id)
    with refused("already_appealed"):
        room.appeal(reply_id, client_id="a2")
    room.decide(case, DecisionReason.OK)
    with refused("already_appealed"):
        room.appeal(reply_id, client_id="a3")
    outcome = room.reply_to(case.question_id)
    assert outcome is not None
    with refused("appeal_decided"):
        room.appeal(outcome.id, client_id="a4")


def test_an_appeal_that_was_taken_back_may_be_made_anew(room: AppealRoom) -> None:
    """Nobody loses a right by a slip of the finger."""
    reply_id = room.answered()
    first = room.appeal(reply_id)
    room.conversations.withdraw(room.citizen, first.number)
    assert room.standing(reply_id) is AppealState.WITHDRAWN
    second = room.appeal(reply_id, client_id="a2")
    assert second.id != first.id
    assert room.standing(reply_id) is AppealState.OPEN


def test_the_same_appeal_sent_twice_is_one(room: AppealRoom) -> None:
    """A lost answer is asked for again under the same id and gives the same case."""
    reply_id = room.answered()
    assert room.appeal(reply_id).id == room.appeal(reply_id).id
    assert room.kinds(room.citizen).count("case") == 1


def test_an_id_of_an_ordinary_message_is_no_appeal(room: AppealRoom) -> None:
    """Whoever reuses an id is told, not given somebody else's case."""
    reply_id = room.answered()
    room.conversations.accept(room.citizen, "Another question?", "m9")
    with refused("client_id_used"):
        room.appeal(reply_id, client_id="m9")


def test_replies_of_others_cannot_be_appealed(room: AppealRoom) -> None:
    """X-09: a reply of another conversation is not found, like one that does not exist."""
    reply_id = room.answered()
    other = room.conversation()
    for wrong in (reply_id, "no-such-reply"):
        with pytest.raises(NotFound):
            room.appeals.make(other, wrong, "", "x1")


@pytest.mark.parametrize(
    ("words", "client_id", "field"),
    [
        ("x" * (MAX_WORDS + 1), "a1", "words"),
        ("\ud800", "a1", "words"),
        ("", "", "client_id"),
        ("", "a\ud800", "client_id"),
    ],
)
def test_what_cannot_be_kept_is_refused_by_name(
    room: AppealRoom, words: str, client_id: str, field: str
) -> None:
    """Too long, half a character, no id or one that is no plain text; and nothing is stored."""
    reply_id = room.answered()
    with pytest.raises(Invalid) as caught:
        room.appeal(reply_id, words, client_id)
    assert caught.value.field == field
    assert room.kinds(room.citizen) == ["question", "reply"]


def test_fresh_eyes_see_the_reply_its_sources_and_passages(room: AppealRoom) -> None:
    """What was asked and told first stands in the case, and the passages it was drafted from; not who wrote it."""
    case = room.appeal(room.replied_by())
    seen = room.reviews.read(SAM, case.id)
    assert seen.appealed is not None
    assert (seen.appealed.question, seen.appealed.text) == ("How much is it?", a_draft(FEE).text())
    assert [one.quote for one in seen.appealed.citations] == [FEE]
    assert "Carol" not in seen.appealed.label
    assert [passage.text for passage in seen.evidence] == [PASSAGE]
    assert seen.draft is None


def test_the_engine_drafts_nothing_for_an_appeal(room: AppealRoom) -> None:
    """Asking for a draft is refused with that reason."""
    case = room.appeal(room.answered())
    room.reviews.claim(SAM, case.id)
    with refused("appeal_by_hand"):
        room.reviews.redraft(SAM, case.id)


def test_departments_keep_to_themselves_in_appeals_too(room: AppealRoom) -> None:
    """X-09: the housing office does not find an appeal of transport."""
    case = room.appeal(room.answered())
    with pytest.raises(NotFound):
        room.reviews.read(HANNA, case.id)


def test_an_appeal_outlives_the_erasure_as_ids_only(room: AppealRoom) -> None:
    """L-12: after erasing, the appeal is still counted and nothing of its words can be read."""
    reply_id = room.answered()
    case = room.appeal(reply_id, "My lorry is green.")
    with room.store.begin() as work:
        work.conversations.erase(room.citizen.id)
    seen = room.reviews.read(SAM, case.id)
    assert (seen.erased, seen.appealed) == (True, None)
    with room.store.read() as work:
        assert [one.reply_id for one in work.appeals.against("certificate-1")] == [reply_id]


def test_the_log_names_the_appeal_and_none_of_its_words(room: AppealRoom) -> None:
    """X-14: number, reply and who let it out; the words stay in the conversation."""
    room.appeal(room.answered(), "My lorry is green.")
    entry = next(one for one in room.log() if one.action == "reply_appealed")
    assert entry.actor == "citizen"
    assert entry.data["released_by"] == "certificate-1"
    assert "lorry" not in str(entry.data)


def test_two_appeals_at_once_are_one(room: AppealRoom) -> None:
    """The second of two that both saw no appeal breaks on the key, whatever the database."""
    reply_id = room.answered()
    case = room.appeal(reply_id)
    with room.store.read() as work:
        (stored,) = work.appeals.of_reply(reply_id)
    with pytest.raises(Conflict), room.store.begin() as work:
        work.appeals.add(stored)
    assert room.standing(reply_id) is AppealState.OPEN
    assert case.number
