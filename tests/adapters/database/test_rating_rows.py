"""Ratings on each database."""

from __future__ import annotations

import pytest

from assistant.adapters.database.store import DatabaseStore
from assistant.domain.errors import Conflict
from assistant.domain.ratings import Grade, Rating, RatingEvent, RatingFacts, RatingReason, RatingStep
from tests.adapters.database.builders import NOW, a_conversation, a_finished_question

FACTS = RatingFacts(
    "rating-1", "reply-1", "q1", "c1", "waste", "bins", "en", "certificate", "cert-1", NOW, NOW, NOW
)
GIVEN = RatingEvent(
    RatingStep.GIVEN, "citizen", NOW, "Nothing on glass.", Grade.BAD, (RatingReason.INCOMPLETE,)
)
CALLED = RatingEvent(RatingStep.CALLED, "carol", NOW, "We look into it.")


@pytest.fixture
def rating(store: DatabaseStore) -> Rating:
    """A low rating, as stored."""
    with store.begin() as work:
        work.conversations.add(a_conversation())
        work.questions.add(a_finished_question())
        return work.ratings.add(FACTS, GIVEN)


def test_a_rating_is_read_as_it_was_given(store: DatabaseStore, rating: Rating) -> None:
    """With its words one by one, without them in lists: figures need none."""
    with store.begin() as work:
        called = work.ratings.append(rating, CALLED)
    with store.read() as work:
        assert work.ratings.get("rating-1") == called
        (listed,) = work.ratings.all(frozenset({"waste"}))
        assert [event.note for event in listed.events] == ["", ""]
        assert (listed.state, listed.grade, listed.reasons) == (called.state, Grade.BAD, rating.reasons)
        assert work.ratings.all(frozenset({"housing"})) == ()
        assert work.ratings.of_conversation("c1") == (listed,)


def test_a_reply_is_rated_once_and_changed_by_one_at_a_time(store: DatabaseStore, rating: Rating) -> None:
    """The second rating breaks on the key; of two who read the same rating, one gets Conflict."""
    with store.begin() as work:
        with pytest.raises(Conflict) as caught:
            work.ratings.add(FACTS, GIVEN)
        assert caught.value.code == "rating_exists"
        work.ratings.append(rating, CALLED)
        with pytest.raises(Conflict) as caught:
            work.ratings.append(rating, CALLED)
        assert caught.value.code == "rating_changed"


def test_erasing_takes_the_words_and_leaves_the_grade(store: DatabaseStore, rating: Rating) -> None:
    """L-12: the figures stay true, and nothing that anybody said can be read."""
    with store.begin() as work:
        work.conversations.erase("c1")
    with store.read() as work:
        left = work.ratings.get("rating-1")
    assert left is not None
    assert (left.grade, left.events[0].note) == (Grade.BAD, "")


def test_words_are_sealed_at_rest(store: DatabaseStore, rating: Rating) -> None:
    """The stored bytes hold nothing of what was said."""
    with store._engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT sealed FROM rating_events").all()
    assert rows
    assert all(b"glass" not in bytes(row[0]) for row in rows)
