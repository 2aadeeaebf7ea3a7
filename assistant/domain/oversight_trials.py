"""The trial before launch: do reviewers catch errors that were put into drafts on purpose (H-17)?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

TRIAL_ITEMS = 30
"""Drafts in a trial when enough are there: about 22 wrong and 8 right ones, an afternoon of one person."""

TRIAL_LEAST_BAD = 20
"""Wrong drafts that a trial needs: 16 of 20 caught is four in five, and its exact lower bound is above a half."""

CATCH_AT_LEAST = 0.8
"""The share of wrong drafts that must be caught (H-17)."""

TRIAL_LASTS = timedelta(days=365)
"""A trial speaks for so long: people and drafts change (proposed here)."""


@dataclass(frozen=True, slots=True)
class OversightTrial:
    """One exercise of a department. `seed_ids` are its drafts in the order in which they are shown."""

    id: str
    department_id: str
    seed_ids: tuple[str, ...]
    begun_by: str
    begun_at: datetime


@dataclass(frozen=True, slots=True)
class TrialVerdict:
    """What a participant would do with a draft."""

    trial_id: str
    seed_id: str
    staff_id: str
    send: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class TrialCounts:
    """The raw counts of a trial, over all readings of all participants."""

    participants: int
    bad: int
    caught: int
    good: int
    stopped: int

    @property
    def readings(self) -> int:
        """How many drafts were read in all."""
        return self.bad + self.good

    @property
    def draft_errors(self) -> int:
        """What would be wrong without reviewers."""
        return self.bad

    @property
    def reviewed_errors(self) -> int:
        """What is wrong with them: bad drafts let through, and good ones stopped."""
        return self.bad - self.caught + self.stopped


@dataclass(frozen=True, slots=True)
class EndedTrial:
    """A trial with its counts, as it was ended."""

    trial: OversightTrial
    counts: TrialCounts
    ended_by: str
    ended_at: datetime
