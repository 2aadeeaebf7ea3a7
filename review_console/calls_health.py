"""Calls about the health and the history of the knowledge base, and about faults of its pages."""

from __future__ import annotations

from datetime import date, datetime

from review_console.transport import Transport, segment
from review_console.wire_health import DocumentPassages, Fault, Faults, Health, History


class HealthCalls:
    """Damage, reviews, use of passages, history, content faults."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def overview(self) -> Health:
        """Every served document of the reader's departments."""
        return self._transport.read(Health, "GET", "/api/policies/health")

    def document(self, document_id: str) -> DocumentPassages:
        """One document with each of its passages."""
        return self._transport.read(DocumentPassages, "GET", f"/api/policies/health/{segment(document_id)}")

    def review(self, document_id: str, version_id: str, next_review: date, note: str) -> None:
        """Put on record that the version was read and is still right."""
        path = f"/api/policies/health/{segment(document_id)}/reviews"
        body = {"version_id": version_id, "next_review": next_review.isoformat(), "note": note}
        self._transport.request("POST", path, json=body)

    def history(self, before: datetime | None = None) -> History:
        """The newest steps of the whole base, or those before a moment."""
        params = {"before": before.isoformat()} if before is not None else {}
        return self._transport.read(History, "GET", "/api/policies/history", params=params)

    def document_history(self, document_id: str) -> History:
        """Every step of one document."""
        return self._transport.read(History, "GET", f"/api/policies/history/{segment(document_id)}")

    def faults(self, document_id: str | None = None) -> Faults:
        """The faults reported of the reader's departments' pages, or of one document."""
        params = {"document": document_id} if document_id is not None else {}
        return self._transport.read(Faults, "GET", "/api/policies/faults", params=params)

    def report_fault(self, case_id: str, passage_id: str, kind: str, note: str, quote: str) -> Fault:
        """Say that a page misled, from a case."""
        body = {"passage_id": passage_id, "kind": kind, "note": note, "quote": quote}
        return self._transport.read(Fault, "POST", f"/api/staff/cases/{segment(case_id)}/faults", json=body)
