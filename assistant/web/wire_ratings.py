"""Ratings on the wire: low ones for staff, figures for everybody."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from pydantic import Field

from assistant.domain.ratings import ExclusionWhy, RatingEvent
from assistant.services.rating_desk import RatingFigures, RatingRow, RatingSheet
from assistant.web.wire import Shown, Wire


class RatingWords(Wire):
    """What the citizen is written."""

    text: str = Field(max_length=10_000)


class ExclusionRequest(Wire):
    """Why a rating is to leave the figures."""

    why: ExclusionWhy
    note: str = Field(max_length=10_000)


class ExclusionDecision(Wire):
    """A second person's word."""

    exclude: bool
    note: str = Field(max_length=10_000)


class RatingRowShown(Shown):
    """One low rating."""

    id: str
    state: str
    grade: str
    department_id: str
    topic_id: str | None
    language: str
    given_at: datetime
    due: datetime | None
    late: bool
    proposed: bool


class RatingListShown(Shown):
    """Low ratings, what is due soonest first."""

    ratings: tuple[RatingRowShown, ...]


class RatingStepShown(Shown):
    """One thing that happened; `by` is a display name."""

    step: str
    by: str
    at: datetime
    note: str
    grade: str | None
    reasons: tuple[str, ...]
    why: str | None


class RatingSheetShown(RatingRowShown):
    """Everything about one rating."""

    question: str
    reply: str
    released_by_kind: str
    call_by: datetime
    mend_by: datetime
    case_id: str | None
    mine: bool
    steps: tuple[RatingStepShown, ...]


class GradeCount(Shown):
    """How often a grade was given."""

    grade: str
    count: int


class RatingFiguresShown(Shown):
    """What everybody may read (L-28)."""

    counts: tuple[GradeCount, ...]
    low: int
    called: int
    called_in_time: int
    mended: int
    mended_in_time: int
    rated_again: int
    better: int
    excluded: int


def rating_list_shown(rows: tuple[RatingRow, ...]) -> RatingListShown:
    """On the wire."""
    return RatingListShown(ratings=tuple(map(RatingRowShown.model_validate, rows)))


def rating_sheet_shown(sheet: RatingSheet, names: Mapping[str, str]) -> RatingSheetShown:
    """On the wire."""
    facts = sheet.rating.facts
    return RatingSheetShown(
        **RatingRowShown.model_validate(sheet.row).model_dump(),
        question=sheet.question,
        reply=sheet.reply,
        released_by_kind=facts.released_by_kind,
        call_by=facts.call_by,
        mend_by=facts.mend_by,
        case_id=sheet.case_id,
        mine=sheet.mine,
        steps=tuple(_step_shown(one, names) for one in sheet.rating.events),
    )


def _step_shown(event: RatingEvent, names: Mapping[str, str]) -> RatingStepShown:
    return RatingStepShown(
        step=event.step.value,
        by=names.get(event.by, event.by),
        at=event.at,
        note=event.note,
        grade=event.grade.value if event.grade is not None else None,
        reasons=tuple(one.value for one in event.reasons),
        why=event.why.value if event.why is not None else None,
    )


def rating_figures_shown(figures: RatingFigures) -> RatingFiguresShown:
    """On the wire."""
    counts = tuple(GradeCount(grade=grade.value, count=count) for grade, count in figures.counts)
    rest = {name: getattr(figures, name) for name in RatingFiguresShown.model_fields if name != "counts"}
    return RatingFiguresShown(counts=counts, **rest)
