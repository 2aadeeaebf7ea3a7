"""Calls about needs and the weekly report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from review_console.transport import Transport, segment
from review_console.wire_needs import NeedDetail, NeedList, Quotes, WeeklyReport


class NeedCalls:
    """Needs: what was asked for and not served."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self) -> NeedList:
        """The needs the reader may see."""
        return self._transport.read(NeedList, "GET", "/api/needs")

    def get(self, need_id: str) -> NeedDetail:
        """One need with its history."""
        return self._transport.read(NeedDetail, "GET", f"/api/needs/{segment(need_id)}")

    def questions(self, need_id: str) -> Quotes:
        """What was asked, masked; the reading is logged."""
        return self._transport.read(Quotes, "GET", f"/api/needs/{segment(need_id)}/questions")

    def assign(self, need_id: str, assignee: str | None) -> None:
        """Give it to a person, or back."""
        self._act(need_id, "assign", {"assignee": assignee})

    def set_due(self, need_id: str, due: date | None) -> None:
        """Say by when."""
        self._act(need_id, "due", {"due": due.isoformat() if due is not None else None})

    def hand_over(self, need_id: str, department_id: str) -> None:
        """Say whose it is."""
        self._act(need_id, "department", {"department_id": department_id})

    def note(self, need_id: str, note: str) -> None:
        """Write something down."""
        self._act(need_id, "note", {"note": note})

    def to_task(self, need_id: str, title: str) -> None:
        """Ask for a document."""
        self._act(need_id, "task", {"title": title})

    def visit(self, need_id: str, title: str) -> None:
        """Ask for a visit."""
        self._act(need_id, "visit", {"title": title})

    def propose(self, need_id: str, version_id: str | None) -> None:
        """Name a version that may serve it, or decline the one proposed."""
        self._act(need_id, "propose", {"version_id": version_id})

    def serve(self, need_id: str, version_id: str) -> None:
        """Close it by a version in force; those who had asked are answered."""
        self._act(need_id, "serve", {"version_id": version_id})

    def drop(self, need_id: str, note: str) -> None:
        """Close it without a document."""
        self._act(need_id, "drop", {"note": note})

    def reopen(self, need_id: str, note: str) -> None:
        """Take it up again."""
        self._act(need_id, "reopen", {"note": note})

    def merge(self, need_id: str, into: str) -> None:
        """Make it part of another need."""
        self._act(need_id, "merge", {"into": into})

    def split(self, need_id: str, question_ids: Sequence[str]) -> NeedDetail:
        """Make a need of its own of some of the questions; the new one."""
        path = f"/api/needs/{segment(need_id)}/split"
        return self._transport.read(NeedDetail, "POST", path, json={"question_ids": [*question_ids]})

    def report(self, week: date, quotes: bool) -> WeeklyReport:
        """The report of the week that holds this day."""
        return self._transport.read(WeeklyReport, "GET", "/api/needs/report", params=_asked(week, quotes))

    def report_file(self, kind: str, week: date, quotes: bool, language: str) -> str:
        """The report as a file: `csv` or `md`."""
        params = _asked(week, quotes) | {"language": language}
        return self._transport.download(f"/api/needs/report.{kind}", params)

    def _act(self, need_id: str, action: str, body: dict[str, Any]) -> None:
        self._transport.request("POST", f"/api/needs/{segment(need_id)}/{action}", json=body)


def _asked(week: date, quotes: bool) -> dict[str, str]:
    return {"week": week.isoformat(), "quotes": "true" if quotes else "false"}
