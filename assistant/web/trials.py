"""Routes of oversight trials."""

from __future__ import annotations

from fastapi import APIRouter

from assistant.web.dependencies import DeskNow, SignedInStaff
from assistant.web.wire_trials import (
    BeginTrialWire,
    NextDraftShown,
    TrialBegunShown,
    TrialReportShown,
    TrialsShown,
    TrialVerdictWire,
    next_shown,
)

router = APIRouter(prefix="/api/oversight-trials", tags=["oversight trials"])


@router.get("")
def list_trials(desk: DeskNow, staff: SignedInStaff) -> TrialsShown:
    """Trials of the reader's departments, and the reports of those that ended (H-17)."""
    return TrialsShown.model_validate(desk.reviewing.trials.all(staff))


@router.post("")
def begin_trial(desk: DeskNow, staff: SignedInStaff, body: BeginTrialWire) -> TrialBegunShown:
    """Begin a trial; 409 `few_seeds` where too few answers were approved to make one of."""
    return TrialBegunShown(id=desk.reviewing.trials.begin(staff, body.department_id).id)


@router.get("/{trial_id}/next")
def next_draft(desk: DeskNow, staff: SignedInStaff, trial_id: str) -> NextDraftShown:
    """The next draft for this participant; that it was read is on record."""
    return next_shown(desk.reviewing.trials.next(staff, trial_id))


@router.post("/{trial_id}/verdicts", status_code=204)
def judge_draft(desk: DeskNow, staff: SignedInStaff, trial_id: str, body: TrialVerdictWire) -> None:
    """Say whether one would send it."""
    desk.reviewing.trials.judge(staff, trial_id, body.seed_id, body.send)


@router.post("/{trial_id}/end")
def end_trial(desk: DeskNow, staff: SignedInStaff, trial_id: str) -> TrialReportShown:
    """End it and store its raw counts."""
    return TrialReportShown.model_validate(desk.reviewing.trials.end(staff, trial_id))
