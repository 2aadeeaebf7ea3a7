"""Tasks: what people are to do about the knowledge base and the people it serves. State is derived from events.

A task never acts by itself: it names something found, who is asked, and what came of it (S-05, S-06, S-16, S-31).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import assert_never

from assistant.domain.errors import Conflict
from assistant.domain.questions import Language
from assistant.domain.task_titles import TaskTitle


class TaskKind(StrEnum):
    """Why there is something to do."""

    CONFLICT = "conflict"
    CONTENT_FAULT = "content_fault"
    DOCUMENT = "document"
    REVIEW_DUE = "review_due"
    TEST_FAILED = "test_failed"
    APPROVED_ANSWER = "approved_answer"
    ALARM = "alarm"
    CALL_BACK = "call_back"
    VISIT = "visit"

    @property
    def about_people(self) -> bool:
        """True if it is contact with a citizen, not work on a document."""
        return self in (TaskKind.CALL_BACK, TaskKind.VISIT)


class TaskState(StrEnum):
    """Where a task stands."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class TaskStep(StrEnum):
    """What can happen to a task after it was opened."""

    ASSIGNED = "assigned"
    DUE = "due"
    NOTED = "noted"
    DONE = "done"
    DROPPED = "dropped"
    REOPENED = "reopened"

    @property
    def closes(self) -> bool:
        """True if there is nothing more to do after it."""
        return self in (TaskStep.DONE, TaskStep.DROPPED)


@dataclass(frozen=True, slots=True)
class TaskEvent:
    """One step. `assignee` belongs to ASSIGNED (None gives the task back), `due` to DUE, `note` to any."""

    step: TaskStep
    by: str
    at: datetime
    note: str = ""
    assignee: str | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """What a task is about, never changed.

    `said` is the title where the system gave it, `title` then its English; a person's title stands as it was written.
    `departments` are asked, all of them; `finding` identifies what was found, so that finding it again opens no
    second task; None for a task that a person thought of. Title and detail hold no personal data.
    """

    id: str
    kind: TaskKind
    departments: tuple[str, ...]
    title: str
    detail: str
    opened_by: str
    opened_at: datetime
    due: date | None = None
    document_ids: tuple[str, ...] = ()
    version_ids: tuple[str, ...] = ()
    case_id: str | None = None
    need_id: str | None = None
    finding: str | None = None
    said: TaskTitle | None = None

    def title_in(self, language: Language) -> str:
        """The title for a reader of this language."""
        return self.said.told_in(language) if self.said is not None else self.title


@dataclass(frozen=True, slots=True)
class Task:
    """A task with its history."""

    facts: TaskFacts
    events: tuple[TaskEvent, ...] = ()
    state: TaskState = TaskState.OPEN
    assignee: str | None = None
    due: date | None = None

    @classmethod
    def of(cls, facts: TaskFacts, events: Iterable[TaskEvent] = ()) -> Task:
        """The task as its events made it. Raises Conflict("task_closed") for a step that its state forbids."""
        task = cls(facts, due=facts.due)
        for event in events:
            task = task.after(event)
        return task

    def after(self, event: TaskEvent) -> Task:
        """The task one step on. Raises Conflict("task_closed") or Conflict("task_open")."""
        if event.step is TaskStep.REOPENED:
            if self.state is TaskState.OPEN:
                raise Conflict("task_open", "This task is open already.")
        elif self.state is not TaskState.OPEN and event.step is not TaskStep.NOTED:
            raise Conflict("task_closed", "This task is closed; reopen it first.")
        moved = replace(self, events=(*self.events, event))
        match event.step:
            case TaskStep.ASSIGNED:
                return replace(moved, assignee=event.assignee)
            case TaskStep.DUE:
                return replace(moved, due=event.due)
            case TaskStep.NOTED:
                return moved
            case TaskStep.DONE:
                return replace(moved, state=TaskState.DONE)
            case TaskStep.DROPPED:
                return replace(moved, state=TaskState.DROPPED)
            case TaskStep.REOPENED:
                return replace(moved, state=TaskState.OPEN)
            case _:
                assert_never(event.step)

    def overdue(self, today: date) -> bool:
        """True if it is open after the day it was due."""
        return self.state is TaskState.OPEN and self.due is not None and today > self.due
