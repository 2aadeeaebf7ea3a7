"""The weekly report on what people asked for and did not get, for whoever decides what is written next (S-16)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta, tzinfo

from assistant.domain.errors import Invalid
from assistant.domain.needs import NEED_DUE, Asked, Cause, Need, week_of
from assistant.domain.staff import Staff
from assistant.services.needs_access import may_read_need, reading_only
from assistant.services.needs_quotes import NeedQuote, quotes_of
from assistant.services.ports import Clock
from assistant.services.staff_names import display_names
from assistant.services.stores import Store

QUOTES_SHOWN = 3
"""Quotes under a need: enough to hear how people say it; the need's own page has all of them."""

OLDEST_WEEK = date(2000, 1, 3)
"""No installation has questions from before this Monday."""


@dataclass(frozen=True, slots=True)
class ReportedNeed:
    """A need in the report. `owner` is a person's name, or None where the department answers for it."""

    need_id: str
    words: tuple[str, ...]
    department_id: str
    state: str
    found_on: date
    new: bool
    asked_in_week: int
    asked_before: int
    people: int
    owner: str | None
    due: date
    overdue: bool
    task_ids: tuple[str, ...]
    quotes: tuple[NeedQuote, ...]


@dataclass(frozen=True, slots=True)
class LowRatedAnswer:
    """An answer that citizens rated low, with the need it went into."""

    question_id: str
    need_id: str
    owner: str | None
    department_id: str
    due: date


@dataclass(frozen=True, slots=True)
class WeeklyReport:
    """One week, Monday to Sunday. Counts of people are of conversations."""

    monday: date
    questions: int
    people: int
    unanswered: tuple[ReportedNeed, ...]
    new_topics: tuple[ReportedNeed, ...]
    low_rated: tuple[LowRatedAnswer, ...]
    by_department: tuple[tuple[str, int], ...]


class NeedsReport:
    """Makes the report for its reader: needs they may see, quotes of cases they may read."""

    def __init__(self, store: Store, clock: Clock, time_zone: tzinfo, today: Callable[[], date]) -> None:
        self._store = store
        self._clock = clock
        self._time_zone = time_zone
        self._today = today

    def week(self, staff: Staff, day: date | None = None, quotes: bool = True) -> WeeklyReport:
        """The report of the week that holds `day`, by default the present one. Reading quotes is put on record."""
        reading_only(staff)
        monday = week_of(day or self._today())
        if not OLDEST_WEEK <= monday <= week_of(self._today()):
            raise Invalid("week", "There is no report for this week.")
        report = self._made(staff, monday, quotes)
        shown = [one.question_id for need in report.unanswered for one in need.quotes]
        if shown:
            with self._store.begin() as work:
                data = {"questions": ",".join(shown)}
                work.oversight.audit(
                    staff.id, "needs_report_read", "week", monday.isoformat(), data, self._clock.now()
                )
        return report

    def _made(self, staff: Staff, monday: date, quotes: bool) -> WeeklyReport:
        with self._store.read() as work:
            needs = {need.facts.id: need for need in work.needs.all() if may_read_need(staff, need)}
            asked = [one for one in work.needs.asked() if one.need_id in needs]
            until = [one for one in asked if self._day(one) < monday + timedelta(days=7)]
            names = display_names(work)
            this_week = [one for one in until if self._day(one) >= monday]
            reported = []
            for need_id in dict.fromkeys(one.need_id for one in this_week):
                mine = [one for one in until if one.need_id == need_id]
                heard = [one for one in this_week if one.need_id == need_id]
                shown = quotes_of(work, staff, heard)[:QUOTES_SHOWN] if quotes else ()
                reported.append(self._reported(needs[need_id], mine, monday, names, shown))
        reported.sort(key=lambda one: (-one.asked_in_week, one.found_on, one.need_id))
        counts: dict[str, int] = {}
        for one in reported:
            counts[one.department_id] = counts.get(one.department_id, 0) + one.asked_in_week
        return WeeklyReport(
            monday=monday,
            questions=len(this_week),
            people=len({one.conversation_id for one in this_week}),
            unanswered=tuple(reported),
            new_topics=tuple(one for one in reported if one.new),
            low_rated=tuple(
                _low_rated(one, needs[one.need_id], names)
                for one in this_week
                if one.cause is Cause.LOW_RATED
            ),
            by_department=tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0]))),
        )

    def _reported(
        self,
        need: Need,
        asked: list[Asked],
        monday: date,
        names: dict[str, str],
        quotes: tuple[NeedQuote, ...],
    ) -> ReportedNeed:
        found_on = min(self._day(one) for one in asked)
        in_week = sum(self._day(one) >= monday for one in asked)
        return ReportedNeed(
            need_id=need.facts.id,
            words=need.words,
            department_id=need.department_id,
            state=need.state.value,
            found_on=found_on,
            new=found_on >= monday,
            asked_in_week=in_week,
            asked_before=len(asked) - in_week,
            people=len({one.conversation_id for one in asked}),
            owner=_owner(need, names),
            due=_due(need),
            overdue=need.overdue(self._today()),
            task_ids=need.task_ids,
            quotes=quotes,
        )

    def _day(self, asked: Asked) -> date:
        return asked.asked_at.astimezone(self._time_zone).date()


def _owner(need: Need, names: dict[str, str]) -> str | None:
    return names.get(need.assignee, need.assignee) if need.assignee is not None else None


def _due(need: Need) -> date:
    """The day somebody set, else the one every need has from the start: no item goes without a date."""
    return need.due or (need.facts.found_at + NEED_DUE).date()


def _low_rated(asked: Asked, need: Need, names: dict[str, str]) -> LowRatedAnswer:
    return LowRatedAnswer(
        asked.question_id, need.facts.id, _owner(need, names), need.department_id, _due(need)
    )
