"""What a citizen's conversation is used for, and what they may say no to (L-11, L-17, L-18, S-27, S-28)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Purpose(StrEnum):
    """Purposes that a citizen may object to. Everything else that is done with a conversation is needed to answer it,
    or to check the service itself."""

    AI_DRAFTS = "ai_drafts"
    IMPROVEMENT = "improvement"


@dataclass(frozen=True, slots=True)
class Choice:
    """What a citizen said to a purpose, and when; the newest one counts."""

    purpose: Purpose
    allowed: bool
    at: datetime


def choices_now(choices: Iterable[Choice]) -> Mapping[Purpose, bool]:
    """What holds for each purpose; without a choice it is allowed. `choices` are in the order of their making."""
    return dict.fromkeys(Purpose, True) | {one.purpose: one.allowed for one in choices}
