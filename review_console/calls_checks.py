"""Calls about the checks before a publication."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from review_console.transport import Transport, segment
from review_console.wire_checks import PublicationReport


@dataclass(frozen=True, slots=True)
class CheckCalls:
    """What is known of a version before it is published."""

    transport: Transport

    def report(self, version_id: str) -> PublicationReport:
        """All checks of one version."""
        path = f"/api/policies/versions/{segment(version_id)}/checks"
        return self.transport.read(PublicationReport, "GET", path)

    def release(self, version_id: str, finding_ids: Sequence[str], why: str) -> PublicationReport:
        """Let quarantined places through."""
        path = f"/api/policies/versions/{segment(version_id)}/release"
        body = {"finding_ids": list(finding_ids), "why": why}
        return self.transport.read(PublicationReport, "POST", path, json=body)
