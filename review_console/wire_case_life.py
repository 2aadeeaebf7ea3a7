"""Hand-overs, clocks and unsent edits as the API tells them to staff."""

from __future__ import annotations

from datetime import datetime

from review_console.transport import Wire


class HandOver(Wire):
    """A case offered, or a part asked for."""

    id: str
    case_id: str
    kind: str
    from_department: str
    to_department: str
    offered_by: str
    offered_at: datetime
    due: datetime
    reason: str
    summary: str
    part: str
    outcome: str | None = None
    ended_by: str | None = None
    ended_at: datetime | None = None
    answer: str = ""


class HandOvers(Wire):
    """A list of them."""

    hand_overs: tuple[HandOver, ...]


class CaseClock(Wire):
    """A case against its promise; `used` is the part of the time that is gone."""

    case_id: str
    phase: str
    due: datetime
    used: float
    running: bool = True
    stage: str = "in_time"


class Clocks(Wire):
    """The clocks of the queue."""

    clocks: tuple[CaseClock, ...]


class CaseLife(CaseClock):
    """How far a case has come."""

    returns: int = 0
    moves: int = 0
    hand_overs: tuple[HandOver, ...] = ()


class SavedEdit(Wire):
    """One's own words not yet sent."""

    draft_version: int
    text: str
    saved_at: datetime | None = None


class Unowned(Wire):
    """A case that three departments gave back."""

    case_id: str
    number: str
    topic_id: str | None = None
    department_id: str
    at: datetime


class UnownedList(Wire):
    """The list of a month."""

    cases: tuple[Unowned, ...]
