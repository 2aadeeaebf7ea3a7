"""Calls about certificates, stop switches and the audit log."""

from __future__ import annotations

from typing import Any

from review_console.transport import Transport, segment
from review_console.wire_oversight import AuditPage, CertificateList, ChainVerdict, Replay, StopList, Trial


class OversightCalls:
    """Certificates, stop switches, audit log."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def certificates(self) -> CertificateList:
        """All certificates."""
        return self._transport.read(CertificateList, "GET", "/api/oversight/certificates")

    def trial(self, topic_id: str, language: str, alpha: float, delta: float) -> Trial:
        """Run the certification procedure on the labels there are, without signing."""
        body = {"topic_id": topic_id, "language": language, "alpha": alpha, "delta": delta}
        return self._transport.read(Trial, "POST", "/api/oversight/certificates/trial", json=body)

    def sign(self, topic_id: str, language: str, alpha: float, delta: float, reason: str) -> None:
        """Sign the certificate the procedure gives."""
        body = {"topic_id": topic_id, "language": language, "alpha": alpha, "delta": delta, "reason": reason}
        self._transport.request("POST", "/api/oversight/certificates", json=body)

    def withdraw_certificate(self, certificate_id: str, reason: str) -> None:
        """Withdraw a certificate at once."""
        path = f"/api/oversight/certificates/{segment(certificate_id)}/withdraw"
        self._transport.request("POST", path, json={"reason": reason})

    def stops(self) -> StopList:
        """The stop switches and their state."""
        return self._transport.read(StopList, "GET", "/api/oversight/stops")

    def turn_stop(self, scope: str, scope_id: str, on: bool, reason: str) -> None:
        """Turn a stop switch."""
        body: dict[str, Any] = {"scope": scope, "on": on, "reason": reason}
        if scope_id:
            body["scope_id"] = scope_id
        self._transport.request("PUT", "/api/oversight/stops", json=body)

    def audit(self, after: int, limit: int) -> AuditPage:
        """Entries with a higher `seq` than `after`."""
        return self._transport.read(
            AuditPage, "GET", "/api/oversight/audit", params={"after": after, "limit": limit}
        )

    def replay(self, number: str) -> Replay:
        """A case rebuilt from the log alone."""
        return self._transport.read(Replay, "POST", "/api/oversight/audit/replays", json={"number": number})

    def verify_audit(self) -> ChainVerdict:
        """Recompute the whole chain."""
        return self._transport.read(ChainVerdict, "POST", "/api/oversight/audit/verify")
