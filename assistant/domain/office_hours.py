"""When a department is at work, and arithmetic in that time (L-22, L-23): office hours, holidays, make-up days.

Everything is counted between instants in UTC; the department's time zone only says where its hours lie on a day, so
that a day on which the clocks change has exactly the working time that its hours have on the wall.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""Names of weekdays in the data, in the order of `date.weekday()`."""

LOOKED_AHEAD = timedelta(days=4_000)
"""How far the calendar looks for working time before it gives up: ten times the longest limit of any profile."""


class NoOfficeHours(ValueError):
    """The calendar has no working time where some is needed."""


@dataclass(frozen=True, slots=True)
class Hours:
    """Working time on a day, from `start` to `end` on the wall."""

    start: time
    end: time

    def __post_init__(self) -> None:
        if self.start >= self.end:
            raise NoOfficeHours(f"{self.start} is not before {self.end}")


@dataclass(frozen=True, slots=True)
class OfficeCalendar:
    """A department's working time. `make_up` are days on which it works the hours of another weekday, holiday or not.

    The closing instant belongs to the office time: what is due then is due while somebody is there.
    """

    time_zone: tzinfo
    weekly: Mapping[int, tuple[Hours, ...]]
    holidays: frozenset[date] = frozenset()
    make_up: Mapping[date, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not any(self.weekly.values()):
            raise NoOfficeHours("no day has office hours")
        for hours in self.weekly.values():
            if any(one.end > later.start for one, later in itertools.pairwise(hours)):
                raise NoOfficeHours("office hours of a day overlap or are out of order")

    def works_on(self, day: date) -> bool:
        """True if there is working time on this day."""
        return bool(self._hours(day))

    def is_open(self, moment: datetime) -> bool:
        """True if the moment lies in office time."""
        return any(start <= moment <= end for start, end in self._spans(self._day(moment)))

    def opening(self, moment: datetime) -> datetime:
        """The moment itself in office time, else the next opening."""
        for start, end in self._from(moment):
            if moment <= end:
                return max(moment, start)
        raise NoOfficeHours("no office hours ahead")

    def add(self, moment: datetime, worked: timedelta) -> datetime:
        """When so much working time has passed; always in office time. Adding a, then b, is adding a + b."""
        left = worked
        for start, end in self._from(moment):
            begin = max(moment, start)
            if begin <= end and end - begin >= left:
                return begin + left
            left -= max(end - begin, timedelta(0))
        raise NoOfficeHours("not enough office hours ahead")

    def between(self, start: datetime, end: datetime) -> timedelta:
        """Working time from `start` to `end`; none if `end` comes first."""
        total = timedelta(0)
        day, last = self._day(start), self._day(end)
        while day <= last:
            for opened, closed in self._spans(day):
                total += max(min(closed, end) - max(opened, start), timedelta(0))
            day += timedelta(days=1)
        return total

    def add_days(self, moment: datetime, days: int) -> datetime:
        """The closing of the n-th working day after the day of `moment` (n at least 1)."""
        if days < 1:
            raise ValueError("at least one working day")
        day, left = self._day(moment), days
        for _ in range(LOOKED_AHEAD.days):
            day += timedelta(days=1)
            left -= self.works_on(day)
            if not left:
                return self._spans(day)[-1][1]
        raise NoOfficeHours("not enough working days ahead")

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self.time_zone).date()

    def _hours(self, day: date) -> tuple[Hours, ...]:
        if day in self.make_up:
            return self.weekly.get(self.make_up[day], ())
        return () if day in self.holidays else self.weekly.get(day.weekday(), ())

    def _spans(self, day: date) -> list[tuple[datetime, datetime]]:
        spans = [(self._instant(day, one.start), self._instant(day, one.end)) for one in self._hours(day)]
        # Hours that lie within an hour the clocks skip are no time at all.
        return [(start, end) for start, end in spans if start < end]

    def _instant(self, day: date, at: time) -> datetime:
        return datetime.combine(day, at, self.time_zone).astimezone(UTC)

    def _from(self, moment: datetime) -> Iterator[tuple[datetime, datetime]]:
        day = self._day(moment)
        last = day + LOOKED_AHEAD
        while day < last:
            yield from self._spans(day)
            day += timedelta(days=1)
