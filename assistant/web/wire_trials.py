"""Oversight trials on the wire."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from assistant.services.oversight_trials import TrialSheet
from assistant.web.wire import Shown, Wire
from assistant.web.wire_audits import SourceShown


class OpenTrialShown(Shown):
    """A trial that runs, with the reader's own progress."""

    id: str
    department_id: str
    begun_at: datetime
    judged: int
    total: int
    may_end: bool


class TrialCountsShown(Shown):
    """Raw counts."""

    participants: int
    bad: int
    caught: int
    good: int
    stopped: int


class TrialReportShown(Shown):
    """What came of a trial (H-17)."""

    id: str
    department_id: str
    ended_at: datetime
    counts: TrialCountsShown
    catch_rate: float
    catch_low: float
    catch_high: float
    draft_error: float
    reviewed_error: float
    gain_low: float
    gain_high: float
    passed: bool


class TrialsShown(Shown):
    """Those that run and those that ended."""

    open: tuple[OpenTrialShown, ...]
    ended: tuple[TrialReportShown, ...]


class BeginTrialWire(Wire):
    """Whose trial."""

    department_id: str = Field(max_length=100)


class TrialBegunShown(Shown):
    """It runs."""

    id: str


class TrialSheetShown(Shown):
    """One draft to judge."""

    trial_id: str
    seed_id: str
    place: int
    total: int
    question: str
    answer: str
    passages: tuple[SourceShown, ...]


class NextDraftShown(Shown):
    """The next draft, if one is left."""

    draft: TrialSheetShown | None


class TrialVerdictWire(Wire):
    """Whether one would send it."""

    seed_id: str = Field(max_length=100)
    send: bool


def next_shown(sheet: TrialSheet | None) -> NextDraftShown:
    """On the wire, without the scores of its passages."""
    return NextDraftShown(draft=TrialSheetShown.model_validate(sheet) if sheet is not None else None)
