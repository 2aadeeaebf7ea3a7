"""Ratings as the API tells them to staff."""

from __future__ import annotations

from datetime import datetime

from review_console.transport import Wire


class RatingRow(Wire):
    """One low rating."""

    id: str
    state: str
    grade: str
    department_id: str
    topic_id: str | None = None
    language: str
    given_at: datetime
    due: datetime | None = None
    late: bool = False
    proposed: bool = False


class RatingList(Wire):
    """Low ratings, what is due soonest first."""

    ratings: tuple[RatingRow, ...]


class RatingStep(Wire):
    """One thing that happened."""

    step: str
    by: str
    at: datetime
    note: str = ""
    grade: str | None = None
    reasons: tuple[str, ...] = ()
    why: str | None = None


class RatingSheet(RatingRow):
    """Everything about one rating."""

    question: str
    reply: str
    released_by_kind: str
    call_by: datetime
    mend_by: datetime
    case_id: str | None = None
    mine: bool = False
    steps: tuple[RatingStep, ...] = ()


class GradeCount(Wire):
    """How often a grade was given."""

    grade: str
    count: int


class RatingFigures(Wire):
    """What everybody may read."""

    counts: tuple[GradeCount, ...]
    low: int
    called: int
    called_in_time: int
    mended: int
    mended_in_time: int
    rated_again: int
    better: int
    excluded: int
