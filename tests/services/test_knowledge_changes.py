"""Versions that come into force and end: each change is found once, whoever or whatever caused it (G-08)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from assistant.domain.audit_chain import verify
from tests.fakes import MORNING
from tests.services.calendar_room import NEW_TEXT, CalendarRoom, calendar_room

TODAY = MORNING.date()
MIDNIGHT = datetime(2026, 11, 24, 22, 0, tzinfo=UTC)
"""When 25 November begins in the town."""


@pytest.fixture
def room(tmp_path: Path) -> Iterator[CalendarRoom]:
    """A room with its own calendar."""
    with calendar_room(tmp_path) as opened:
        yield opened


def test_a_publication_in_force_at_once_begins_at_its_moment(room: CalendarRoom) -> None:
    """A version whose dates include today begins when it is published."""
    version = room.publish()
    assert room.changes.settle() == 1
    assert room.settled() == [("began", version, MORNING)]


def test_nothing_is_recorded_twice(room: CalendarRoom) -> None:
    """Settling again, also in another process, finds nothing new."""
    room.publish()
    room.changes.settle()
    assert room.changes.settle() == 0
    assert room.changes_of(room.store).settle() == 0
    assert len(room.recorded()) == 1


def test_a_new_version_takes_over_at_the_towns_midnight(room: CalendarRoom) -> None:
    """G-08: what was published for tomorrow ends the old text when tomorrow begins in the town, not before."""
    old = room.publish()
    new = room.publish(NEW_TEXT, TODAY + timedelta(days=1))
    room.changes.settle()
    room.clock.turn(timedelta(hours=12, minutes=59))
    assert room.changes.settle() == 0
    room.clock.turn(timedelta(minutes=1))
    assert room.changes.settle() == 2
    assert sorted(room.settled()) == sorted(
        [("began", old, MORNING), ("superseded", old, MIDNIGHT), ("began", new, MIDNIGHT)]
    )


def test_the_last_day_of_a_text_without_successor_is_an_expiry(room: CalendarRoom) -> None:
    """G-08: a version with a last day expires after it."""
    version = room.publish(until=TODAY)
    room.changes.settle()
    room.clock.turn(timedelta(hours=13))
    room.changes.settle()
    assert room.settled()[-1] == ("expired", version, MIDNIGHT)


def test_days_of_being_down_lose_no_change(room: CalendarRoom) -> None:
    """What began and ended while no process ran is recorded with the moments of the calendar."""
    old = room.publish()
    short = room.publish(NEW_TEXT, TODAY + timedelta(days=2), TODAY + timedelta(days=3))
    room.changes.settle()
    room.clock.turn(timedelta(days=9))
    assert room.changes_of(room.store).settle() == 3
    assert sorted(room.settled()) == sorted(
        [
            ("began", old, MORNING),
            ("superseded", old, MIDNIGHT + timedelta(days=1)),
            ("began", short, MIDNIGHT + timedelta(days=1)),
            ("expired", short, MIDNIGHT + timedelta(days=3)),
        ]
    )


def test_a_text_published_and_withdrawn_between_two_looks_is_found(room: CalendarRoom) -> None:
    """Poison that stood for half a minute may have been quoted: its coming and going are both on record."""
    version = room.publish()
    room.clock.turn(timedelta(seconds=30))
    room.base.withdraw(version, "bob", "Poisoned.")
    assert room.changes.settle() == 2
    assert [kind for kind, _, _ in room.settled()] == ["began", "withdrawn"]
    ended = room.recorded()[-1]
    assert (ended.actor, ended.reason, ended.at) == ("bob", "Poisoned.", room.clock.now())


def test_a_text_withdrawn_before_its_day_never_was_in_force(room: CalendarRoom) -> None:
    """Nobody can have been told what never applied: nothing is recorded."""
    version = room.publish(since=TODAY + timedelta(days=3))
    room.base.withdraw(version, "bob", "Not decided after all.")
    room.clock.turn(timedelta(days=9))
    assert room.changes.settle() == 0


def test_a_text_replaced_on_its_own_first_day_is_superseded(room: CalendarRoom) -> None:
    """A correction with the same first day takes the place of the version altogether."""
    old = room.publish()
    room.changes.settle()
    room.clock.turn(timedelta(hours=1))
    new = room.publish(NEW_TEXT)
    room.changes.settle()
    ended = next(one for one in room.recorded() if one.version_id == old and one.kind.ended)
    assert (ended.kind.value, ended.successor_id, ended.at) == ("superseded", new, room.clock.now())


def test_a_roll_back_ends_the_new_text_and_brings_the_old_one_back(room: CalendarRoom) -> None:
    """Rolling back is a change like any other, at the moment it was done."""
    old = room.publish()
    index = room.base.active_index()
    assert index is not None
    room.changes.settle()
    room.clock.turn(timedelta(hours=1))
    new = room.publish(NEW_TEXT, date(2026, 2, 1))
    room.changes.settle()
    room.clock.turn(timedelta(hours=1))
    room.base.rollback_index(index.id, "bob", "Wrong figures.")
    assert room.changes.settle() == 2
    assert sorted(room.settled()[-2:]) == sorted(
        [("rolled_back", new, room.clock.now()), ("began", old, room.clock.now())]
    )


def test_withdrawing_what_had_ended_before_is_recorded(room: CalendarRoom) -> None:
    """A withdrawal says that the text was wrong in its time, so it counts also after another version took over."""
    old = room.publish()
    room.clock.turn(timedelta(hours=1))
    room.publish(NEW_TEXT, date(2026, 2, 1))
    room.changes.settle()
    room.base.withdraw(old, "bob", "It was never right.")
    assert room.changes.settle() == 1
    assert room.settled()[-1][:2] == ("withdrawn", old)


def test_a_crash_in_the_middle_leaves_everything_to_the_next_round(
    room: CalendarRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where recording fails half-way nothing is kept, and the next round records all of it once."""
    room.publish()
    room.publish(NEW_TEXT, TODAY + timedelta(days=1))
    room.clock.turn(timedelta(days=2))

    def dies(*_: object) -> None:
        raise OSError("no space left")

    with monkeypatch.context() as patch:
        patch.setattr(type(room.changes), "_log", dies)
        with pytest.raises(OSError, match="no space"):
            room.changes.settle()
    assert room.recorded() == []
    assert room.changes.settle() == 3
    assert verify(room.log()).intact


def test_what_the_calendar_did_is_in_the_log(room: CalendarRoom) -> None:
    """The log names the version that ended by the clock, since when, and its successor."""
    old = room.publish()
    new = room.publish(NEW_TEXT, TODAY + timedelta(days=1))
    room.clock.turn(timedelta(days=1))
    room.changes.settle()
    entries = {(one.action, one.object_id): one.data for one in room.log()}
    assert entries["version_ended", old]["successor"] == new
    assert entries["version_in_force", new]["since"] == MIDNIGHT.isoformat()
