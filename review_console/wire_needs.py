"""Needs, the weekly report and the agenda as the API tells them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from pydantic import Field

from review_console.transport import Wire
from review_console.wire_tasks import Person, Task


class Need(Wire):
    """A need with its counts."""

    id: str
    words: tuple[str, ...] = ()
    language: str = "en"
    department_id: str
    state: str
    found_at: datetime
    newest: date | None = None
    due: date | None = None
    overdue: bool = False
    assignee: str | None = None
    assignee_id: str | None = None
    questions: int = 0
    people: int = 0
    weeks: tuple[int, ...] = ()
    causes: Mapping[str, int] = Field(default_factory=dict)
    languages: Mapping[str, int] = Field(default_factory=dict)
    proposed: str | None = None
    served_by: str | None = None
    may_work: bool = False


class NeedList(Wire):
    """The needs the reader may see."""

    needs: tuple[Need, ...]


class NeedEvent(Wire):
    """One step of a need's history."""

    step: str
    by: str
    at: datetime
    note: str = ""
    assignee: str | None = None
    due: date | None = None
    department_id: str | None = None
    version_id: str | None = None
    need_id: str | None = None


class NeedDetail(Wire):
    """A need with its history and what came of it."""

    need: Need
    events: tuple[NeedEvent, ...] = ()
    tasks: tuple[Task, ...] = ()
    people: tuple[Person, ...] = ()
    owed: Mapping[str, int] = Field(default_factory=dict)


class Quote(Wire):
    """What somebody asked, without personal data."""

    question_id: str = ""
    text: str
    language: str = "en"
    cause: str = ""
    asked_at: datetime
    case_id: str | None = None
    case_number: str | None = None


class Quotes(Wire):
    """Newest first."""

    quotes: tuple[Quote, ...]


class ReportedNeed(Wire):
    """A need in the weekly report."""

    need_id: str
    words: tuple[str, ...] = ()
    department_id: str
    state: str
    new: bool = False
    asked_in_week: int
    asked_before: int
    people: int
    owner: str | None = None
    due: date
    overdue: bool = False
    quotes: tuple[Quote, ...] = ()


class LowRated(Wire):
    """An answer rated low."""

    question_id: str
    need_id: str
    owner: str | None = None
    department_id: str
    due: date


class WeeklyReport(Wire):
    """One week of what was not served."""

    monday: date
    questions: int
    people: int
    unanswered: tuple[ReportedNeed, ...] = ()
    new_topics: tuple[str, ...] = ()
    low_rated: tuple[LowRated, ...] = ()


class AgendaItem(Wire):
    """One thing to talk about."""

    id: str
    title: str = ""
    title_kind: str | None = None
    title_facts: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    owner: str | None = None
    due: date | None = None
    overdue: bool = False
    count: int = 1


class AgendaSection(Wire):
    """A section with its items."""

    section: str
    items: tuple[AgendaItem, ...] = ()


class Agenda(Wire):
    """The agenda of a day."""

    day: date
    count: int
    sections: tuple[AgendaSection, ...] = ()
