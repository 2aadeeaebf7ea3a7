"""Routes of the knowledge base's health and history. Rights per department are checked by the services."""

from __future__ import annotations

from datetime import datetime

from fastapi import APIRouter

from assistant.domain.errors import Invalid
from assistant.web.dependencies import DeskNow, SignedInStaff
from assistant.web.wire_health import (
    DocumentPassagesShown,
    HealthShown,
    HistoryShown,
    ReviewRequest,
    ReviewShown,
    document_passages_shown,
    health_shown,
    history_shown,
    review_shown,
)

router = APIRouter(prefix="/api/policies", tags=["health"])


@router.get("/health")
def overview(desk: DeskNow, staff: SignedInStaff) -> HealthShown:
    """The served documents of the reader's departments, most damage first."""
    return health_shown(desk.knowledge.health.overview(staff), desk.policies.names())


@router.get("/health/{document_id}")
def document(desk: DeskNow, staff: SignedInStaff, document_id: str) -> DocumentPassagesShown:
    """One document with each of its passages."""
    found = desk.knowledge.health.document(staff, document_id)
    return document_passages_shown(found, desk.knowledge.tasks.today(), desk.policies.names())


@router.post("/health/{document_id}/reviews", status_code=201)
def review(desk: DeskNow, staff: SignedInStaff, document_id: str, body: ReviewRequest) -> ReviewShown:
    """Put on record that the served version was read and is still right."""
    done = desk.knowledge.health.review(staff, document_id, body.version_id, body.next_review, body.note)
    return review_shown(done, desk.policies.names())


@router.get("/history")
def history(desk: DeskNow, staff: SignedInStaff, before: datetime | None = None) -> HistoryShown:
    """The newest steps on documents and on the whole base; older ones by the moment before which they lie."""
    if before is not None and before.tzinfo is None:
        raise Invalid("before", "Give the moment with its time zone.")
    return history_shown(desk.knowledge.history.of_base(staff, before), desk.policies.names())


@router.get("/history/{document_id}")
def document_history(desk: DeskNow, staff: SignedInStaff, document_id: str) -> HistoryShown:
    """Every step of one document, and the roll-backs that changed what answers of it."""
    return history_shown(desk.knowledge.history.of_document(staff, document_id), desk.policies.names())
