"""Hand-overs between departments: offer, accept, return, ask for a part, write it (L-25).

The department that leads a case leads it until another accepts. Until then the other one sees the hand-over only:
a summary and the part it needs, personal data masked, never the conversation.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from assistant.domain.case_life import (
    HAND_OVER,
    RETURNS_BEFORE_COORDINATOR,
    CaseLife,
    Refusal,
    derive_life,
    refusal,
)
from assistant.domain.cases import Case, CaseEvent, CaseEventKind
from assistant.domain.errors import Conflict, Invalid, NotFound
from assistant.domain.hand_overs import HandOver, HandOverKind, HandOverOutcome
from assistant.domain.personal_data import masked
from assistant.domain.service_times import ServiceTimes
from assistant.domain.staff import Right, Staff
from assistant.services.case_access import (
    decidable_case,
    departments_with,
    held_status,
    readable_case,
    required_text,
)
from assistant.services.live import LiveUpdates
from assistant.services.ports import Clock, Directory, Ids
from assistant.services.seeded_queue import SeededQueue
from assistant.services.stores import Store, Work

SYSTEM = "system"

MAX_HAND_OVER_TEXT = 4_000
"""Characters of a reason, summary or part: as long as a citizen's message may be."""

REFUSED = {
    Refusal.NOT_NOW: "This is not possible at this point of the case.",
    Refusal.ALREADY_OFFERED: "This case has been offered to a department that has not answered yet.",
    Refusal.NOT_OFFERED: "This case is no longer offered to your department.",
    Refusal.NOT_CONSULTED: "This part is no longer asked for.",
    Refusal.NOT_HELD: "Take the case in hand first.",
}


@dataclass(frozen=True, slots=True)
class NewHandOver:
    """What the lead sends along. `part` is what the other department needs of the citizen's words."""

    to_department: str
    reason: str
    summary: str
    part: str


class HandOvers:
    """Rights are looked at per hand-over: one to another department is not found."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        ids: Ids,
        directory: Directory,
        times: ServiceTimes,
        live: LiveUpdates,
        tests: SeededQueue | None = None,
    ) -> None:
        """`tests` have no hand-overs and are not handed over: they are one person's."""
        self._tests = tests
        self._store = store
        self._clock = clock
        self._ids = ids
        self._departments = tuple(one.id for one in directory.departments())
        self._times = times
        self._live = live

    @property
    def coordinator(self) -> str:
        """The department that decides who is responsible; the directory's first one unless another is named."""
        return self._times.coordinator or self._departments[0]

    def offer(self, staff: Staff, case_id: str, new: NewHandOver) -> HandOver:
        """Offer a case in one's hands to another department, which leads it once it accepts.

        Raises NotFound, Forbidden, Invalid (the field), Conflict: `not_claimed`, `already_offered` and as `open_status`.
        """
        return self._open(staff, case_id, HandOverKind.TRANSFER, CaseEventKind.OFFERED, new)

    def consult(self, staff: Staff, case_id: str, new: NewHandOver) -> HandOver:
        """Ask another department for its part of the reply; the case stays. Raises as `offer`."""
        return self._open(staff, case_id, HandOverKind.CONSULT, CaseEventKind.CONSULTED, new)

    def accept(self, staff: Staff, hand_over_id: str) -> HandOver:
        """Take over the lead. Raises NotFound, Conflict (`not_offered`, `hand_over_ended`, `case_changed`)."""
        now = self._clock.now()
        with self._store.begin() as work:
            found, case, life = self._answerable(work, staff, hand_over_id, HandOverKind.TRANSFER, now)
            self._require(life, CaseEventKind.HANDED_OVER, found.id)
            work.hand_overs.end(found.id, HandOverOutcome.ACCEPTED, staff.id, now, "")
            data = self._moved(found.id, case.department_id, found.to_department)
            work.cases.lead(case.id, found.to_department)
            self._happened(work, case, CaseEventKind.HANDED_OVER, staff.id, now, data)
        self._live.changed(case.conversation_id)
        return self._again(found.id)

    def give_back(self, staff: Staff, hand_over_id: str, reason: str) -> HandOver:
        """Refuse an offered case, with the reason; after the third refusal in a row the coordinator leads it.

        Raises NotFound, Invalid(reason), Conflict as `accept`.
        """
        said = masked(required_text("reason", reason, MAX_HAND_OVER_TEXT))
        now = self._clock.now()
        with self._store.begin() as work:
            found, case, life = self._answerable(work, staff, hand_over_id, HandOverKind.TRANSFER, now)
            last = life.returns + 1 >= RETURNS_BEFORE_COORDINATOR
            kind = CaseEventKind.SENT_TO_COORDINATOR if last else CaseEventKind.RETURNED
            self._require(life, kind, found.id)
            work.hand_overs.end(found.id, HandOverOutcome.RETURNED, staff.id, now, said)
            data = self._moved(
                found.id, found.to_department, self.coordinator if last else case.department_id
            )
            if last:
                work.cases.lead(case.id, self.coordinator)
            self._happened(work, case, kind, staff.id, now, data)
        self._live.changed(case.conversation_id)
        return self._again(found.id)

    def write_part(self, staff: Staff, hand_over_id: str, text: str) -> HandOver:
        """Write the part that was asked for; the lead joins it into the one reply. Raises as `give_back`."""
        said = required_text("text", text, MAX_HAND_OVER_TEXT)
        now = self._clock.now()
        with self._store.begin() as work:
            found, case, life = self._answerable(work, staff, hand_over_id, HandOverKind.CONSULT, now)
            self._require(life, CaseEventKind.PART_WRITTEN, found.id)
            work.hand_overs.end(found.id, HandOverOutcome.WRITTEN, staff.id, now, said)
            data = {HAND_OVER: found.id, "department": found.to_department}
            self._happened(work, case, CaseEventKind.PART_WRITTEN, staff.id, now, data)
        return self._again(found.id)

    def call_off(self, staff: Staff, hand_over_id: str) -> HandOver:
        """The lead needs the part no longer. Raises NotFound, Forbidden, Conflict as `accept`."""
        now = self._clock.now()
        with self._store.begin() as work:
            found = work.hand_overs.get(hand_over_id)
            if found is None or found.kind is not HandOverKind.CONSULT:
                raise NotFound("There is no such hand-over.")
            case = decidable_case(work, staff, found.case_id)
            life = derive_life(work.cases.events(case.id), now)
            self._require(life, CaseEventKind.CONSULT_ENDED, found.id)
            work.hand_overs.end(found.id, HandOverOutcome.CALLED_OFF, staff.id, now, "")
            data = {HAND_OVER: found.id, "department": found.to_department}
            self._happened(work, case, CaseEventKind.CONSULT_ENDED, staff.id, now, data)
        return self._again(found.id)

    def listed(self, staff: Staff) -> tuple[HandOver, ...]:
        """What this person's departments were offered or asked, the soonest due first. Raises Forbidden."""
        departments = _deciding(staff)
        with self._store.read() as work:
            return work.hand_overs.open_for(departments)

    def of_case(self, staff: Staff, case_id: str) -> tuple[HandOver, ...]:
        """All hand-overs of a case one may read, oldest first. Raises NotFound."""
        if self._tests is not None and self._tests.knows(staff, case_id):
            return ()
        with self._store.read() as work:
            case = readable_case(work, staff, case_id)
            return () if work.conversations.erased(case.conversation_id) else work.hand_overs.of_case(case.id)

    def settle(self) -> int:
        """Take back what was not accepted in time: the lead keeps it, and can offer it elsewhere. How many."""
        now = self._clock.now()
        with self._store.read() as work:
            due = work.hand_overs.due_ids(now)
        return sum(self._lapse(hand_over_id, now) for hand_over_id in due)

    def _lapse(self, hand_over_id: str, now: datetime) -> bool:
        with self._store.begin() as work:
            found = work.hand_overs.get(hand_over_id)
            case = work.cases.get(found.case_id) if found is not None else None
            if found is None or case is None or found.outcome is not None:
                return False
            life = derive_life(work.cases.events(case.id), now)
            work.hand_overs.end(found.id, HandOverOutcome.LAPSED, SYSTEM, now, "")
            if refusal(life, CaseEventKind.LAPSED, found.id) is None:
                data = self._moved(found.id, found.to_department, case.department_id)
                self._happened(work, case, CaseEventKind.LAPSED, SYSTEM, now, data)
        return True

    def _open(
        self, staff: Staff, case_id: str, kind: HandOverKind, event: CaseEventKind, new: NewHandOver
    ) -> HandOver:
        now = self._clock.now()
        reason, summary, part = (
            masked(required_text(name, text, MAX_HAND_OVER_TEXT))
            for name, text in (("reason", new.reason), ("summary", new.summary), ("part", new.part))
        )
        if self._tests is not None and self._tests.knows(staff, case_id):
            raise Conflict("not_now", "This case cannot be handed over now.")
        with self._store.begin() as work:
            case = decidable_case(work, staff, case_id)
            if new.to_department not in self._departments or new.to_department == case.department_id:
                raise Invalid("to_department", "Choose another department.")
            held_status(work, case, staff, now)
            self._require(derive_life(work.cases.events(case.id), now), event, None)
            made = HandOver(
                id=self._ids.new_id(),
                case_id=case.id,
                kind=kind,
                from_department=case.department_id,
                to_department=new.to_department,
                offered_by=staff.id,
                offered_at=now,
                due=self._times.hand_over_due(new.to_department, now),
                reason=reason,
                summary=summary,
                part=part,
            )
            work.hand_overs.add(made)
            data = self._moved(made.id, case.department_id, new.to_department)
            self._happened(work, case, event, staff.id, now, data)
        return made

    def _answerable(
        self, work: Work, staff: Staff, hand_over_id: str, kind: HandOverKind, now: datetime
    ) -> tuple[HandOver, Case, CaseLife]:
        found = work.hand_overs.get(hand_over_id)
        if found is None or found.kind is not kind or not staff.may(Right.DECIDE_CASES, found.to_department):
            raise NotFound("There is no such hand-over.")
        case = work.cases.get(found.case_id)
        assert case is not None
        return found, case, derive_life(work.cases.events(case.id), now)

    def _require(self, life: CaseLife, kind: CaseEventKind, hand_over_id: str | None) -> None:
        why = refusal(life, kind, hand_over_id)
        if why is not None:
            raise Conflict(why.value, REFUSED[why])

    def _moved(self, hand_over_id: str, start: str, end: str) -> dict[str, str]:
        return {HAND_OVER: hand_over_id, "from": start, "to": end, "directory": self._times.directory_version}

    def _happened(
        self, work: Work, case: Case, kind: CaseEventKind, actor: str, now: datetime, data: dict[str, str]
    ) -> None:
        work.cases.append(CaseEvent(case.id, 0, kind, actor, now, data))
        work.oversight.audit(actor, f"case_{kind.value}", "case", case.id, data, now)

    def _again(self, hand_over_id: str) -> HandOver:
        with self._store.read() as work:
            found = work.hand_overs.get(hand_over_id)
        assert found is not None
        return found


def _deciding(staff: Staff) -> frozenset[str] | None:
    """The departments for which this person answers hand-overs, None for all. Raises Forbidden without any."""
    return departments_with(staff, Right.DECIDE_CASES, "You may not work on cases.")
