"""The clocks of cases: how much of the promised time is gone, warnings, escalations, and what nobody owns (S-34, L-25)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant.domain.case_life import CaseLife, CasePhase, derive_life
from assistant.domain.cases import Case, CaseEvent, CaseEventKind
from assistant.domain.service_times import CaseClock, ClockStage, ServiceTimes
from assistant.domain.staff import Right, Staff
from assistant.services.agenda import AgendaItem, AgendaSection
from assistant.services.case_access import readable_case, readable_departments, supervises
from assistant.services.ports import Clock
from assistant.services.seeded_queue import SeededQueue
from assistant.services.stores import Store, Work

SYSTEM = "system"

LOOKED_THROUGH = 1_000
"""Open cases looked at in one round, the soonest promise first: what comes later is not yet near its promise."""

MOVES_WORTH_TALKING_ABOUT = 1
"""Changes of lead after which a case is on the agenda of the departments."""


@dataclass(frozen=True, slots=True)
class CaseStanding:
    """A case with its clock and how far it has come."""

    case: Case
    clock: CaseClock
    life: CaseLife


@dataclass(frozen=True, slots=True)
class Unowned:
    """A case that three departments gave back, on the monthly list of the coordinator."""

    case_id: str
    number: str
    topic_id: str | None
    department_id: str
    at: datetime


class CaseClocks:
    """Reads clocks, and once a minute tells of those that run out."""

    def __init__(
        self, store: Store, clock: Clock, times: ServiceTimes, tests: SeededQueue | None = None
    ) -> None:
        """`tests` stand among the cases of whoever is tested, with clocks like the others."""
        self._tests = tests
        self._store = store
        self._clock = clock
        self._times = times

    def standings(self, staff: Staff) -> tuple[CaseStanding, ...]:
        """Open cases this person may read, with their clocks, the soonest promise first. Raises Forbidden."""
        departments = readable_departments(staff)
        with self._store.read() as work:
            found = self._of(work, work.cases.pending(departments, LOOKED_THROUGH))
        return (*found, *self._of_tests(staff))

    def standing(self, staff: Staff, case_id: str) -> CaseStanding:
        """One case, open or not. Raises NotFound."""
        for test in self._of_tests(staff):
            if test.case.id == case_id:
                return test
        with self._store.read() as work:
            (found,) = self._of(work, (readable_case(work, staff, case_id),))
        return found

    def unowned(self, staff: Staff, since: datetime, until: datetime) -> tuple[Unowned, ...]:
        """What came to the coordinator in this time, of the cases this person may read. Raises Forbidden."""
        readable_departments(staff)
        with self._store.read() as work:
            events = work.cases.happened(CaseEventKind.SENT_TO_COORDINATOR, since, until)
            found = [(event, work.cases.get(event.case_id)) for event in events]
        return tuple(
            Unowned(case.id, case.number, case.topic_id, case.department_id, event.at)
            for event, case in found
            if case is not None and staff.may(Right.READ_CASES, case.department_id)
        )

    def settle(self) -> int:
        """Put warnings and escalations on record, each once for a case; how many."""
        with self._store.read() as work:
            near = [
                one
                for one in self._of(work, work.cases.pending(None, LOOKED_THROUGH))
                if _told(one) is not None
            ]
        return sum(self._tell(one.case.id) for one in near)

    def reassigned(self, work: Work, staff: Staff) -> Sequence[AgendaItem]:
        """For the agenda: open cases whose lead has changed, those that went back and forth most first."""
        moved = [one for one in self._readable(work, staff) if one.life.moves >= MOVES_WORTH_TALKING_ABOUT]
        moved.sort(key=lambda one: (-one.life.moves, one.case.number))
        return [self._item(one, AgendaSection.REASSIGNED, one.life.moves) for one in moved]

    def late(self, work: Work, staff: Staff) -> Sequence[AgendaItem]:
        """For the agenda of supervisors: open cases about to break their promise, or past it."""
        near = (ClockStage.ESCALATED, ClockStage.BROKEN)
        return [
            self._item(one, AgendaSection.OVERDUE, 1)
            for one in self._readable(work, staff)
            if one.clock.stage in near and supervises(staff, one.case.department_id)
        ]

    def _of_tests(self, staff: Staff) -> tuple[CaseStanding, ...]:
        if self._tests is None:
            return ()
        now = self._clock.now()
        return tuple(self._standing(case, events, now) for case, events in self._tests.cases(staff))

    def _readable(self, work: Work, staff: Staff) -> list[CaseStanding]:
        if not staff.may_somewhere(Right.READ_CASES):
            return []
        return list(self._of(work, work.cases.pending(readable_departments(staff), LOOKED_THROUGH)))

    def _item(self, one: CaseStanding, section: AgendaSection, count: int) -> AgendaItem:
        return AgendaItem(
            section=section,
            id=one.case.id,
            title=one.case.number,
            departments=(one.case.department_id,),
            owner=None,
            due=one.clock.due.date(),
            overdue=one.clock.stage is ClockStage.BROKEN,
            count=count,
        )

    def _of(self, work: Work, cases: Sequence[Case]) -> tuple[CaseStanding, ...]:
        now = self._clock.now()
        events = work.cases.events_of([case.id for case in cases])
        return tuple(self._standing(case, events[case.id], now) for case in cases)

    def _standing(self, case: Case, events: Sequence[CaseEvent], now: datetime) -> CaseStanding:
        life = derive_life(events, now)
        clock = self._times.clock(case.department_id, case.opened_at, case.promised_at, life.pauses, now)
        return CaseStanding(case, clock, life)

    def _tell(self, case_id: str) -> bool:
        now = self._clock.now()
        with self._store.begin() as work:
            case = work.cases.get(case_id)
            kind = _told(self._standing(case, work.cases.events(case_id), now)) if case is not None else None
            if case is None or kind is None:
                return False
            data = {"department": case.department_id}
            work.cases.append(CaseEvent(case_id, 0, kind, SYSTEM, now, data))
            work.oversight.audit(SYSTEM, f"case_{kind.value}", "case", case_id, data, now)
        return True


def _told(one: CaseStanding) -> CaseEventKind | None:
    """What is to be put on record now. Whoever was too late to be warned is escalated at once."""
    if one.life.phase in (CasePhase.REPLIED, CasePhase.FOLLOW_UP, CasePhase.CLOSED, CasePhase.WITHDRAWN):
        return None
    if one.clock.stage in (ClockStage.ESCALATED, ClockStage.BROKEN):
        return None if one.life.escalated else CaseEventKind.ESCALATED
    if one.clock.stage is ClockStage.WARNED:
        return None if one.life.warned else CaseEventKind.WARNED
    return None
