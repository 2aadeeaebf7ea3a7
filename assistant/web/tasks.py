"""Routes of tasks. Who may see and do what is decided by the service, per task."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from assistant.domain.staff import Staff
from assistant.domain.tasks import Task, TaskKind, TaskState
from assistant.services.desk import Desk
from assistant.services.tasks import may_work_on
from assistant.web.dependencies import DeskNow, SignedInStaff
from assistant.web.wire_tasks import (
    AssignRequest,
    CloseRequest,
    DueRequest,
    NoteRequest,
    OpenTaskRequest,
    TaskShown,
    TasksShown,
    task_shown,
)

router = APIRouter(prefix="/api/tasks", tags=["tasks"])


@router.get("")
def list_tasks(
    desk: DeskNow,
    staff: SignedInStaff,
    kind: TaskKind | None = None,
    state: TaskState | None = None,
    department: Annotated[str | None, Query(max_length=400)] = None,
    mine: bool = False,
) -> TasksShown:
    """The tasks the reader may see that fit every filter given."""
    kinds = (kind,) if kind is not None else tuple(TaskKind)
    fits = [
        task
        for task in desk.knowledge.tasks.listed(staff, kinds)
        if state in (None, task.state)
        and (department is None or department in task.facts.departments)
        and (not mine or task.assignee == staff.id)
    ]
    names = desk.policies.names()
    today = desk.knowledge.tasks.today()
    return TasksShown(
        tasks=tuple(task_shown(one, names, staff, today, may_work=may_work_on(staff, one)) for one in fits)
    )


@router.post("", status_code=201)
def open_task(desk: DeskNow, staff: SignedInStaff, body: OpenTaskRequest) -> TaskShown:
    """Open a task for departments one may work for."""
    return _shown(desk, staff, desk.knowledge.tasks.open_as(staff, body.new_task()))


@router.get("/{task_id}")
def read_task(desk: DeskNow, staff: SignedInStaff, task_id: str) -> TaskShown:
    """One task with its history and the people who may be given it."""
    return _shown(desk, staff, desk.knowledge.tasks.read(staff, task_id))


@router.post("/{task_id}/assign")
def assign(desk: DeskNow, staff: SignedInStaff, task_id: str, body: AssignRequest) -> TaskShown:
    """Give it to a person, or back."""
    return _shown(desk, staff, desk.knowledge.tasks.assign(staff, task_id, body.assignee))


@router.post("/{task_id}/due")
def set_due(desk: DeskNow, staff: SignedInStaff, task_id: str, body: DueRequest) -> TaskShown:
    """Say by when."""
    return _shown(desk, staff, desk.knowledge.tasks.set_due(staff, task_id, body.due))


@router.post("/{task_id}/note")
def note(desk: DeskNow, staff: SignedInStaff, task_id: str, body: NoteRequest) -> TaskShown:
    """Write something down."""
    return _shown(desk, staff, desk.knowledge.tasks.note(staff, task_id, body.note))


@router.post("/{task_id}/close")
def close(desk: DeskNow, staff: SignedInStaff, task_id: str, body: CloseRequest) -> TaskShown:
    """Done or dropped, with a note."""
    return _shown(desk, staff, desk.knowledge.tasks.close(staff, task_id, body.done, body.note))


@router.post("/{task_id}/reopen")
def reopen(desk: DeskNow, staff: SignedInStaff, task_id: str, body: NoteRequest) -> TaskShown:
    """Open a closed task again, with a note."""
    return _shown(desk, staff, desk.knowledge.tasks.reopen(staff, task_id, body.note))


def _shown(desk: Desk, staff: Staff, task: Task) -> TaskShown:
    tasks = desk.knowledge.tasks
    names = desk.policies.names()
    return task_shown(
        task,
        names,
        staff,
        tasks.today(),
        may_work=may_work_on(staff, task),
        people=tasks.people_for(task),
    )
