"""What happened with oversight that certain people must know of, and who they were (L-08)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class IncidentKind(StrEnum):
    """What happened."""

    SOLO_APPROVAL_SUSPENDED = "solo_approval_suspended"
    REPLIES_STOPPED = "replies_stopped"


@dataclass(frozen=True, slots=True)
class Incident:
    """One of them. `about` is the id of what it is about: a person, or the scope that was stopped."""

    id: str
    kind: IncidentKind
    about: str
    department_id: str | None
    recipients: tuple[str, ...]
    at: datetime
