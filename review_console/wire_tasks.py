"""Tasks as the API tells them."""

from __future__ import annotations

from datetime import date, datetime

from review_console.transport import Wire


class Person(Wire):
    """A colleague."""

    id: str
    name: str


class TaskEvent(Wire):
    """One step of a task's history."""

    step: str
    by: str
    at: datetime
    note: str = ""
    assignee: str | None = None
    due: date | None = None


class Task(Wire):
    """A task; history and people only where it was read by itself."""

    id: str
    kind: str
    departments: tuple[str, ...]
    title: str
    title_kind: str | None = None
    title_facts: tuple[str, ...] = ()
    detail: str = ""
    state: str
    opened_by: str = ""
    opened_at: datetime
    due: date | None = None
    overdue: bool = False
    assignee: str | None = None
    assignee_id: str | None = None
    mine: bool = False
    may_work: bool = False
    document_ids: tuple[str, ...] = ()
    version_ids: tuple[str, ...] = ()
    case_id: str | None = None
    need_id: str | None = None
    events: tuple[TaskEvent, ...] = ()
    people: tuple[Person, ...] = ()


class TaskList(Wire):
    """The tasks the reader may see."""

    tasks: tuple[Task, ...]
