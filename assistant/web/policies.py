"""Routes of policy staff. Rights per department are checked by the service."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, File, Form, Path, Response, UploadFile

from assistant.services.publication_rules import Acknowledged
from assistant.web.dependencies import DeskNow, SignedInStaff
from assistant.web.wire_policies import (
    IndexShown,
    PolicyDocumentsShown,
    PreviewShown,
    PublishRequest,
    ReasonRequest,
    document_shown,
    index_shown,
    preview_shown,
)
from knowledge_base import Audience, JurisdictionLevel, Upload

router = APIRouter(prefix="/api/policies", tags=["policies"])

Text = Annotated[str, Form(max_length=400)]


@router.get("")
def list_documents(desk: DeskNow, staff: SignedInStaff) -> PolicyDocumentsShown:
    """All documents with their versions."""
    names = desk.policies.names()
    found = desk.policies.documents(staff)
    return PolicyDocumentsShown(documents=tuple(document_shown(one, names) for one in found))


@router.post("", status_code=201)
def upload(
    desk: DeskNow,
    staff: SignedInStaff,
    file: Annotated[UploadFile, File()],
    document_id: Text,
    title: Text,
    department_id: Text,
    language: Text,
    effective_from: Annotated[date, Form()],
    audience: Annotated[Audience, Form()] = Audience.PUBLIC,
    level: Annotated[JurisdictionLevel, Form()] = JurisdictionLevel.CITY,
    effective_to: Annotated[date | None, Form()] = None,
    review_by: Annotated[date | None, Form()] = None,
) -> PreviewShown:
    """Store a file as a new version in state `draft` and tell how it was understood. Nothing is published by it."""
    given = Upload(
        document_id=document_id,
        title=title,
        department_id=department_id,
        language=language,
        audience=audience,
        level=level,
        effective_from=effective_from,
        effective_to=effective_to,
        file_name=file.filename or "",
        content=file.file.read(),
        review_by=review_by,
    )
    return preview_shown(desk.policies.upload(staff, given), desk.policies.names())


@router.get("/indexes")
def list_indexes(desk: DeskNow, staff: SignedInStaff) -> list[IndexShown]:
    """Every index version that was ever active, newest first."""
    return [index_shown(one) for one in desk.policies.indexes(staff)]


@router.post("/indexes/{index_id}/rollback")
def roll_back(desk: DeskNow, staff: SignedInStaff, index_id: str, body: ReasonRequest) -> IndexShown:
    """Answer on an earlier state of the whole base."""
    return index_shown(desk.policies.roll_back(staff, index_id, body.reason))


@router.get("/versions/{version_id}")
def preview(desk: DeskNow, staff: SignedInStaff, version_id: str) -> PreviewShown:
    """How a version was read and cut."""
    return preview_shown(desk.policies.preview(staff, version_id), desk.policies.names())


@router.get("/versions/{version_id}/pages/{page}", response_class=Response)
def page_image(
    desk: DeskNow, staff: SignedInStaff, version_id: str, page: Annotated[int, Path(ge=1, le=100_000)]
) -> Response:
    """A page of a PDF as it looks, as a PNG; 404 for other files."""
    return Response(desk.policies.page_image(staff, version_id, page), media_type="image/png")


@router.post("/versions/{version_id}/submit")
def submit(desk: DeskNow, staff: SignedInStaff, version_id: str, _body: ReasonRequest) -> PreviewShown:
    """Hand a draft to a second person."""
    desk.policies.submit(staff, version_id)
    return preview(desk, staff, version_id)


@router.post("/versions/{version_id}/discard")
def discard(desk: DeskNow, staff: SignedInStaff, version_id: str, _body: ReasonRequest) -> PreviewShown:
    """Drop a draft or a submitted version."""
    desk.policies.discard(staff, version_id)
    return preview(desk, staff, version_id)


@router.post("/versions/{version_id}/publish")
def publish(desk: DeskNow, staff: SignedInStaff, version_id: str, body: PublishRequest) -> PreviewShown:
    """Approve as the second person; 403 for whoever uploaded or submitted it, where test questions would fail, where
    something is quarantined, and where findings of the checks are not acknowledged."""
    seen = Acknowledged(body.acknowledged, body.acknowledged_why)
    desk.policies.publish(staff, version_id, body.override, seen)
    return preview(desk, staff, version_id)


@router.post("/versions/{version_id}/withdraw")
def withdraw(desk: DeskNow, staff: SignedInStaff, version_id: str, body: ReasonRequest) -> PreviewShown:
    """Take a published version out of every search, with a reason."""
    desk.policies.withdraw(staff, version_id, body.reason)
    return preview(desk, staff, version_id)
