"""Policy documents from the web: fetched from sites the office has listed, stored as drafts like any upload."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from assistant.domain.errors import Conflict, Forbidden, Invalid
from assistant.domain.staff import Right, Staff
from assistant.services.policies import Policies
from knowledge_base import (
    Audience,
    JurisdictionLevel,
    KnowledgeBase,
    UnknownObject,
    Upload,
    Version,
    VersionPreview,
    VersionState,
)

SITES_SETTING = "CIVICDESK_INTAKE_SITES"
_DEAD = (VersionState.DISCARDED, VersionState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """What a site sent. `source` is where it came from in the end, after redirects within the listed sites."""

    file_name: str
    content: bytes
    source: str
    fetched_at: datetime


class WebPages(Protocol):
    """Fetches from listed sites, and from nowhere else."""

    @property
    def sites(self) -> tuple[str, ...]:
        """The host names that may be asked, in order."""
        ...

    def fetch(self, address: str) -> FetchedPage:
        """Raises Invalid("address") for an address that may not be asked, FetchFailed if no document came of it."""
        ...


class NoSites(WebPages):
    """What stands where no site is listed: asks nobody."""

    @property
    def sites(self) -> tuple[str, ...]:
        return ()

    def fetch(self, address: str) -> FetchedPage:
        del address
        raise no_sites()


NO_SITES = NoSites()


def no_sites() -> Invalid:
    """The refusal where no site is listed; it names the setting."""
    return Invalid("address", f"No site may be asked: the setting {SITES_SETTING} names none.")


@dataclass(frozen=True, slots=True)
class AddressRequest:
    """An address, and what is to be known about the document there; the fields are those of an upload."""

    address: str
    document_id: str
    title: str
    department_id: str
    language: str
    effective_from: date
    effective_to: date | None = None
    audience: Audience = Audience.PUBLIC
    level: JurisdictionLevel = JurisdictionLevel.CITY
    review_by: date | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of fetching: a new draft, or the version that says the same already."""

    preview: VersionPreview
    is_new: bool


class WebIntake:
    """Adds documents by address. Rights are those of an upload and are checked before anybody is asked."""

    def __init__(self, policies: Policies, base: KnowledgeBase, pages: WebPages) -> None:
        self._policies = policies
        self._base = base
        self._pages = pages

    def sites_for(self, staff: Staff) -> tuple[str, ...]:
        """The host names that may be asked. Raises Forbidden for who reads no policies."""
        if not staff.may_somewhere(Right.READ_POLICIES):
            raise Forbidden("You may not read policies here.")
        return self._pages.sites

    def add(self, staff: Staff, request: AddressRequest) -> Fetched:
        """Fetch a document into a draft; nothing new where the newest version made from this address says the same.

        Raises Forbidden, Invalid, FetchFailed, and as an upload.
        """
        self._policies.require_may_add(staff, request.document_id, request.department_id)
        page = self._pages.fetch(request.address)
        same = self._same(request.document_id, request.address, page)
        if same is not None:
            return Fetched(self._policies.preview(staff, same.id), False)
        upload = Upload(
            document_id=request.document_id,
            title=request.title,
            department_id=request.department_id,
            language=request.language,
            audience=request.audience,
            level=request.level,
            effective_from=request.effective_from,
            effective_to=request.effective_to,
            file_name=page.file_name,
            content=page.content,
            review_by=request.review_by,
            source_url=request.address,
            fetched_at=page.fetched_at,
        )
        return Fetched(self._policies.upload(staff, upload), True)

    def again(self, staff: Staff, version_id: str, effective_from: date) -> Fetched:
        """Fetch a version's address once more; a new draft of its document where the text there has changed.

        Raises NotFound, Forbidden, Conflict("no_address"), FetchFailed, and as an upload.
        """
        preview = self._policies.preview(staff, version_id)
        version, document = preview.version, preview.document
        self._policies.require_may_add(staff, document.id, document.department_id)
        if version.source_url is None:
            raise Conflict("no_address", "This version was uploaded, not fetched.")
        request = AddressRequest(
            address=version.source_url,
            document_id=document.id,
            title=version.title,
            department_id=document.department_id,
            language=document.language,
            effective_from=effective_from,
            audience=document.audience,
            level=document.level,
        )
        return self.add(staff, request)

    def _same(self, document_id: str, address: str, page: FetchedPage) -> Version | None:
        """The newest living version made from this address, if the page reads as it does.

        The text decides, not the bytes: a page that prints today's date in a comment has not changed.
        """
        try:
            versions = self._base.document(document_id).versions
        except UnknownObject:
            return None
        fetched = (one for one in versions if one.source_url == address and one.state not in _DEAD)
        newest = next(fetched, None)
        if newest is None:
            return None
        reads = self._base.text_sha256(page.file_name, page.content)
        return newest if newest.text_sha256 == reads else None
