"""Ratings end to end: given by citizens, worked on by staff, counted for everybody."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from assistant.domain.conversations import Conversation, MessageKind
from assistant.domain.errors import Conflict, Forbidden, Invalid, NotFound
from assistant.domain.ratings import ExclusionWhy, Grade, RatingReason, RatingState
from assistant.domain.tasks import TaskKind, TaskState
from assistant.services.ratings import MAX_COMMENT, low_rated
from assistant.services.tasks import Tasks
from tests.adapters.database.stores import make_sqlite_store
from tests.services.asking_room import AskingRoom, a_certificate_for_parking, releasable
from tests.services.review_room import (
    ANDY,
    CAROL,
    CHEN,
    FEE,
    HANNA,
    SAM,
    a_draft,
    a_working,
    invalid,
    refused,
)
from tests.services.small_ratings import small_ratings


class RatingRoom(AskingRoom):
    """A citizen with replies, and staff who hear what they think of them."""

    def __init__(self, directory: Path) -> None:
        super().__init__(make_sqlite_store(directory))
        self.tasks = Tasks(self.store, self.town, self.clock, self.ids)
        self.ratings, self.desk = small_ratings(self, self.tasks)
        self.citizen: Conversation = self.conversation()

    def answered(self) -> str:
        """The id of a reply that went out under a certificate."""
        self.sign(a_certificate_for_parking(self))
        reply = self.reply_to(self.process(releasable(), self.citizen))
        assert reply is not None
        return reply.id

    def approved_by_carol(self) -> str:
        """The id of a reply that Carol sent."""
        question_id = self.process(a_working(a_draft(FEE)), self.citizen)
        with self.store.read() as work:
            case = work.cases.of_question(question_id)
        assert case is not None
        self.reviews.claim(CAROL, case.id)
        self.reviews.decide(CAROL, case.id, self.request(case))
        reply = self.reply_to(question_id)
        assert reply is not None
        return reply.id

    def rate(self, reply_id: str, grade: Grade = Grade.BAD, comment: str = "") -> str:
        """The rating's id."""
        return self.ratings.give(self.citizen, reply_id, grade, (RatingReason.WRONG,), comment).facts.id

    def state(self, rating_id: str) -> RatingState:
        """Where it stands."""
        return self.desk.read(SAM, rating_id).row.state

    def calls(self) -> list[TaskState]:
        """Calls asked for, by their state."""
        return [one.state for one in self.tasks.listed(SAM, (TaskKind.CALL_BACK,))]


@pytest.fixture
def room(tmp_path: Path) -> RatingRoom:
    """A fresh one."""
    return RatingRoom(tmp_path)


def test_a_low_rating_asks_for_a_call_within_a_day(room: RatingRoom) -> None:
    """L-27, S-31: a call-back task is there at once, due the next day, also for a reply that no person sent."""
    room.rate(room.answered())
    (task,) = room.tasks.listed(SAM, (TaskKind.CALL_BACK,))
    assert task.due == (room.clock.now() + timedelta(days=1)).date()
    assert (task.facts.case_id, task.facts.departments) == (None, ("transport",))


def test_a_good_rating_asks_nothing_of_anybody(room: RatingRoom) -> None:
    """It is counted and not listed."""
    room.rate(room.answered(), Grade.VERY_GOOD)
    assert (room.calls(), room.desk.listed(SAM)) == ([], ())
    assert dict(room.desk.figures().counts)[Grade.VERY_GOOD] == 1


def test_the_loop_ends_with_one_more_rating(room: RatingRoom) -> None:
    """L-27: written to, mended, rated once more; the citizen reads each step, the figures count it."""
    rating_id = room.rate(reply_id := room.answered())
    room.desk.call(CAROL, rating_id, "What did you miss?")
    assert (room.state(rating_id), room.calls()) == (RatingState.MEND_DUE, [TaskState.DONE])
    room.desk.mend(CAROL, rating_id, "The page names it now.")
    letters = [
        one.message for one in room.views.messages(room.citizen) if one.message.kind is MessageKind.CALL_BACK
    ]
    assert [one.text for one in letters] == ["What did you miss?", "The page names it now."]
    assert [one.payload["mended"] for one in letters] == [False, True]
    assert letters[0].payload["released_by"] == {"kind": "person", "label": "caseworker, Transport"}
    room.rate(reply_id, Grade.GOOD)
    assert room.state(rating_id) is RatingState.RATED_AGAIN
    figures = room.desk.figures()
    assert (figures.low, figures.called_in_time, figures.mended_in_time, figures.better) == (1, 1, 1, 1)


def test_the_same_low_grade_again_after_mending_is_the_one_more_rating(room: RatingRoom) -> None:
    """It was not mended in this citizen's eyes, and that counts."""
    rating_id = room.rate(reply_id := room.answered())
    room.desk.call(CAROL, rating_id, "Hello.")
    room.desk.mend(CAROL, rating_id, "Done.")
    room.rate(reply_id, Grade.BAD)
    figures = room.desk.figures()
    assert (room.state(rating_id), figures.rated_again, figures.better) == (RatingState.RATED_AGAIN, 1, 0)


def test_late_steps_are_counted_as_late(room: RatingRoom) -> None:
    """L-27: a call after its day is a call, and not one in time; the list says so while it is missing."""
    rating_id = room.rate(room.answered())
    room.clock.turn(timedelta(days=1, seconds=1))
    assert [row.late for row in room.desk.listed(SAM)] == [True]
    room.desk.call(CAROL, rating_id, "Sorry for the wait.")
    figures = room.desk.figures()
    assert (figures.called, figures.called_in_time) == (1, 0)


def test_changing_ones_mind_takes_the_call_back_and_back_again(room: RatingRoom) -> None:
    """The task is closed when the grade is no longer low, and opened once more when it is."""
    reply_id = room.answered()
    room.rate(reply_id)
    room.rate(reply_id, Grade.GOOD)
    assert room.calls() == [TaskState.DONE]
    room.rate(reply_id, Grade.VERY_BAD)
    assert room.calls() == [TaskState.OPEN]


def test_once_staff_work_on_it_a_rating_stays(room: RatingRoom) -> None:
    """Else what they answer would answer nothing."""
    rating_id = room.rate(reply_id := room.answered())
    room.desk.call(CAROL, rating_id, "Hello.")
    with refused("already_rated"):
        room.rate(reply_id, Grade.GOOD)


def test_a_rating_leaves_the_figures_by_two_people_only(room: RatingRoom) -> None:
    """L-27: proposed by one, confirmed by another; it stays on record as excluded, and nobody need call."""
    rating_id = room.rate(room.answered())
    room.desk.propose_exclusion(CHEN, rating_id, ExclusionWhy.MISTAKEN, "They say so in the comment.")
    with refused("second_person"):
        room.desk.decide_exclusion(CHEN, rating_id, True, "Yes.")
    room.desk.decide_exclusion(SAM, rating_id, True, "I read it too.")
    figures = room.desk.figures()
    assert (figures.low, figures.excluded, room.calls()) == (0, 1, [TaskState.DONE])
    assert room.state(rating_id) is RatingState.EXCLUDED


def test_nobody_excludes_a_rating_of_their_own_reply(room: RatingRoom) -> None:
    """Neither proposes nor confirms: it is about them."""
    rating_id = room.rate(room.approved_by_carol())
    with refused("own_reply"):
        room.desk.propose_exclusion(CAROL, rating_id, ExclusionWhy.MALICIOUS, "Unfair.")
    room.desk.propose_exclusion(CHEN, rating_id, ExclusionWhy.MALICIOUS, "Insults only.")
    with refused("own_reply"):
        room.desk.decide_exclusion(CAROL, rating_id, True, "Yes.")


def test_ratings_stay_within_their_department(room: RatingRoom) -> None:
    """X-09: housing neither lists nor finds a rating of transport; an auditor reads and does not act."""
    rating_id = room.rate(room.answered())
    assert room.desk.listed(HANNA) == ()
    with pytest.raises(NotFound):
        room.desk.read(HANNA, rating_id)
    with pytest.raises(NotFound):
        room.desk.call(HANNA, rating_id, "Hello.")
    assert room.desk.read(ANDY, rating_id).rating.facts.id == rating_id
    with pytest.raises(Forbidden):
        room.desk.call(ANDY, rating_id, "Hello.")


def test_reading_a_rating_is_on_record(room: RatingRoom) -> None:
    """X-21: question, reply and comment are a citizen's content."""
    rating_id = room.rate(room.answered(), comment="Nothing on visitors.")
    sheet = room.desk.read(CAROL, rating_id)
    assert (sheet.question, sheet.reply) == ("How much is it?", a_draft(FEE).text())
    assert sheet.rating.events[0].note == "Nothing on visitors."
    assert ("carol", "rating_read", rating_id) in {
        (one.actor, one.action, one.object_id) for one in room.log()
    }


def test_only_ones_own_replies_are_rated(room: RatingRoom) -> None:
    """X-09: a reply of another conversation is not found."""
    reply_id = room.answered()
    with pytest.raises(NotFound):
        room.ratings.give(room.conversation(), reply_id, Grade.BAD)


@pytest.mark.parametrize("comment", ["x" * (MAX_COMMENT + 1), "\udc00"])
def test_a_comment_that_cannot_be_kept_is_refused(room: RatingRoom, comment: str) -> None:
    """By name, and nothing is stored."""
    reply_id = room.answered()
    with pytest.raises(Invalid) as caught:
        room.rate(reply_id, comment=comment)
    assert caught.value.field == "comment"
    assert room.desk.listed(SAM) == ()


def test_what_staff_write_must_say_something(room: RatingRoom) -> None:
    """An empty letter is refused by name."""
    rating_id = room.rate(room.answered())
    with invalid("text"):
        room.desk.call(CAROL, rating_id, "  ")


def test_needs_are_found_from_low_ratings_that_still_count(room: RatingRoom) -> None:
    """S-16: a question whose reply its citizen thinks badly of after all; not one that was mended to their liking."""
    rating_id = room.rate(reply_id := room.answered())
    with room.store.read() as work:
        assert len(low_rated(work)) == 1
    room.desk.call(CAROL, rating_id, "Hello.")
    room.desk.mend(CAROL, rating_id, "Done.")
    room.rate(reply_id, Grade.GOOD)
    with room.store.read() as work:
        assert low_rated(work) == ()


def test_after_erasing_nobody_is_written_to(room: RatingRoom) -> None:
    """L-12: the list forgets it, the grade still counts, and no letter can be sent."""
    rating_id = room.rate(room.answered())
    with room.store.begin() as work:
        work.conversations.erase(room.citizen.id)
    assert room.desk.listed(SAM) == ()
    assert room.desk.figures().low == 1
    with pytest.raises((NotFound, Conflict)):
        room.desk.call(CAROL, rating_id, "Hello.")
