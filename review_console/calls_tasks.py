"""Calls about tasks, calls back and the agenda."""

from __future__ import annotations

from datetime import date
from typing import Any

from review_console.transport import Transport, segment
from review_console.wire_needs import Agenda
from review_console.wire_tasks import Task, TaskList


class TaskCalls:
    """Tasks, and what asks for them."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(
        self,
        kind: str | None = None,
        state: str | None = None,
        department: str | None = None,
        mine: bool = False,
    ) -> TaskList:
        """The tasks that fit every filter."""
        given = {"kind": kind, "state": state, "department": department}
        params: dict[str, str | int] = {name: value for name, value in given.items() if value}
        if mine:
            params["mine"] = "true"
        return self._transport.read(TaskList, "GET", "/api/tasks", params=params)

    def get(self, task_id: str) -> Task:
        """One task with its history and the people who may be given it."""
        return self._transport.read(Task, "GET", f"/api/tasks/{segment(task_id)}")

    def open(self, kind: str, department: str, title: str, detail: str, due: date | None) -> Task:
        """Open a task."""
        body = {"kind": kind, "departments": [department], "title": title, "detail": detail, "due": _day(due)}
        return self._transport.read(Task, "POST", "/api/tasks", json=body)

    def assign(self, task_id: str, assignee: str | None) -> None:
        """Give it to a person, or back."""
        self._act(task_id, "assign", {"assignee": assignee})

    def set_due(self, task_id: str, due: date | None) -> None:
        """Say by when."""
        self._act(task_id, "due", {"due": _day(due)})

    def note(self, task_id: str, note: str) -> None:
        """Write something down."""
        self._act(task_id, "note", {"note": note})

    def close(self, task_id: str, done: bool, note: str) -> None:
        """Done, or dropped."""
        self._act(task_id, "close", {"done": done, "note": note})

    def reopen(self, task_id: str, note: str) -> None:
        """Open it again."""
        self._act(task_id, "reopen", {"note": note})

    def call_backs(self, case_id: str) -> TaskList:
        """The calls asked for about a case."""
        return self._transport.read(TaskList, "GET", f"/api/staff/cases/{segment(case_id)}/call-backs")

    def call_back(self, case_id: str, note: str, due: date | None) -> Task:
        """Ask for a call about a closed case."""
        body = {"note": note, "due": _day(due)}
        return self._transport.read(
            Task, "POST", f"/api/staff/cases/{segment(case_id)}/call-backs", json=body
        )

    def agenda(self) -> Agenda:
        """What is open between departments."""
        return self._transport.read(Agenda, "GET", "/api/agenda")

    def agenda_file(self, language: str) -> str:
        """The agenda as Markdown."""
        return self._transport.download("/api/agenda.md", {"language": language})

    def _act(self, task_id: str, action: str, body: dict[str, Any]) -> None:
        self._transport.request("POST", f"/api/tasks/{segment(task_id)}/{action}", json=body)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None
