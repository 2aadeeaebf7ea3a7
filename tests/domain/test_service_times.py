"""Promises and clocks: which limit counts, what stops the clock, and when people hear of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest

from assistant.domain.office_hours import Hours, OfficeCalendar
from assistant.domain.reasons import Reason
from assistant.domain.service_times import PLAIN, ClockStage, Limit, Matter, Pause, ServiceTimes, Unit

CALENDAR = OfficeCalendar(UTC, {day: (Hours(time(8), time(16)),) for day in range(5)})
TIMES = ServiceTimes(PLAIN, {"housing": CALENDAR}, frozenset({"heating"}))
FRIDAY = datetime(2026, 11, 27, 10, tzinfo=UTC)
MONDAY_CLOSE = datetime(2026, 11, 30, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("reason", "topic", "matter"),
    [
        (Reason.CRISIS, None, Matter.DANGER),
        (Reason.NO_EVIDENCE, "heating", Matter.SUPPLY),
        (Reason.COMPLAINT, None, Matter.COMPLAINT),
        (Reason.PERSON_REQUESTED, None, Matter.HELP),
        (Reason.NO_EVIDENCE, None, Matter.ENQUIRY),
    ],
)
def test_the_kind_of_matter_follows_from_the_case(reason: Reason, topic: str | None, matter: Matter) -> None:
    """L-23: reasons and topic say which limits count."""
    assert TIMES.matter((reason,), topic) is matter


def test_the_departments_own_promise_counts_if_it_is_sooner() -> None:
    """24 hours from Friday are Monday at closing; the profile alone would allow seven working days."""
    assert TIMES.promise(Matter.ENQUIRY, "housing", 24, FRIDAY) == MONDAY_CLOSE


def test_the_profile_counts_if_it_is_sooner() -> None:
    """L-23: a department cannot promise more time than the profile allows."""
    assert TIMES.promise(Matter.ENQUIRY, "housing", 2_400, FRIDAY) == CALENDAR.add_days(FRIDAY, 7)


def test_danger_runs_round_the_clock() -> None:
    """L-23: two hours, also at night."""
    night = datetime(2026, 11, 28, 2, tzinfo=UTC)
    assert TIMES.promise(Matter.DANGER, "housing", 24, night) == night + timedelta(hours=2)


def test_another_profile_counts_by_the_same_rules() -> None:
    """L-24: complaints within 15 working days, enquiries within 2."""
    enquiry = replace(PLAIN.times[Matter.ENQUIRY], reply=Limit(2, Unit.WORKING_DAYS))
    other = replace(PLAIN, name="working_days", times={**PLAIN.times, Matter.ENQUIRY: enquiry})
    times = replace(TIMES, profile=other)
    assert times.promise(Matter.ENQUIRY, "housing", 2_400, FRIDAY) == CALENDAR.add_days(FRIDAY, 2)
    assert times.promise(Matter.COMPLAINT, "housing", 2_400, FRIDAY) == CALENDAR.add_days(FRIDAY, 15)


def test_without_office_hours_the_clock_counts() -> None:
    """A department without hours on record promises clock hours."""
    assert TIMES.promise(Matter.ENQUIRY, "parks", 24, FRIDAY) == FRIDAY + timedelta(hours=24)


@pytest.mark.parametrize(
    ("worked", "stage"),
    [(0, ClockStage.IN_TIME), (11, ClockStage.WARNED), (13, ClockStage.ESCALATED), (15, ClockStage.BROKEN)],
)
def test_people_hear_before_a_promise_breaks(worked: int, stage: ClockStage) -> None:
    """S-34: warned at three quarters of the working time, escalated at nine tenths, broken only after the promise."""
    now = CALENDAR.add(FRIDAY, timedelta(hours=worked))
    assert TIMES.clock("housing", FRIDAY, MONDAY_CLOSE, (), now).stage is stage


def test_waiting_for_the_citizen_stops_the_clock() -> None:
    """Two working hours of waiting move the promise by two working hours."""
    pause = Pause(FRIDAY, FRIDAY + timedelta(hours=2))
    clock = TIMES.clock("housing", FRIDAY, MONDAY_CLOSE, (pause,), FRIDAY + timedelta(hours=3))
    assert clock.due == datetime(2026, 12, 1, 10, tzinfo=UTC)
    assert clock.running


def test_an_endless_pause_ends_at_its_cap() -> None:
    """A case that waits for somebody who never answers comes up again."""
    pause = Pause(FRIDAY, None)
    waiting = TIMES.clock("housing", FRIDAY, MONDAY_CLOSE, (pause,), FRIDAY + timedelta(days=7))
    forgotten = TIMES.clock("housing", FRIDAY, MONDAY_CLOSE, (pause,), FRIDAY + timedelta(days=40))
    assert (waiting.running, waiting.stage) == (False, ClockStage.IN_TIME)
    assert (forgotten.running, forgotten.stage) == (True, ClockStage.BROKEN)


def test_a_profile_that_escalates_too_late_is_refused() -> None:
    """The supervisor hears before the promise breaks, not after."""
    with pytest.raises(ValueError, match="escalate later"):
        replace(PLAIN, escalate_share=1.0)
