"""Calls about audits, watched certificates and own figures."""

from __future__ import annotations

from review_console.transport import Transport, segment
from review_console.wire_audits import (
    AuditList,
    AuditSheet,
    Labelled,
    OwnFigures,
    Suspended,
    WatchedCertificate,
)


class AuditCalls:
    """Blind labels and what they lead to."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def waiting(self) -> AuditList:
        """The answers that wait for this person's label."""
        return self._transport.read(AuditList, "GET", "/api/audits")

    def sheet(self, audit_id: str) -> AuditSheet:
        """One of them; the reading is on record."""
        return self._transport.read(AuditSheet, "GET", f"/api/audits/{segment(audit_id)}")

    def label(self, audit_id: str, verdict: str) -> Labelled:
        """Give a blind verdict."""
        path = f"/api/audits/{segment(audit_id)}/label"
        return self._transport.read(Labelled, "POST", path, json={"verdict": verdict})

    def certificate(self, certificate_id: str) -> WatchedCertificate:
        """A certificate, its audits and its alarm."""
        path = f"/api/oversight/certificates/{segment(certificate_id)}"
        return self._transport.read(WatchedCertificate, "GET", path)

    def tighten(self, certificate_id: str, threshold: float, reason: str) -> None:
        """Set a stricter threshold."""
        path = f"/api/oversight/certificates/{segment(certificate_id)}/tighten"
        self._transport.request("POST", path, json={"threshold": threshold, "reason": reason})

    def own(self) -> OwnFigures:
        """One's own figures."""
        return self._transport.read(OwnFigures, "GET", "/api/competence/own")

    def suspended(self) -> Suspended:
        """Whose approvals need a second person."""
        return self._transport.read(Suspended, "GET", "/api/competence/suspended")

    def reinstate(self, person_id: str, reason: str) -> None:
        """Let somebody approve alone again."""
        path = f"/api/competence/{segment(person_id)}/reinstate"
        self._transport.request("POST", path, json={"reason": reason})

    def stand_by(self, case_id: str, draft_sha256: str) -> None:
        """Stand by the very draft that a colleague wants to approve."""
        body = {"case_id": case_id, "draft_sha256": draft_sha256}
        self._transport.request("POST", "/api/competence/pairs", json=body)
