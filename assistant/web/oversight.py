"""Routes of supervisors and auditors: certificates, stop switches, the audit log."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from assistant.web.dependencies import DeskNow, SignedInStaff
from assistant.web.wire_oversight import (
    AuditEntryShown,
    AuditPageShown,
    CertificatesShown,
    ChainVerdictShown,
    SignRequest,
    StopRequest,
    StopShown,
    StopsShown,
    TrialRequest,
    TrialShown,
    certificate_shown,
    trial_shown,
    verdict_shown,
)
from assistant.web.wire_policies import ReasonRequest
from assistant.web.wire_replays import ReplayRequest, ReplayShown, replay_shown

MAX_SEQ = 2**53 - 1
"""The largest place in the log that can be asked for: what JSON and every database can count to."""

router = APIRouter(prefix="/api/oversight", tags=["oversight"])


@router.get("/certificates")
def list_certificates(desk: DeskNow, staff: SignedInStaff) -> CertificatesShown:
    """All certificates with their status now."""
    return CertificatesShown(certificates=tuple(map(certificate_shown, desk.certificates.all(staff))))


@router.post("/certificates/trial")
def trial(desk: DeskNow, staff: SignedInStaff, body: TrialRequest) -> TrialShown:
    """Run the certification procedure on the labels there are, without signing."""
    return trial_shown(desk.certificates.trial(staff, body.topic_id, body.language, body.alpha, body.delta))


@router.post("/certificates", status_code=201)
def sign(desk: DeskNow, staff: SignedInStaff, body: SignRequest) -> CertificatesShown:
    """Sign the certificate that the procedure gives; 409 `not_supported` where it gives none."""
    desk.certificates.sign(staff, body.topic_id, body.language, body.alpha, body.delta, body.reason)
    return list_certificates(desk, staff)


@router.post("/certificates/{certificate_id}/withdraw")
def withdraw(
    desk: DeskNow, staff: SignedInStaff, certificate_id: str, body: ReasonRequest
) -> CertificatesShown:
    """End a certificate at once."""
    desk.certificates.withdraw(staff, certificate_id, body.reason)
    return list_certificates(desk, staff)


@router.get("/stops")
def list_stops(desk: DeskNow, staff: SignedInStaff) -> StopsShown:
    """The newest turn of each switch."""
    return StopsShown(stops=tuple(map(StopShown.model_validate, desk.oversight.stops(staff))))


@router.put("/stops")
def turn_stop(desk: DeskNow, staff: SignedInStaff, body: StopRequest) -> StopsShown:
    """Turn a switch; the next question feels it."""
    desk.oversight.turn_stop(staff, body.scope, body.scope_id, body.on, body.reason)
    return list_stops(desk, staff)


@router.get("/audit")
def read_audit(
    desk: DeskNow,
    staff: SignedInStaff,
    after: Annotated[int, Query(ge=0, le=MAX_SEQ)] = 0,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
) -> AuditPageShown:
    """Entries with a higher `seq` than `after`."""
    entries = desk.oversight.audit(staff, after, limit)
    return AuditPageShown(entries=tuple(map(AuditEntryShown.model_validate, entries)))


@router.post("/audit/replays")
def replay_case(desk: DeskNow, staff: SignedInStaff, body: ReplayRequest) -> ReplayShown:
    """A case rebuilt from the log alone, and where the store differs (L-04); that somebody asked is on record."""
    return replay_shown(desk.replays.replay(staff, body.number))


@router.post("/audit/verify")
def verify_audit(desk: DeskNow, staff: SignedInStaff) -> ChainVerdictShown:
    """Recompute the whole chain."""
    return verdict_shown(desk.oversight.verify_audit(staff))
