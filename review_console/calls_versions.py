"""Calls that compare versions and fetch them from listed sites."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from review_console.outgoing import AddressRequest
from review_console.transport import Transport, Wire, segment
from review_console.wire_diff import VersionDiff
from review_console.wire_policies import VersionPreview


class Fetched(Wire):
    """What came of fetching: a new draft, or the version that says the same already."""

    is_new: bool
    preview: VersionPreview


class Sites(Wire):
    """The host names that may be asked."""

    sites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VersionCalls:
    """Versions beside each other, and versions from the web."""

    transport: Transport

    def diff(self, document_id: str, from_id: str, to_id: str) -> VersionDiff:
        """What changed from one version to another."""
        path = f"/api/policies/documents/{segment(document_id)}/diff"
        return self.transport.read(VersionDiff, "GET", path, params={"from": from_id, "to": to_id})

    def sites(self) -> Sites:
        """Which sites documents may be fetched from."""
        return self.transport.read(Sites, "GET", "/api/policies/sites")

    def fetch(self, request: AddressRequest) -> Fetched:
        """Fetch a document into a new draft."""
        return self.transport.read(Fetched, "POST", "/api/policies/from-address", json=request.body())

    def fetch_again(self, version_id: str, effective_from: date) -> Fetched:
        """Fetch a version's address once more."""
        path = f"/api/policies/versions/{segment(version_id)}/fetch-again"
        return self.transport.read(Fetched, "POST", path, json={"effective_from": effective_from.isoformat()})
