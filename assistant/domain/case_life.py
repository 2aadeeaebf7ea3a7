"""Where a case stands between its opening and its closing, and what may happen next (L-21, L-25).

Derived from the events alone, as `derive_status` is; that one says who holds a case, this one how far it has come.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import assert_never

from assistant.domain.cases import CaseEvent, CaseEventKind, CaseState, derive_status
from assistant.domain.service_times import Pause

RETURNS_BEFORE_COORDINATOR = 3
"""The return that ends the search for a responsible department among the departments themselves (L-25)."""

HAND_OVER = "hand_over"
"""Where an event names the hand-over it is about."""


class CasePhase(StrEnum):
    """How far a case has come."""

    ACCEPTED = "accepted"
    DISPATCHED = "dispatched"
    IN_HAND = "in_hand"
    OFFERED = "offered"
    WAITING_FOR_CITIZEN = "waiting_for_citizen"
    WAITING_FOR_DEPARTMENT = "waiting_for_department"
    REPLIED = "replied"
    FOLLOW_UP = "follow_up"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


_WORK = frozenset(
    {
        CaseEventKind.CLAIMED,
        CaseEventKind.TAKEN_OVER,
        CaseEventKind.RELEASED_CLAIM,
        CaseEventKind.REDRAFTED,
        CaseEventKind.REJECTED_DRAFT,
        CaseEventKind.REPLIED,
        CaseEventKind.CONSULTED,
        CaseEventKind.WITHDRAWN,
        CaseEventKind.WARNED,
        CaseEventKind.ESCALATED,
        CaseEventKind.CITIZEN_ASKED,
    }
)
_ALWAYS = frozenset({CaseEventKind.NOTE_ADDED, CaseEventKind.READ, CaseEventKind.SOURCE_CHANGED})
_PART = frozenset({CaseEventKind.PART_WRITTEN, CaseEventKind.CONSULT_ENDED})
_OFFER_ENDS = frozenset(
    {
        CaseEventKind.HANDED_OVER,
        CaseEventKind.RETURNED,
        CaseEventKind.LAPSED,
        CaseEventKind.SENT_TO_COORDINATOR,
    }
)

ALLOWED: Mapping[CasePhase, frozenset[CaseEventKind]] = {
    CasePhase.ACCEPTED: _ALWAYS | _WORK | {CaseEventKind.DISPATCHED, CaseEventKind.OFFERED},
    CasePhase.DISPATCHED: _ALWAYS | _WORK | {CaseEventKind.OFFERED},
    CasePhase.IN_HAND: _ALWAYS | _WORK | {CaseEventKind.OFFERED},
    CasePhase.OFFERED: _ALWAYS | _WORK | _PART | _OFFER_ENDS | {CaseEventKind.CITIZEN_ANSWERED},
    CasePhase.WAITING_FOR_CITIZEN: _ALWAYS
    | (_WORK - {CaseEventKind.CITIZEN_ASKED})
    | _PART
    | {CaseEventKind.OFFERED, CaseEventKind.CITIZEN_ANSWERED},
    CasePhase.WAITING_FOR_DEPARTMENT: _ALWAYS | _WORK | _PART | {CaseEventKind.OFFERED},
    CasePhase.REPLIED: _ALWAYS | {CaseEventKind.CORRECTED, CaseEventKind.FOLLOWED_UP, CaseEventKind.CLOSED},
    CasePhase.FOLLOW_UP: _ALWAYS | {CaseEventKind.CORRECTED, CaseEventKind.CLOSED},
    CasePhase.CLOSED: _ALWAYS | {CaseEventKind.CORRECTED},
    CasePhase.WITHDRAWN: _ALWAYS,
}
"""What may happen in each phase. Corrections stay possible for good: a wrong reply is put right however old it is."""


class Refusal(StrEnum):
    """Why something may not happen to a case now."""

    NOT_NOW = "not_now"
    ALREADY_OFFERED = "already_offered"
    NOT_OFFERED = "not_offered"
    NOT_CONSULTED = "not_consulted"
    NOT_HELD = "not_claimed"


@dataclass(frozen=True, slots=True)
class CaseLife:
    """What the events say. `asked_since`: the citizen is waited for; `pauses` are all such times. `offer` is the open hand-over, `consults` the parts others still write.

    `returns` counts departments that did not take the case since it was last accepted, `moves` every change of lead.
    """

    phase: CasePhase
    offer: str | None = None
    consults: frozenset[str] = frozenset()
    returns: int = 0
    moves: int = 0
    holder: str | None = None
    warned: bool = False
    escalated: bool = False
    asked_since: datetime | None = None
    pauses: tuple[Pause, ...] = ()


def derive_life(events: Iterable[CaseEvent], now: datetime) -> CaseLife:
    """Fold a case's events (in order of `seq`) into how far it has come."""
    told = tuple(events)
    life = CaseLife(CasePhase.ACCEPTED)
    for event in told:
        life = _after(life, event)
    status = derive_status(told, now)
    match status.state:
        case CaseState.WITHDRAWN:
            return replace(life, phase=CasePhase.WITHDRAWN, offer=None, consults=frozenset())
        case CaseState.REPLIED:
            ended = life.phase in (CasePhase.FOLLOW_UP, CasePhase.CLOSED)
            phase = life.phase if ended else CasePhase.REPLIED
            return replace(life, phase=phase, offer=None, consults=frozenset())
        case CaseState.WAITING | CaseState.IN_HAND:
            return replace(life, phase=_open_phase(life, status.claimed_by), holder=status.claimed_by)
        case _:
            assert_never(status.state)


def refusal(life: CaseLife, kind: CaseEventKind, hand_over: str | None = None) -> Refusal | None:
    """Why `kind` may not happen now; None if it may. `hand_over` names the one it is about."""
    if kind is CaseEventKind.OFFERED and life.offer is not None:
        return Refusal.ALREADY_OFFERED
    if kind in _OFFER_ENDS and (life.offer is None or life.offer != hand_over):
        return Refusal.NOT_OFFERED
    if kind in _PART and hand_over not in life.consults:
        return Refusal.NOT_CONSULTED
    if kind not in ALLOWED[life.phase]:
        return Refusal.NOT_NOW
    if kind in (CaseEventKind.RELEASED_CLAIM, CaseEventKind.REPLIED) and life.holder is None:
        return Refusal.NOT_HELD
    return None


def _open_phase(life: CaseLife, holder: str | None) -> CasePhase:
    if life.offer is not None:
        return CasePhase.OFFERED
    if life.asked_since is not None:
        return CasePhase.WAITING_FOR_CITIZEN
    if life.consults:
        return CasePhase.WAITING_FOR_DEPARTMENT
    return CasePhase.IN_HAND if holder is not None else life.phase


def _answered(life: CaseLife, at: datetime) -> CaseLife:
    if life.asked_since is None:
        return life
    return replace(life, asked_since=None, pauses=(*life.pauses[:-1], Pause(life.asked_since, at)))


def _after(life: CaseLife, event: CaseEvent) -> CaseLife:
    about = event.data.get(HAND_OVER, "")
    match event.kind:
        case CaseEventKind.DISPATCHED:
            return replace(life, phase=CasePhase.DISPATCHED)
        case CaseEventKind.OFFERED:
            return replace(life, offer=about)
        case CaseEventKind.HANDED_OVER:
            return replace(life, offer=None, returns=0, moves=life.moves + 1)
        case CaseEventKind.RETURNED:
            return replace(life, offer=None, returns=life.returns + 1)
        case CaseEventKind.LAPSED:
            return replace(life, offer=None)
        case CaseEventKind.SENT_TO_COORDINATOR:
            return replace(life, offer=None, returns=0, moves=life.moves + 1)
        case CaseEventKind.CONSULTED:
            return replace(life, consults=life.consults | {about})
        case CaseEventKind.PART_WRITTEN | CaseEventKind.CONSULT_ENDED:
            return replace(life, consults=life.consults - {about})
        case CaseEventKind.CITIZEN_ASKED if life.asked_since is None:
            return replace(life, asked_since=event.at, pauses=(*life.pauses, Pause(event.at, None)))
        case CaseEventKind.CITIZEN_ANSWERED | CaseEventKind.REPLIED | CaseEventKind.WITHDRAWN:
            return _answered(life, event.at)
        case CaseEventKind.WARNED:
            return replace(life, warned=True)
        case CaseEventKind.ESCALATED:
            return replace(life, escalated=True)
        case CaseEventKind.FOLLOWED_UP:
            return replace(life, phase=CasePhase.FOLLOW_UP)
        case CaseEventKind.CLOSED:
            return replace(life, phase=CasePhase.CLOSED)
        case _:
            return life
