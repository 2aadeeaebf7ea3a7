"""Versions that come into force and end on a real knowledge base: each change is recorded once (G-08)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from assistant.domain.audit_chain import verify
from assistant.domain.recalls import KnowledgeChange
from tests.fakes import MORNING
from tests.services.calendar_room import NEW_TEXT, CalendarRoom, calendar_room
from tests.services.failing_store import FailingStore

TODAY = MORNING.date()
MIDNIGHT = datetime(2026, 11, 24, 22, 0, tzinfo=UTC)
"""When 25 November begins in the town."""


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CalendarRoom]:
    """Five days: a first text, one for two days only while nothing runs, one that is withdrawn after half a minute.

    The first try to record it fails at its end.
    """
    with calendar_room(tmp_path_factory.mktemp("story")) as room:
        room.publish()
        assert room.changes.settle() == 1
        room.publish(NEW_TEXT, TODAY + timedelta(days=2), TODAY + timedelta(days=3))
        assert room.changes.settle() == 0
        room.clock.turn(timedelta(days=5))  # nobody is there
        poison = room.publish("# Permits\n\nPermits are free for all.\n", TODAY + timedelta(days=5))
        room.clock.turn(timedelta(seconds=30))
        room.base.withdraw(poison, "bob", "Poisoned.")
        failing = FailingStore(room.store)
        failing.at_commit.append(OSError("the disk is full"))
        broken = room.changes_of(failing)
        with pytest.raises(OSError, match="disk"):
            broken.settle()
        assert len(room.recorded()) == 1
        assert broken.settle() == 5
        yield room


def test_each_change_is_recorded_once_by_whoever_comes_first(story: CalendarRoom) -> None:
    """After the round that failed and the one that did not, no process finds anything more."""
    assert story.changes.settle() == 0
    assert story.changes_of(story.store).settle() == 0
    assert len(story.recorded()) == 6
    assert verify(story.log()).intact


@pytest.fixture(scope="module")
def settled(story: CalendarRoom) -> list[KnowledgeChange]:
    """What was recorded in the end, oldest first."""
    return story.recorded()


def test_after_days_of_being_down_every_change_has_the_moment_of_the_calendar(
    settled: list[KnowledgeChange],
) -> None:
    """G-08: two midnights that nobody was awake for, and a text that stood for half a minute between two looks."""
    after = MORNING + timedelta(days=5)
    assert [(one.kind.value, one.at) for one in settled] == [
        ("began", MORNING),
        ("superseded", MIDNIGHT + timedelta(days=1)),
        ("began", MIDNIGHT + timedelta(days=1)),
        ("expired", MIDNIGHT + timedelta(days=3)),
        ("began", after),
        ("withdrawn", after + timedelta(seconds=30)),
    ]


def test_a_change_names_who_did_it_and_what_took_over(settled: list[KnowledgeChange]) -> None:
    """The withdrawal has its person and words, the succession its new version, the calendar nobody."""
    superseded, withdrawn = settled[1], settled[-1]
    assert (superseded.actor, superseded.successor_id) == ("system", settled[2].version_id)
    assert (withdrawn.actor, withdrawn.reason) == ("bob", "Poisoned.")


def test_what_the_calendar_did_is_in_the_log(story: CalendarRoom, settled: list[KnowledgeChange]) -> None:
    """Endings and late beginnings are logged; a publication in force at once is logged as what it is already."""
    logged = [(one.action, one.object_id) for one in story.log() if one.object_kind == "version"]
    first, short, poison = settled[0].version_id, settled[2].version_id, settled[-1].version_id
    assert sorted(logged) == sorted(
        [
            ("version_ended", first),
            ("version_in_force", short),
            ("version_ended", short),
            ("version_ended", poison),
        ]
    )
