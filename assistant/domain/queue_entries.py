"""A case as one line of the queue: what its events say of it, put where it can be sorted, filtered and counted.

Never a second truth: everything here follows from the case and its events, and a recount proves it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assistant.domain.case_life import derive_life
from assistant.domain.cases import Case, CaseEvent, CaseState, CaseStatus, derive_status
from assistant.domain.reasons import Reason

VULNERABLE = frozenset({Reason.CRISIS, Reason.VIOLENCE, Reason.SAFEGUARDING_MINOR, Reason.SENSITIVE})
"""Reasons by which somebody may need help more than others; chosen as those of the hard rules that are about how a
person fares, not about what they want."""

NUMBERS_OF_A_YEAR = 10**9
"""More than any town's cases of a year: what keeps the ordinals of two years apart."""


class Priority(StrEnum):
    """The bands of the queue, first to last. Within the open ones the soonest promise leads, so the overdue do."""

    DANGER = "danger"
    VULNERABLE = "vulnerable"
    ORDINARY = "ordinary"
    CLOSED = "closed"


class WaitingFor(StrEnum):
    """Whom an open case waits for before its reply can be written."""

    NOBODY = "nobody"
    CITIZEN = "citizen"
    DEPARTMENT = "department"


@dataclass(frozen=True, slots=True)
class QueueEntry:
    """What the events of a case amount to. `state` and `holder` hold until `held_until`, then the case waits again."""

    case_id: str
    ordinal: int
    events: int
    state: CaseState
    holder: str | None
    held_until: datetime | None
    waiting_for: WaitingFor
    vulnerable: bool

    @property
    def is_open(self) -> bool:
        """True while somebody waits for the reply."""
        return self.state.is_open

    def status(self, now: datetime) -> CaseStatus:
        """Who has it now; as `derive_status`, except that whether a draft was rejected is not told here."""
        if not self.is_open:
            return CaseStatus(self.state, None, None, False)
        if self.holder is not None and self.held_until is not None and now < self.held_until:
            return CaseStatus(CaseState.IN_HAND, self.holder, self.held_until, False)
        return CaseStatus(CaseState.WAITING, None, None, False)


def queue_entry(case: Case, events: Sequence[CaseEvent]) -> QueueEntry:
    """Fold the events of a case (in order of `seq`). A claim that runs out later runs out here too."""
    at = events[-1].at if events else case.opened_at
    status, life = derive_status(events, at), derive_life(events, at)
    waiting = WaitingFor.NOBODY
    if status.state.is_open:
        if life.asked_since is not None:
            waiting = WaitingFor.CITIZEN
        elif life.offer is not None or life.consults:
            waiting = WaitingFor.DEPARTMENT
    return QueueEntry(
        case_id=case.id,
        ordinal=ordinal_of(case.number),
        events=len(events),
        state=status.state,
        holder=status.claimed_by,
        held_until=status.claimed_until,
        waiting_for=waiting,
        vulnerable=bool(VULNERABLE & set(case.reasons)),
    )


def ordinal_of(number: str) -> int:
    """The order in which case numbers were given: CD-2026-000123 comes before CD-2026-1000000 and CD-2027-000001."""
    _, year, count = number.rsplit("-", 2)
    return int(year) * NUMBERS_OF_A_YEAR + int(count)
