"""Oversight trials as the API tells them."""

from __future__ import annotations

from datetime import datetime

from review_console.transport import Wire
from review_console.wire_audits import Source


class OpenTrial(Wire):
    """A trial that runs, with the reader's own progress."""

    id: str
    department_id: str
    begun_at: datetime
    judged: int
    total: int
    may_end: bool = False


class TrialCounts(Wire):
    """Raw counts."""

    participants: int
    bad: int
    caught: int
    good: int
    stopped: int


class TrialReport(Wire):
    """What came of a trial."""

    id: str
    department_id: str
    ended_at: datetime
    counts: TrialCounts
    catch_rate: float
    catch_low: float
    catch_high: float
    draft_error: float
    reviewed_error: float
    gain_low: float
    gain_high: float
    passed: bool


class Trials(Wire):
    """Those that run and those that ended."""

    open: tuple[OpenTrial, ...] = ()
    ended: tuple[TrialReport, ...] = ()


class TrialSheet(Wire):
    """One draft to judge."""

    trial_id: str
    seed_id: str
    place: int
    total: int
    question: str
    answer: str
    passages: tuple[Source, ...] = ()


class NextDraft(Wire):
    """The next draft, if one is left."""

    draft: TrialSheet | None = None
