"""Figures for those who answer for the work, each of the departments they answer for (H-16, S-17, L-31, S-33)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum
from typing import assert_never

from assistant.domain import fairness, load_figures, service_figures
from assistant.domain.case_life import derive_life
from assistant.domain.errors import Forbidden, Invalid
from assistant.domain.figures import CaseFacts, QuestionFacts, Table
from assistant.domain.ratings import Grade
from assistant.domain.staff import Right, Staff
from assistant.services.agenda import AgendaItem, AgendaSection
from assistant.services.ports import Clock, Directory
from assistant.services.stores import Store, Work

MOST_DAYS = 366
"""Days that figures can be asked for: a year, for the yearly account."""

WATCHED_DAYS = 30
"""Days of conversations that are held against a floor of human contact, and that the public figures speak of: a month
lets no weekend raise an alarm and no bad quarter hide."""


PUBLIC_LASTS = timedelta(hours=1)
"""How old the public figures may be: of a month, an hour is less than a seven-hundredth."""


class Subject(StrEnum):
    """The pages of figures."""

    LOAD = "load"
    FAIRNESS = "fairness"
    SERVICE = "service"


@dataclass(frozen=True, slots=True)
class FigurePage:
    """The tables of one subject, of the days from `since` to `until`, both included."""

    subject: Subject
    since: date
    until: date
    tables: tuple[Table, ...]


class Figures:
    """Counts from events, on demand; nothing is kept beside them, so no figure can differ from a recount."""

    def __init__(self, store: Store, directory: Directory, clock: Clock, zone: tzinfo) -> None:
        self._store = store
        self._directory = directory
        self._clock = clock
        self._zone = zone
        self._public: tuple[datetime, Table] | None = None

    def page(self, staff: Staff, subject: Subject, days: int) -> FigurePage:
        """The tables of a subject over the last days. Raises Forbidden, Invalid (days)."""
        if not staff.may_somewhere(Right.READ_CERTIFICATES):
            raise Forbidden("You may not see these figures.")
        if not 1 <= days <= MOST_DAYS:
            raise Invalid("days", f"Choose between 1 and {MOST_DAYS} days.")
        return self._page(_departments(staff, self._directory), subject, days)

    def public(self) -> Table:
        """The four service figures of every department over the last month, for everybody (L-31).

        Counted at most once in `PUBLIC_LASTS`, so that nobody can keep the database busy without signing in.
        """
        now = self._clock.now()
        if self._public is None or now - self._public[0] >= PUBLIC_LASTS:
            since, _ = self._period(WATCHED_DAYS)
            begin = self._midnight(since)
            with self._store.read() as work:
                asked = work.figures.questions(None, begin)
                ended = _ended(work.figures.cases(None, begin), begin)
                self._public = (now, _service_table(work, asked, ended, since, self._midnight(since)))
        return self._public[1]

    def too_little_contact(self, work: Work, staff: Staff) -> Sequence[AgendaItem]:
        """For the agenda: departments below the floor of human contact that they have set themselves (S-17)."""
        if not staff.may_somewhere(Right.READ_CERTIFICATES):
            return ()
        since, _ = self._period(WATCHED_DAYS)
        mine = _departments(staff, self._directory)
        contact = service_figures.human_contact(
            work.figures.questions(mine, self._midnight(since)), self._floors()
        )
        return [
            AgendaItem(
                section=AgendaSection.HUMAN_CONTACT,
                id=department,
                title=f"{share:.0%} < {floor:.0%}",
                departments=(department,),
                owner=None,
                due=None,
                overdue=False,
                count=1,
            )
            for department, share, floor in service_figures.below_floor(contact)
        ]

    def _page(self, departments: frozenset[str] | None, subject: Subject, days: int) -> FigurePage:
        since, until = self._period(days)
        begin, now = self._midnight(since), self._clock.now()
        with self._store.read() as work:
            cases = work.figures.cases(departments, begin)
            match subject:
                case Subject.LOAD:
                    tables = self._load(work, cases, since, days, now)
                case Subject.FAIRNESS:
                    tables = (fairness.fairness(_opened(cases, begin), now),)
                case Subject.SERVICE:
                    tables = self._service(work, departments, _ended(cases, begin), since)
                case _:
                    assert_never(subject)
        return FigurePage(subject, since, until, tables)

    def _load(
        self, work: Work, cases: tuple[CaseFacts, ...], since: date, days: int, now: datetime
    ) -> tuple[Table, ...]:
        begin = self._midnight(since)
        events = work.figures.open_events([one.case_id for one in cases if one.ended_at is None])
        phases = {case_id: derive_life(told, now).phase for case_id, told in events.items()}
        shown = [since + timedelta(days=step) for step in range(days)]
        ended = _ended(cases, begin)
        due = [one for one in cases if one.ended_at is None or one.ended_at >= begin]
        return (
            load_figures.cases_per_day(cases, shown, self._zone),
            load_figures.open_cases(cases, phases, now),
            load_figures.waiting([one for one in ended if one.replied]),
            load_figures.promises(due, now),
            load_figures.routing(_opened(cases, begin)),
        )

    def _service(
        self, work: Work, departments: frozenset[str] | None, ended: Sequence[CaseFacts], since: date
    ) -> tuple[Table, ...]:
        asked = work.figures.questions(departments, self._midnight(since))
        return (
            service_figures.human_contact(asked, self._floors()),
            _service_table(work, asked, ended, since, self._midnight(since)),
            service_figures.benefit(asked, ended),
        )

    def _floors(self) -> dict[str, float]:
        found = self._directory.departments()
        return {one.id: one.human_contact_floor for one in found if one.human_contact_floor is not None}

    def _period(self, days: int) -> tuple[date, date]:
        today = self._clock.now().astimezone(self._zone).date()
        return today - timedelta(days=days - 1), today

    def _midnight(self, day: date) -> datetime:
        return datetime(day.year, day.month, day.day, tzinfo=self._zone)


def _departments(staff: Staff, directory: Directory) -> frozenset[str] | None:
    """None: all of them, those that the directory no longer names as well."""
    if staff.may(Right.READ_CERTIFICATES, None):
        return None
    every = (one.id for one in directory.departments())
    return frozenset(one for one in every if staff.may(Right.READ_CERTIFICATES, one))


def _opened(cases: Sequence[CaseFacts], begin: datetime) -> list[CaseFacts]:
    return [one for one in cases if one.opened_at >= begin]


def _ended(cases: Sequence[CaseFacts], begin: datetime) -> list[CaseFacts]:
    return [one for one in cases if one.ended_at is not None and one.ended_at >= begin]


def _service_table(
    work: Work, asked: Sequence[QuestionFacts], ended: Sequence[CaseFacts], since: date, begin: datetime
) -> Table:
    rated: dict[str, list[Grade]] = {}
    for one in work.ratings.all(None):
        if one.counts and one.last_grade is not None and one.facts.given_at >= begin:
            rated.setdefault(one.facts.department_id, []).append(one.last_grade)
    return service_figures.service(asked, ended, _spent(work, since), rated)


def _spent(work: Work, since: date) -> dict[str, int]:
    """What models cost since that day, in millionths, by department."""
    found: dict[str, int] = {}
    for one in work.model_spending.by_day(since):
        found[one.department_id] = found.get(one.department_id, 0) + one.cost
    return found
