"""Routes of the checks before a publication. Rights per object are checked by the service."""

from __future__ import annotations

from fastapi import APIRouter

from assistant.web.dependencies import DeskNow, SignedInStaff
from assistant.web.wire_publication_checks import PublicationReportShown, ReleaseRequest, report_shown

router = APIRouter(prefix="/api/policies/versions/{version_id}", tags=["policies"])


@router.get("/checks")
def checks(desk: DeskNow, staff: SignedInStaff, version_id: str) -> PublicationReportShown:
    """What is quarantined, contradicts, repeats others, and what the change touches."""
    report = desk.knowledge.publication_checks.report(staff, version_id)
    return report_shown(report, desk.policies.names())


@router.post("/release")
def release(
    desk: DeskNow, staff: SignedInStaff, version_id: str, body: ReleaseRequest
) -> PublicationReportShown:
    """Let quarantined places through, with a reason; 409 for whoever uploaded the file."""
    report = desk.knowledge.publication_checks.release(staff, version_id, body.finding_ids, body.why)
    return report_shown(report, desk.policies.names())
