"""Tasks in the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa

from assistant.adapters.database.conflicts import unique_or
from assistant.adapters.database.task_tables import task_events, tasks
from assistant.domain.errors import Conflict, NotFound
from assistant.domain.task_titles import TaskTitle, TitleKind
from assistant.domain.tasks import Task, TaskEvent, TaskFacts, TaskKind, TaskStep
from assistant.services.task_store import TaskStore


@dataclass(slots=True)
class DatabaseTasks(TaskStore):
    """Bound to one transaction."""

    connection: sa.Connection

    def add(self, facts: TaskFacts) -> bool:
        values = asdict(facts)
        for name in ("departments", "document_ids", "version_ids"):
            values[name] = list(values[name])
        values.pop("said")
        values["title_kind"] = facts.said.kind if facts.said is not None else None
        values["title_facts"] = list(facts.said.facts) if facts.said is not None else None
        try:
            with unique_or(self.connection, "task_exists", "There is a task for this already."):
                self.connection.execute(sa.insert(tasks).values(values))
        except Conflict as conflict:
            if conflict.code != "task_exists":
                raise
            return False
        return True

    def get(self, task_id: str) -> Task | None:
        return self._one(tasks.c.id == task_id)

    def by_finding(self, finding: str) -> Task | None:
        return self._one(tasks.c.finding == finding)

    def all(self) -> tuple[Task, ...]:
        rows = self.connection.execute(sa.select(tasks).order_by(tasks.c.opened_at, tasks.c.id)).all()
        return self._with_events(rows, sa.select(task_events))

    def append(self, task_id: str, after: int, event: TaskEvent) -> None:
        if self.get(task_id) is None:
            raise NotFound("There is no such task.")
        values = {"task_id": task_id, "seq": after + 1, **asdict(event)}
        with unique_or(self.connection, "task_changed", "Somebody changed this task meanwhile; look again."):
            self.connection.execute(sa.insert(task_events).values(values))

    def _one(self, condition: sa.ColumnElement[bool]) -> Task | None:
        rows = self.connection.execute(sa.select(tasks).where(condition)).all()
        events = sa.select(task_events).where(task_events.c.task_id.in_([row.id for row in rows]))
        return next(iter(self._with_events(rows, events)), None)

    def _with_events(self, rows: Iterable[Any], query: sa.Select[Any]) -> tuple[Task, ...]:
        by_task: dict[str, list[TaskEvent]] = defaultdict(list)
        for row in self.connection.execute(query.order_by(task_events.c.task_id, task_events.c.seq)):
            step = TaskEvent(TaskStep(row.step), row.by, row.at, row.note, row.assignee, row.due)
            by_task[row.task_id].append(step)
        return tuple(Task.of(_facts(row), by_task[row.id]) for row in rows)


def _facts(row: Any) -> TaskFacts:
    return TaskFacts(
        id=row.id,
        kind=TaskKind(row.kind),
        departments=tuple(row.departments),
        title=row.title,
        detail=row.detail,
        opened_by=row.opened_by,
        opened_at=row.opened_at,
        due=row.due,
        document_ids=tuple(row.document_ids),
        version_ids=tuple(row.version_ids),
        case_id=row.case_id,
        need_id=row.need_id,
        finding=row.finding,
        said=TaskTitle(TitleKind(row.title_kind), tuple(row.title_facts)) if row.title_kind else None,
    )
