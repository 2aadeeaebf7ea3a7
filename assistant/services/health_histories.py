"""A document's history as the estimate of its ageing takes it, and the review that follows from the estimate."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from assistant.domain.ageing import LONGEST_MONTHS, MONTH_DAYS, Ageing, History
from assistant.domain.tasks import Task, TaskKind, TaskState
from knowledge_base import Version

FINDINGS = (TaskKind.CONTENT_FAULT, TaskKind.TEST_FAILED)
"""The tasks that say of a text that it no longer holds; what was dropped turned out to be nothing."""


def history_of(versions: Sequence[Version], tasks: Sequence[Task], past_dates: float, today: date) -> History:
    """What was observed of a document up to today. Versions are counted by the day they came into force.

    Revisions are looked for over the years the text has been in force, at most `LONGEST_MONTHS`; findings only since
    it was first published here.
    """
    published = [one for one in versions if one.published_at is not None]
    starts = sorted({one.effective_from for one in published if one.effective_from <= today})
    horizon = today - timedelta(days=LONGEST_MONTHS * MONTH_DAYS)
    first = max(starts[0], horizon) if starts else today
    here = min((one.published_at.date() for one in published if one.published_at), default=today)
    found = [task for task in tasks if task.facts.kind in FINDINGS and task.state is not TaskState.DROPPED]
    return History(
        revisions=sum(day >= horizon for day in starts[1:]),
        revision_months=_months(first, today),
        findings=len(found),
        finding_months=_months(here, today),
        past_dates=past_dates,
    )


def review_after(estimate: Ageing, version: Version, today: date) -> date:
    """The day proposed for the next review after one made today: never later than the text's last day in force."""
    day = today + timedelta(days=round(estimate.review_every_months * MONTH_DAYS))
    tomorrow = today + timedelta(days=1)
    return day if version.effective_to is None else max(tomorrow, min(day, version.effective_to))


def _months(since: date, today: date) -> float:
    return max(0, (today - since).days) / MONTH_DAYS
