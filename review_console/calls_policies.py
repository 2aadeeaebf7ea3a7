"""Calls about documents, their versions and the index."""

from __future__ import annotations

from collections.abc import Sequence

from review_console.outgoing import UploadRequest
from review_console.transport import Transport, parse, segment
from review_console.wire_policies import DocumentList, IndexVersion, VersionPreview


class PolicyCalls:
    """Documents, their versions, the index."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self) -> DocumentList:
        """All documents with their versions."""
        return self._transport.read(DocumentList, "GET", "/api/policies")

    def upload(self, request: UploadRequest) -> VersionPreview:
        """Store a file as a new version in state `draft` and tell how it was understood."""
        fields = {
            "document_id": request.document_id,
            "title": request.title,
            "department_id": request.department_id,
            "language": request.language,
            "audience": request.audience,
            "level": request.level,
            "effective_from": request.effective_from.isoformat(),
        }
        if request.effective_to is not None:
            fields["effective_to"] = request.effective_to.isoformat()
        if request.review_by is not None:
            fields["review_by"] = request.review_by.isoformat()
        files = {"file": (request.file_name, request.content)}
        return self._transport.read(VersionPreview, "POST", "/api/policies", data=fields, files=files)

    def preview(self, version_id: str) -> VersionPreview:
        """How a version was understood."""
        return self._transport.read(VersionPreview, "GET", f"/api/policies/versions/{segment(version_id)}")

    def publish(self, version_id: str, override: str = "", seen: Sequence[str] = (), why: str = "") -> None:
        """Publish. `override`: why it may break test questions; `seen` and `why`: findings of the checks gone on with."""
        path = f"/api/policies/versions/{segment(version_id)}/publish"
        body = {"override": override, "acknowledged": list(seen), "acknowledged_why": why}
        self._transport.request("POST", path, json=body)

    def page_image(self, version_id: str, page: int) -> bytes:
        """A page of a PDF as a PNG."""
        return self._transport.file(f"/api/policies/versions/{segment(version_id)}/pages/{page}")

    def act(self, version_id: str, action: str, reason: str | None = None) -> None:
        """One step of the life cycle: submit, publish, withdraw (with a reason) or discard."""
        path = f"/api/policies/versions/{segment(version_id)}/{action}"
        self._transport.request("POST", path, json={"reason": reason} if reason is not None else {})

    def indexes(self) -> tuple[IndexVersion, ...]:
        """All index versions."""
        body = self._transport.request("GET", "/api/policies/indexes")
        rows = body.get("indexes", ()) if isinstance(body, dict) else body
        return tuple(parse(IndexVersion, row) for row in rows or ())

    def roll_back(self, index_id: str, reason: str) -> None:
        """Make an earlier index version the active one."""
        path = f"/api/policies/indexes/{segment(index_id)}/rollback"
        self._transport.request("POST", path, json={"reason": reason})
