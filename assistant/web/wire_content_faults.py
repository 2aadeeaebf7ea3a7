"""Content faults on the wire."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from pydantic import Field

from assistant.domain.content_faults import FaultKind
from assistant.services.content_faults import MAX_NOTE, FaultOnRecord, FaultReport
from assistant.web.wire import Shown, Wire


class FaultRequest(Wire):
    """The page misled, not the draft: where, how, and why the reviewer thinks so."""

    passage_id: str = Field(max_length=400)
    kind: FaultKind
    note: str = Field(max_length=MAX_NOTE)
    quote: str = Field(default="", max_length=4_000)

    def report(self) -> FaultReport:
        """What the service takes."""
        return FaultReport(self.passage_id, self.kind, self.note, self.quote)


class FaultShown(Shown):
    """A fault and its task. `newer_version` is the number of a version published since, which may have mended it.

    `departments` answer for it while nobody took it; the case is named only to whoever may read it.
    """

    id: str
    kind: str
    document_id: str
    title: str
    version_id: str
    passage_id: str
    quote: str
    note: str
    reported_by: str
    reported_at: datetime
    task_id: str
    state: str
    due: date | None
    overdue: bool
    assignee: str | None
    newer_version: int | None
    departments: tuple[str, ...]
    case_id: str | None
    case_number: str | None


class FaultsShown(Shown):
    """Open ones first, soonest due first."""

    faults: tuple[FaultShown, ...]


def fault_shown(found: FaultOnRecord, names: Mapping[str, str], today: date) -> FaultShown:
    """On the wire."""
    fault, task = found.fault, found.task
    return FaultShown(
        id=fault.id,
        kind=fault.kind.value,
        document_id=fault.document_id,
        title=task.facts.title,
        version_id=fault.version_id,
        passage_id=fault.passage_id,
        quote=fault.quote,
        note=fault.note,
        reported_by=names.get(fault.reported_by, fault.reported_by),
        reported_at=fault.reported_at,
        task_id=task.facts.id,
        state=task.state.value,
        due=task.due,
        overdue=task.overdue(today),
        assignee=names.get(task.assignee, task.assignee) if task.assignee is not None else None,
        newer_version=found.newer.number if found.newer is not None else None,
        departments=task.facts.departments,
        case_id=found.case.id if found.case is not None else None,
        case_number=found.case.number if found.case is not None else None,
    )
