"""Routes that fetch policy documents from listed sites. Rights and addresses are checked by the service."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter
from pydantic import Field

from assistant.services.web_intake import AddressRequest, Fetched
from assistant.web.dependencies import DeskNow, SignedInStaff
from assistant.web.wire import Shown, Wire
from assistant.web.wire_policies import PreviewShown, preview_shown
from knowledge_base import Audience, JurisdictionLevel

router = APIRouter(prefix="/api/policies", tags=["policies"])


class FromAddress(Wire):
    """An address and what is to be known about the document there."""

    address: str = Field(max_length=4_000)
    document_id: str = Field(max_length=400)
    title: str = Field(max_length=400)
    department_id: str = Field(max_length=400)
    language: str = Field(max_length=400)
    effective_from: date
    effective_to: date | None = None
    audience: Audience = Audience.PUBLIC
    level: JurisdictionLevel = JurisdictionLevel.CITY
    review_by: date | None = None


class AgainRequest(Wire):
    """The first day in force of the new version, should there be one."""

    effective_from: date


class FetchedShown(Shown):
    """What came of it: a new draft, or the version that says the same already."""

    is_new: bool
    preview: PreviewShown


class SitesShown(Shown):
    """The host names that may be asked."""

    sites: tuple[str, ...]


@router.get("/sites")
def list_sites(desk: DeskNow, staff: SignedInStaff) -> SitesShown:
    """Which sites documents may be fetched from."""
    return SitesShown(sites=desk.knowledge.web_intake.sites_for(staff))


@router.post("/from-address", status_code=201)
def fetch(desk: DeskNow, staff: SignedInStaff, body: FromAddress) -> FetchedShown:
    """Fetch a document into a new draft version. Nothing is published by it."""
    request = AddressRequest(**body.model_dump())
    return _shown(desk, desk.knowledge.web_intake.add(staff, request))


@router.post("/versions/{version_id}/fetch-again")
def fetch_again(desk: DeskNow, staff: SignedInStaff, version_id: str, body: AgainRequest) -> FetchedShown:
    """Fetch a version's address once more; a new draft only where the text there has changed."""
    return _shown(desk, desk.knowledge.web_intake.again(staff, version_id, body.effective_from))


def _shown(desk: DeskNow, fetched: Fetched) -> FetchedShown:
    return FetchedShown(is_new=fetched.is_new, preview=preview_shown(fetched.preview, desk.policies.names()))
