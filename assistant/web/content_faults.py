"""Routes of content faults: reported from a case, read by those who keep the documents."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from assistant.web.dependencies import DeskNow, SignedInStaff
from assistant.web.wire_content_faults import FaultRequest, FaultShown, FaultsShown, fault_shown
from assistant.web.wire_tasks import MAX_ID

router = APIRouter(tags=["content faults"])


@router.get("/api/policies/faults")
def list_faults(
    desk: DeskNow, staff: SignedInStaff, document: Annotated[str | None, Query(max_length=MAX_ID)] = None
) -> FaultsShown:
    """The faults of the reader's departments' documents, or of one of these."""
    names, today = desk.policies.names(), desk.knowledge.tasks.today()
    found = desk.knowledge.content_faults.listed(staff, document)
    return FaultsShown(faults=tuple(fault_shown(one, names, today) for one in found))


@router.post("/api/staff/cases/{case_id}/faults", status_code=201)
def report(desk: DeskNow, staff: SignedInStaff, case_id: str, body: FaultRequest) -> FaultShown:
    """Say that a page misled: its owners get a task with a deadline."""
    found = desk.knowledge.content_faults.report(staff, case_id, body.report())
    return fault_shown(found, desk.policies.names(), desk.knowledge.tasks.today())
