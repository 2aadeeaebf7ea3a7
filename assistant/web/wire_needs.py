"""Needs and the weekly report on the wire: names for accounts, counts for people, quotes only where asked for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from assistant.domain.needs import NeedEvent
from assistant.domain.staff import Staff
from assistant.services.needs import NeedDetail, NeedRow
from assistant.services.needs_access import may_work_on_need
from assistant.services.needs_quotes import NeedQuote
from assistant.services.needs_report import WeeklyReport
from assistant.services.tasks import MAX_NOTE, MAX_TITLE
from assistant.web.wire import Shown, Wire
from assistant.web.wire_tasks import MAX_ID, PersonShown, TaskShown


class TaskRequest(Wire):
    """What the task is to be called, and by when."""

    title: str = Field(max_length=MAX_TITLE)
    due: date | None = None


class DepartmentRequest(Wire):
    """Whose it is."""

    department_id: str = Field(max_length=MAX_ID)


class IntoRequest(Wire):
    """The need of which another becomes part."""

    into: str = Field(max_length=MAX_ID)


MAX_MOVED = 1_000
"""Questions moved at once: more than anybody ticks by hand."""


class QuestionsRequest(Wire):
    """The questions of which a new need is made."""

    question_ids: tuple[Annotated[str, Field(max_length=MAX_ID)], ...] = Field(max_length=MAX_MOVED)


class ProposalRequest(Wire):
    """A version that may serve the need; null declines the one proposed."""

    version_id: str | None = Field(default=None, max_length=MAX_ID)


class ServeRequest(Wire):
    """The version in force that serves the need."""

    version_id: str = Field(max_length=MAX_ID)
    note: str = Field(default="", max_length=MAX_NOTE)


class NeedShown(Shown):
    """A need with its counts."""

    id: str
    words: tuple[str, ...]
    language: str
    department_id: str
    state: str
    found_at: datetime
    newest: date | None
    due: date | None
    overdue: bool
    assignee: str | None
    assignee_id: str | None
    questions: int
    people: int
    weeks: tuple[int, ...]
    causes: Mapping[str, int]
    languages: Mapping[str, int]
    proposed: str | None
    served_by: str | None
    may_work: bool


class NeedsShown(Shown):
    """The needs the reader may see."""

    needs: tuple[NeedShown, ...]


class NeedEventShown(Shown):
    """One step of a need's history."""

    step: str
    by: str
    at: datetime
    note: str
    assignee: str | None
    due: date | None
    department_id: str | None
    version_id: str | None
    need_id: str | None


class NeedDetailShown(Shown):
    """A need, its history, its tasks, and how far those who had asked were answered."""

    need: NeedShown
    events: tuple[NeedEventShown, ...]
    tasks: tuple[TaskShown, ...]
    people: tuple[PersonShown, ...]
    owed: Mapping[str, int]


class QuoteShown(Shown):
    """What somebody asked, without personal data."""

    question_id: str
    text: str
    language: str
    cause: str
    asked_at: datetime
    case_id: str | None
    case_number: str | None


class QuotesShown(Shown):
    """Newest first."""

    quotes: tuple[QuoteShown, ...]


class ReportedNeedShown(Shown):
    """A need in the report."""

    need_id: str
    words: tuple[str, ...]
    department_id: str
    state: str
    found_on: date
    new: bool
    asked_in_week: int
    asked_before: int
    people: int
    owner: str | None
    due: date
    overdue: bool
    task_ids: tuple[str, ...]
    quotes: tuple[QuoteShown, ...]


class LowRatedShown(Shown):
    """An answer rated low."""

    question_id: str
    need_id: str
    owner: str | None
    department_id: str
    due: date


class DepartmentCount(Shown):
    """Questions of a department's needs."""

    department_id: str
    questions: int


class WeeklyReportShown(Shown):
    """One week."""

    monday: date
    questions: int
    people: int
    unanswered: tuple[ReportedNeedShown, ...]
    new_topics: tuple[str, ...]
    low_rated: tuple[LowRatedShown, ...]
    by_department: tuple[DepartmentCount, ...]


def need_shown(row: NeedRow, names: Mapping[str, str], reader: Staff, today: date) -> NeedShown:
    """On the wire."""
    need = row.need
    return NeedShown(
        id=need.facts.id,
        words=need.words,
        language=need.facts.language,
        department_id=need.department_id,
        state=need.state.value,
        found_at=need.facts.found_at,
        newest=row.newest,
        due=need.due,
        overdue=need.overdue(today),
        assignee=names.get(need.assignee, need.assignee) if need.assignee is not None else None,
        assignee_id=need.assignee,
        questions=row.questions,
        people=row.people,
        weeks=row.weeks,
        causes=dict(row.causes),
        languages=dict(row.languages),
        proposed=need.proposed,
        served_by=need.served_by,
        may_work=may_work_on_need(reader, need),
    )


def detail_shown(
    detail: NeedDetail, tasks: tuple[TaskShown, ...], names: Mapping[str, str], reader: Staff, today: date
) -> NeedDetailShown:
    """On the wire; of the people who are owed an answer, counts only."""
    owed: dict[str, int] = {}
    for one in detail.owed:
        key = one.result.value if one.result is not None else "waiting"
        owed[key] = owed.get(key, 0) + 1
    return NeedDetailShown(
        need=need_shown(detail.row, names, reader, today),
        events=tuple(_event(one, names) for one in detail.row.need.events),
        tasks=tasks,
        people=tuple(PersonShown(id=one.id, name=one.display_name) for one in detail.people),
        owed=owed,
    )


def quote_shown(quote: NeedQuote) -> QuoteShown:
    """On the wire."""
    return QuoteShown.model_validate(quote)


def report_shown(report: WeeklyReport) -> WeeklyReportShown:
    """On the wire; new topics are named by their needs' ids."""
    return WeeklyReportShown(
        monday=report.monday,
        questions=report.questions,
        people=report.people,
        unanswered=tuple(map(ReportedNeedShown.model_validate, report.unanswered)),
        new_topics=tuple(one.need_id for one in report.new_topics),
        low_rated=tuple(map(LowRatedShown.model_validate, report.low_rated)),
        by_department=tuple(
            DepartmentCount(department_id=department, questions=count)
            for department, count in report.by_department
        ),
    )


def _event(event: NeedEvent, names: Mapping[str, str]) -> NeedEventShown:
    return NeedEventShown(
        step=event.step.value,
        by=names.get(event.by, event.by),
        at=event.at,
        note=event.note,
        assignee=names.get(event.assignee, event.assignee) if event.assignee is not None else None,
        due=event.due,
        department_id=event.department_id,
        version_id=event.version_id,
        need_id=event.need_id,
    )
