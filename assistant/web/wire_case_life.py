"""Hand-overs, clocks and unsent edits on the wire, for staff only."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from pydantic import Field

from assistant.domain.case_life import CasePhase
from assistant.domain.hand_overs import HandOver, HandOverKind, HandOverOutcome
from assistant.domain.service_times import ClockStage
from assistant.services.case_clocks import CaseStanding
from assistant.services.hand_overs import NewHandOver
from assistant.web.wire import Shown, Wire


class HandOverRequest(Wire):
    """An offer of the case, or the wish for a part of the reply."""

    kind: HandOverKind
    to_department: str
    reason: str
    summary: str
    part: str

    def new(self) -> NewHandOver:
        """As the service knows it."""
        return NewHandOver(self.to_department, self.reason, self.summary, self.part)


class ReasonRequest(Wire):
    """Why."""

    reason: str


class PartRequest(Wire):
    """Words for somebody else: the part that was asked for, or a question back."""

    text: str


class EditRequest(Wire):
    """Words not yet sent."""

    draft_version: int = Field(ge=0)
    text: str


class EditShown(Shown):
    """One's own words not yet sent; none: an empty text."""

    draft_version: int
    text: str
    saved_at: datetime | None


class HandOverShown(Shown):
    """A hand-over. `offered_by` and `ended_by` are display names."""

    id: str
    case_id: str
    kind: HandOverKind
    from_department: str
    to_department: str
    offered_by: str
    offered_at: datetime
    due: datetime
    reason: str
    summary: str
    part: str
    outcome: HandOverOutcome | None
    ended_by: str | None
    ended_at: datetime | None
    answer: str


class HandOversShown(Shown):
    """Hand-overs."""

    hand_overs: tuple[HandOverShown, ...]


class ClockShown(Shown):
    """A case against its promise: `used` is the part of the promised time that is gone, 0 to 1."""

    case_id: str
    phase: CasePhase
    due: datetime
    used: float
    running: bool
    stage: ClockStage


class ClocksShown(Shown):
    """The clocks of the open cases that the reader may see."""

    clocks: tuple[ClockShown, ...]


class CaseLifeShown(ClockShown):
    """How far a case has come. `moves` counts changes of the lead."""

    returns: int
    moves: int
    hand_overs: tuple[HandOverShown, ...]


class UnownedShown(Shown):
    """A case that three departments gave back."""

    case_id: str
    number: str
    topic_id: str | None
    department_id: str
    at: datetime


class UnownedListShown(Shown):
    """The list of a month."""

    cases: tuple[UnownedShown, ...]


def hand_over_shown(found: HandOver, names: Mapping[str, str]) -> HandOverShown:
    """On the wire, with names for staff ids."""
    by = found.ended_by
    return HandOverShown.model_validate(found).model_copy(
        update={
            "offered_by": names.get(found.offered_by, found.offered_by),
            "ended_by": names.get(by, by) if by is not None else None,
        }
    )


def clock_shown(standing: CaseStanding) -> ClockShown:
    """On the wire."""
    clock = standing.clock
    return ClockShown(
        case_id=standing.case.id,
        phase=standing.life.phase,
        due=clock.due,
        used=clock.used,
        running=clock.running,
        stage=clock.stage,
    )


def case_life_shown(
    standing: CaseStanding, hand_overs: tuple[HandOver, ...], names: Mapping[str, str]
) -> CaseLifeShown:
    """On the wire."""
    return CaseLifeShown(
        **clock_shown(standing).model_dump(),
        returns=standing.life.returns,
        moves=standing.life.moves,
        hand_overs=tuple(hand_over_shown(one, names) for one in hand_overs),
    )
