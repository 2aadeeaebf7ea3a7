"""Tasks on the wire: what is to be done, by when, by whom, and what happened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from pydantic import Field

from assistant.domain.staff import Staff
from assistant.domain.tasks import Task, TaskEvent, TaskKind
from assistant.services.tasks import MAX_NOTE, MAX_TITLE, NewTask
from assistant.web.wire import Shown, Wire

MAX_ID = 400


class OpenTaskRequest(Wire):
    """A task that a person thought of."""

    kind: TaskKind
    departments: tuple[str, ...] = Field(min_length=1, max_length=50)
    title: str = Field(max_length=MAX_TITLE)
    detail: str = Field(default="", max_length=MAX_NOTE)
    due: date | None = None
    document_ids: tuple[str, ...] = Field(default=(), max_length=20)

    def new_task(self) -> NewTask:
        """What the service opens."""
        return NewTask(
            kind=self.kind,
            departments=self.departments,
            title=self.title,
            detail=self.detail,
            due=self.due,
            document_ids=self.document_ids,
        )


class AssignRequest(Wire):
    """Whose it is; null gives it back."""

    assignee: str | None = Field(default=None, max_length=MAX_ID)


class DueRequest(Wire):
    """By when; null for no date."""

    due: date | None = None


class NoteRequest(Wire):
    """What was found or agreed."""

    note: str = Field(max_length=MAX_NOTE)


class CloseRequest(Wire):
    """Done, or dropped, and why."""

    done: bool
    note: str = Field(max_length=MAX_NOTE)


class PersonShown(Shown):
    """A colleague, by name."""

    id: str
    name: str


class TaskEventShown(Shown):
    """One step of a task's history."""

    step: str
    by: str
    at: datetime
    note: str
    assignee: str | None
    due: date | None


class TaskShown(Shown):
    """A task. Names stand instead of account ids; `mine` and `assignee_id` tell whose it is.

    A title of the system is `title_kind` with the names it is about; `title` says it in English.
    """

    id: str
    kind: str
    departments: tuple[str, ...]
    title: str
    title_kind: str | None
    title_facts: tuple[str, ...]
    detail: str
    state: str
    opened_by: str
    opened_at: datetime
    due: date | None
    overdue: bool
    assignee: str | None
    assignee_id: str | None
    mine: bool
    may_work: bool
    document_ids: tuple[str, ...]
    version_ids: tuple[str, ...]
    case_id: str | None
    need_id: str | None
    events: tuple[TaskEventShown, ...] = ()
    people: tuple[PersonShown, ...] = ()


class TasksShown(Shown):
    """The tasks the reader may see, open ones first, soonest due first."""

    tasks: tuple[TaskShown, ...]


def task_shown(
    task: Task,
    names: Mapping[str, str],
    reader: Staff,
    today: date,
    *,
    may_work: bool,
    people: Sequence[Staff] | None = None,
) -> TaskShown:
    """On the wire; history and the people who may be given the task only where `people` is given."""
    facts = task.facts
    return TaskShown(
        id=facts.id,
        kind=facts.kind.value,
        departments=facts.departments,
        title=facts.title,
        title_kind=facts.said.kind.value if facts.said is not None else None,
        title_facts=facts.said.facts if facts.said is not None else (),
        detail=facts.detail,
        state=task.state.value,
        opened_by=names.get(facts.opened_by, facts.opened_by),
        opened_at=facts.opened_at,
        due=task.due,
        overdue=task.overdue(today),
        assignee=names.get(task.assignee, task.assignee) if task.assignee else None,
        assignee_id=task.assignee,
        mine=task.assignee == reader.id,
        may_work=may_work,
        document_ids=facts.document_ids,
        version_ids=facts.version_ids,
        case_id=facts.case_id,
        need_id=facts.need_id,
        events=tuple(_event(one, names) for one in task.events) if people is not None else (),
        people=tuple(PersonShown(id=one.id, name=one.display_name) for one in people or ()),
    )


def _event(event: TaskEvent, names: Mapping[str, str]) -> TaskEventShown:
    return TaskEventShown(
        step=event.step.value,
        by=names.get(event.by, event.by),
        at=event.at,
        note=event.note,
        assignee=names.get(event.assignee, event.assignee) if event.assignee else None,
        due=event.due,
    )
