"""Which passages are found and quoted is counted, and nothing about who asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from assistant.domain.conversations import QuestionRecord
from assistant.domain.passage_use import Asked, PassageUse, week_of
from assistant.services.record_outcome import OutcomeRecorder
from tests.adapters.database.stores import make_sqlite_store
from tests.fakes import MORNING
from tests.services.review_room import CAROL, FEE, PIPELINE, Room, a_draft, a_working, refused

MONDAY = date(2026, 11, 23)


@pytest.fixture
def room(tmp_path: Path) -> Room:
    """A fresh room."""
    return Room(make_sqlite_store(tmp_path))


def _use(room: Room, week: date = MONDAY) -> tuple[PassageUse, ...]:
    with room.store.read() as work:
        return work.passage_use.since(week)


def _asked(room: Room) -> tuple[Asked, ...]:
    with room.store.read() as work:
        return work.passage_use.questions_since(MONDAY)


def test_each_question_counts_its_passages_once(room: Room) -> None:
    """Two questions found the passage twice; nobody was told of it yet."""
    room.open_case()
    room.open_case()
    assert _use(room) == (PassageUse("p1", "v1", found=2, quoted=0),)
    assert _asked(room) == (Asked(MONDAY, "transport", "en", 2),)


def test_a_reply_counts_what_it_quotes_once(room: Room) -> None:
    """A reply that quotes two sentences of one passage quotes one passage."""
    case = room.claimed_case()
    room.reviews.decide(CAROL, case.id, room.request(case))
    assert _use(room) == (PassageUse("p1", "v1", found=1, quoted=1),)


def test_a_new_draft_for_the_same_question_counts_nothing(room: Room) -> None:
    """Only questions count, however often a reviewer has them drafted."""
    case = room.claimed_case()
    room.engine.drafts.append(a_draft(FEE))
    room.reviews.redraft(CAROL, case.id)
    assert [one.found for one in _use(room)] == [1]


def test_a_question_that_was_never_searched_counts_nowhere(room: Room) -> None:
    """A message about danger goes to a person before any search."""
    room.open_case(replace(a_working(None), evidence=(), index_version=None))
    assert _use(room) == ()
    assert _asked(room) == ()


def test_weeks_begin_on_monday_and_are_kept_apart(room: Room) -> None:
    """What was counted last week is not this week's."""
    room.open_case()
    room.clock.turn(timedelta(days=7))
    room.open_case()
    assert _use(room, MONDAY + timedelta(days=7)) == (PassageUse("p1", "v1", 1, 0),)
    assert week_of(MORNING) == MONDAY == week_of(MORNING + timedelta(days=5))


def test_an_outcome_that_is_refused_counts_nothing(room: Room) -> None:
    """The count is written with the outcome or not at all: a question processed twice counts once."""
    record = _record(room, room.open_case().question_id)
    recorder = OutcomeRecorder(room.store, room.town, room.clock, room.ids, room.sources, PIPELINE)
    with room.store.read() as work:
        conversation = work.conversations.get(record.conversation_id)
    assert conversation is not None
    with refused("already_finished"):
        recorder.record(record, conversation, a_working(a_draft(FEE)))
    assert [one.found for one in _use(room)] == [1]


def test_nothing_counted_leads_to_a_citizen(room: Room) -> None:
    """L-12: no row of the counts holds an id or a word of a conversation, so erasure has nothing to look for there."""
    case = room.open_case(text="My grandmother at 4 Elm Road parks here")
    record = _record(room, case.question_id)
    engine = room.store._engine
    with engine.connect() as connection:
        rows = [
            str(tuple(row))
            for table in ("passage_use", "questions_asked")
            for row in connection.execute(sa.text(f"select * from {table}"))
        ]
    assert len(rows) == 2
    for secret in (record.id, record.conversation_id, record.message_id, case.id, "grandmother", "09:00"):
        assert not any(secret in row for row in rows)


def _record(room: Room, question_id: str) -> QuestionRecord:
    with room.store.read() as work:
        record = work.questions.get(question_id)
    assert record is not None
    return record
