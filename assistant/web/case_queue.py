"""The route of the queue."""

from __future__ import annotations

from fastapi import APIRouter

from assistant.web.dependencies import DeskNow, SignedInStaff
from assistant.web.wire_case_queue import QueuePageShown, QueueRequest, queue_page_shown

router = APIRouter(prefix="/api/staff/queue", tags=["cases"])


@router.post("")
def read_queue(desk: DeskNow, staff: SignedInStaff, body: QueueRequest) -> QueuePageShown:
    """A page of the cases the reader may see; changes nothing."""
    return queue_page_shown(desk.review_cases.paging.page(staff, body.wanted(), body.after, body.limit))
