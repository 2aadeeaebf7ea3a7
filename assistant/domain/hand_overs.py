"""A hand-over: a case offered to another department, or a part of it that another department is asked to write."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class HandOverKind(StrEnum):
    """Whether the case itself is to go (L-25), or only advice is asked for."""

    TRANSFER = "transfer"
    CONSULT = "consult"


class HandOverOutcome(StrEnum):
    """How a hand-over ended. `lapsed`: nobody accepted in time; `called_off`: the lead needs the part no longer."""

    ACCEPTED = "accepted"
    RETURNED = "returned"
    LAPSED = "lapsed"
    WRITTEN = "written"
    CALLED_OFF = "called_off"


@dataclass(frozen=True, slots=True)
class HandOver:
    """What the receiving department sees of the case until it accepts: nothing but these texts, personal data masked.

    `answer` is the reason of a return, or the part that was written.
    """

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
    outcome: HandOverOutcome | None = None
    ended_by: str | None = None
    ended_at: datetime | None = None
    answer: str = ""
