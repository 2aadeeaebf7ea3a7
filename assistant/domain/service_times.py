"""How long what may take: limits per kind of matter, the clock of a case, its pauses, warning and escalation.

Profiles are data (L-23, L-24). A clock starts when the case was opened, stops with the reply, and rests while the
citizen is waited for, but not for longer than the cap: a forgotten enquiry must come up again.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import assert_never

from assistant.domain.office_hours import OfficeCalendar
from assistant.domain.reasons import Reason

HOURS_OF_A_DAY = 24
"""A department's own promise of so many hours is one working day where office hours are on record."""


class Matter(StrEnum):
    """Kinds of matter that limits differ for."""

    DANGER = "danger"
    SUPPLY = "supply"
    ENQUIRY = "enquiry"
    HELP = "help"
    COMPLAINT = "complaint"


class Unit(StrEnum):
    """What a limit counts. `hours` run round the clock, the others while the department works."""

    HOURS = "hours"
    OFFICE_HOURS = "office_hours"
    WORKING_DAYS = "working_days"


@dataclass(frozen=True, slots=True)
class Limit:
    """So much of a unit."""

    amount: int
    unit: Unit

    def due(self, start: datetime, calendar: OfficeCalendar | None) -> datetime:
        """When it is over. Without a calendar everything counts by the clock, a working day as 24 hours."""
        match self.unit:
            case Unit.HOURS:
                return start + timedelta(hours=self.amount)
            case Unit.OFFICE_HOURS:
                worked = timedelta(hours=self.amount)
                return calendar.add(start, worked) if calendar is not None else start + worked
            case Unit.WORKING_DAYS:
                if calendar is None:
                    return start + timedelta(hours=HOURS_OF_A_DAY * self.amount)
                return calendar.add_days(start, self.amount)
            case _:
                assert_never(self.unit)


@dataclass(frozen=True, slots=True)
class ServiceTime:
    """Until when a case reaches the department that leads it, and until when the citizen has the reply."""

    dispatch: Limit
    reply: Limit


@dataclass(frozen=True, slots=True)
class ServiceProfile:
    """Limits of every kind of matter, and what the clock round goes by.

    `hand_over`: a department accepts or returns within it. `pause_cap`: waiting for the citizen stops the clock for
    no longer. `warn_share` and `escalate_share`: parts of the time after which people are warned, then supervisors.
    """

    name: str
    times: Mapping[Matter, ServiceTime]
    hand_over: Limit
    pause_cap: Limit
    warn_share: float
    escalate_share: float

    def __post_init__(self) -> None:
        if set(self.times) != set(Matter):
            raise ValueError("every kind of matter needs its limits")
        if not 0 < self.warn_share < self.escalate_share < 1:
            raise ValueError("warn first, escalate later, both before the promise breaks")


@dataclass(frozen=True, slots=True)
class ServiceTimes:
    """A profile with the calendars of an installation. `supply_topics` are matters of water, power, gas, heat."""

    profile: ServiceProfile
    calendars: Mapping[str, OfficeCalendar] = field(default_factory=dict)
    supply_topics: frozenset[str] = frozenset()
    coordinator: str | None = None
    directory_version: str = ""

    def matter(self, reasons: Collection[Reason], topic_id: str | None) -> Matter:
        """What kind of matter a case is: the most pressing that fits."""
        if {Reason.CRISIS, Reason.VIOLENCE, Reason.SAFEGUARDING_MINOR} & set(reasons):
            return Matter.DANGER
        if topic_id in self.supply_topics:
            return Matter.SUPPLY
        if {Reason.COMPLAINT, Reason.LEGAL_THREAT} & set(reasons):
            return Matter.COMPLAINT
        if {Reason.DECISION_ABOUT_PERSON, Reason.PERSON_REQUESTED, Reason.APPEAL, Reason.PEOPLE_ONLY} & set(
            reasons
        ):
            return Matter.HELP
        return Matter.ENQUIRY

    def promise(self, matter: Matter, department_id: str, own_hours: int, opened: datetime) -> datetime:
        """What the citizen is told: the limit of the profile, or the department's own promise if that is sooner."""
        calendar = self.calendars.get(department_id)
        own = Limit(own_hours, Unit.HOURS)
        if calendar is not None:
            own = Limit(math.ceil(own_hours / HOURS_OF_A_DAY), Unit.WORKING_DAYS)
        limit = self.profile.times[matter].reply
        return min(limit.due(opened, calendar), own.due(opened, calendar))

    def hand_over_due(self, department_id: str, offered: datetime) -> datetime:
        """Until when a department that was offered a case accepts or returns it."""
        return self.profile.hand_over.due(offered, self.calendars.get(department_id))

    def clock(
        self,
        department_id: str,
        opened: datetime,
        promised: datetime,
        pauses: Collection[Pause],
        now: datetime,
    ) -> CaseClock:
        """How a case stands against its promise, its pauses added to it."""
        calendar = self.calendars.get(department_id)
        rested = timedelta(0)
        for pause in pauses:
            capped = self.profile.pause_cap.due(pause.start, calendar)
            rested += _worked(calendar, pause.start, min(pause.end or now, capped, now))
        due = _later(calendar, promised, rested)
        running = all(
            pause.end is not None or now > self.profile.pause_cap.due(pause.start, calendar)
            for pause in pauses
        )
        whole = _worked(calendar, opened, promised)
        used = max(_worked(calendar, opened, now) - rested, timedelta(0))
        share = 1.0 if now >= due else min(used / whole, 1.0) if whole else 0.0
        return CaseClock(due, share, running, self._stage(share, now > due))

    def _stage(self, share: float, over: bool) -> ClockStage:
        if over:
            return ClockStage.BROKEN
        if share >= self.profile.escalate_share:
            return ClockStage.ESCALATED
        return ClockStage.WARNED if share >= self.profile.warn_share else ClockStage.IN_TIME


class ClockStage(StrEnum):
    """How near a promise is to breaking."""

    IN_TIME = "in_time"
    WARNED = "warned"
    ESCALATED = "escalated"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Pause:
    """The citizen was waited for, or still is (`end` None)."""

    start: datetime
    end: datetime | None


@dataclass(frozen=True, slots=True)
class CaseClock:
    """`used` is the part of the promised time that is gone, 0 to 1; `running` is False while the citizen is waited for."""

    due: datetime
    used: float
    running: bool
    stage: ClockStage


def _worked(calendar: OfficeCalendar | None, start: datetime, end: datetime) -> timedelta:
    worked = end - start if calendar is None else calendar.between(start, end)
    return max(worked, timedelta(0))


def _later(calendar: OfficeCalendar | None, promised: datetime, rested: timedelta) -> datetime:
    """An unpaused promise stays to the second what the citizen was told."""
    if not rested:
        return promised
    return promised + rested if calendar is None else calendar.add(promised, rested)


def _hours(amount: int) -> Limit:
    return Limit(amount, Unit.HOURS)


def _days(amount: int) -> Limit:
    return Limit(amount, Unit.WORKING_DAYS)


PLAIN = ServiceProfile(
    name="tiers",
    times={
        Matter.DANGER: ServiceTime(_hours(1), _hours(2)),
        Matter.SUPPLY: ServiceTime(_hours(2), _hours(24)),
        Matter.ENQUIRY: ServiceTime(_days(1), _days(7)),
        Matter.HELP: ServiceTime(_days(1), _days(7)),
        Matter.COMPLAINT: ServiceTime(_days(1), _days(15)),
    },
    hand_over=_days(1),
    pause_cap=_days(10),
    warn_share=0.75,
    escalate_share=0.9,
)
"""What holds where an installation brings no file of service times: the tiers of L-23. The shares leave a department
a quarter of the time to act on a warning and its supervisor a tenth."""
