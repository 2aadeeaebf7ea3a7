"""Office time: counted between instants, never outside the hours, whatever the clocks do."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.office_hours import Hours, NoOfficeHours, OfficeCalendar

ZONE = ZoneInfo("Europe/Berlin")
MORNINGS = (Hours(time(8), time(12, 30)),)
LONG = (*MORNINGS, Hours(time(14), time(18)))
WEEK = {0: MORNINGS, 1: MORNINGS, 2: MORNINGS, 3: LONG, 4: MORNINGS}
CALENDAR = OfficeCalendar(
    ZONE,
    WEEK,
    frozenset({date(2026, 12, 25), date(2027, 1, 1)}),
    {date(2026, 12, 19): 4},
)

FIRST, LAST = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 12, 31, tzinfo=UTC)
moments = st.timedeltas(timedelta(0), LAST - FIRST).map(lambda after: FIRST + after)
lengths = st.timedeltas(timedelta(0), timedelta(hours=60))

NIGHTS = OfficeCalendar(ZoneInfo("Europe/Berlin"), {6: (Hours(time(1), time(4)),)})
"""An office at work while the clocks change."""


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    """A moment in 2026 on the wall of the town."""
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE).astimezone(UTC)


@given(moments, lengths, lengths)
def test_adding_twice_is_adding_the_sum(moment: datetime, a: timedelta, b: timedelta) -> None:
    """L-23: adding a, then b, is adding a + b."""
    assert CALENDAR.add(CALENDAR.add(moment, a), b) == CALENDAR.add(moment, a + b)


@given(moments, moments, lengths)
def test_a_later_start_never_ends_sooner(one: datetime, other: datetime, length: timedelta) -> None:
    """L-23: adding working time is monotone in the start."""
    first, second = sorted((one, other))
    assert CALENDAR.add(first, length) <= CALENDAR.add(second, length)


@given(moments, lengths, lengths)
def test_more_time_never_ends_sooner(moment: datetime, a: timedelta, b: timedelta) -> None:
    """L-23: adding working time is monotone in the time added."""
    assert CALENDAR.add(moment, min(a, b)) <= CALENDAR.add(moment, max(a, b))


@given(moments, lengths, st.sampled_from((CALENDAR, NIGHTS)))
def test_nothing_is_due_outside_office_time(
    moment: datetime, length: timedelta, calendar: OfficeCalendar
) -> None:
    """L-23: what is due is due while somebody is there, and not before the start."""
    due = calendar.add(moment, length)
    assert calendar.is_open(due)
    assert due >= moment
    assert calendar.between(moment, due) == length


@given(moments, st.integers(1, 20), st.integers(1, 20))
def test_working_days_add_up(moment: datetime, a: int, b: int) -> None:
    """L-24: a working days, then b, are a + b working days, and end at a closing."""
    due = CALENDAR.add_days(moment, a)
    assert CALENDAR.add_days(due, b) == CALENDAR.add_days(moment, a + b)
    assert CALENDAR.is_open(due)
    assert not CALENDAR.is_open(due + timedelta(seconds=1))


def test_a_weekend_is_skipped() -> None:
    """One working day from Friday ends on Monday at closing."""
    assert CALENDAR.add_days(at(27, 10), 1) == at(30, 12, 30)


def test_a_holiday_is_skipped_and_a_make_up_day_counts() -> None:
    """A Saturday that makes up for a Friday has that day's hours; Christmas has none."""
    assert CALENDAR.add_days(at(18, 10, month=12), 1) == at(19, 12, 30, month=12)
    assert CALENDAR.add_days(at(24, 10, month=12), 1) == at(28, 12, 30, month=12)


def test_an_hour_that_the_clocks_repeat_is_worked_twice() -> None:
    """From 1 to 4 on the wall are four hours in October and two in March."""
    autumn, spring = datetime(2026, 10, 25, tzinfo=ZONE), datetime(2026, 3, 29, tzinfo=ZONE)
    assert NIGHTS.between(autumn, autumn + timedelta(days=1)) == timedelta(hours=4)
    assert NIGHTS.between(spring, spring + timedelta(days=1)) == timedelta(hours=2)


def test_a_calendar_without_any_hours_is_refused() -> None:
    """Nothing could ever be due in it."""
    with pytest.raises(NoOfficeHours):
        OfficeCalendar(ZONE, {0: ()})
