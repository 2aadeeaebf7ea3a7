"""Routes of audits, of what became of certificates, and of the people who check."""

from __future__ import annotations

from fastapi import APIRouter

from assistant.web.dependencies import DeskNow, SignedInStaff
from assistant.web.wire_audits import (
    AuditLabelledShown,
    AuditListShown,
    AuditRowShown,
    AuditSheetShown,
    LabelRequest,
    OwnFiguresShown,
    PairRequest,
    PersonShown,
    ReinstateRequest,
    SuspendedShown,
    labelled_shown,
    own_shown,
    sheet_shown,
)
from assistant.web.wire_autonomy import (
    AutonomyShown,
    TightenRequest,
    WatchedCertificateShown,
    autonomy_shown,
    watched_shown,
)

router = APIRouter(prefix="/api", tags=["audits"])


@router.get("/audits")
def list_audits(desk: DeskNow, staff: SignedInStaff) -> AuditListShown:
    """The answers that wait for this person's label, oldest first."""
    rows = desk.auditing.audits.work_list(staff)
    return AuditListShown(audits=tuple(map(AuditRowShown.model_validate, rows)))


@router.get("/audits/{audit_id}")
def read_audit(desk: DeskNow, staff: SignedInStaff, audit_id: str) -> AuditSheetShown:
    """Question, answer and sources of one of them; the reading is on record (X-21)."""
    return sheet_shown(desk.auditing.audits.read(staff, audit_id))


@router.post("/audits/{audit_id}/label")
def label_audit(desk: DeskNow, staff: SignedInStaff, audit_id: str, body: LabelRequest) -> AuditLabelledShown:
    """Give a blind verdict. What it leads to, the end of a certificate too, has happened when this answers (C-09)."""
    return labelled_shown(desk.auditing.audits.label(staff, audit_id, body.verdict))


@router.get("/oversight/certificates/{certificate_id}")
def read_certificate(desk: DeskNow, staff: SignedInStaff, certificate_id: str) -> WatchedCertificateShown:
    """A certificate, its audits and its alarm."""
    return watched_shown(desk.auditing.report.certificate(staff, certificate_id))


@router.post("/oversight/certificates/{certificate_id}/tighten")
def tighten_certificate(
    desk: DeskNow, staff: SignedInStaff, certificate_id: str, body: TightenRequest
) -> WatchedCertificateShown:
    """Set a stricter threshold by hand; 403 for any other (C-02)."""
    desk.certificates.tighten(staff, certificate_id, body.threshold, body.reason)
    return read_certificate(desk, staff, certificate_id)


@router.get("/competence/own")
def own_figures(desk: DeskNow, staff: SignedInStaff) -> OwnFiguresShown:
    """The reader's own figures; there is no route to another's."""
    return own_shown(desk.auditing.competence.own(staff))


@router.get("/competence/suspended")
def list_suspended(desk: DeskNow, staff: SignedInStaff) -> SuspendedShown:
    """Whose approvals need a second person, without any figure."""
    people = desk.auditing.competence.suspended(staff)
    return SuspendedShown(people=tuple(map(PersonShown.model_validate, people)))


@router.post("/competence/{person_id}/reinstate")
def reinstate(desk: DeskNow, staff: SignedInStaff, person_id: str, body: ReinstateRequest) -> SuspendedShown:
    """Let somebody approve alone again after training."""
    desk.auditing.competence.reinstate(staff, person_id, body.reason)
    return list_suspended(desk, staff)


@router.post("/competence/pairs", status_code=204)
def stand_by(desk: DeskNow, staff: SignedInStaff, body: PairRequest) -> None:
    """Stand by the very draft that a colleague wants to approve (H-08)."""
    desk.auditing.competence.pair(staff, body.case_id, body.draft_sha256)


@router.get("/autonomy")
def autonomy(desk: DeskNow) -> AutonomyShown:
    """For everybody: which answers go out without a person, on which promise, and what audits found (S-07, C-11)."""
    return autonomy_shown(desk.auditing.report.public())
