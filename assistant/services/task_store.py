"""The store of tasks, part of a unit of work."""

from __future__ import annotations

from typing import Protocol

from assistant.domain.tasks import Task, TaskEvent, TaskFacts


class TaskStore(Protocol):
    """Tasks and their events; nothing is written over."""

    def add(self, facts: TaskFacts) -> bool:
        """Store a task; False and nothing stored if its finding has a task already."""
        ...

    def get(self, task_id: str) -> Task | None: ...
    def by_finding(self, finding: str) -> Task | None: ...
    def all(self) -> tuple[Task, ...]:
        """Oldest first."""
        ...

    def append(self, task_id: str, after: int, event: TaskEvent) -> None:
        """Add an event to a task that has `after` events. Raises Conflict("task_changed") if it has others by now."""
        ...
