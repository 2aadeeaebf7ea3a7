"""Routes of approved answers. Who may see, keep and change which is looked at by the service, per answer."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from assistant.domain.approved_answers import ApprovedState
from assistant.web.dependencies import DeskNow, SignedInStaff
from assistant.web.wire_approved import (
    ApprovedListShown,
    ApprovedOfCaseShown,
    ApprovedShown,
    KeepRequest,
    WordingRequest,
    approved_shown,
)
from assistant.web.wire_cases import NothingMore
from assistant.web.wire_policies import ReasonRequest

router = APIRouter(prefix="/api/staff", tags=["approved answers"])


@router.get("/approved-answers")
def list_answers(
    desk: DeskNow,
    staff: SignedInStaff,
    search: Annotated[str, Query(max_length=200)] = "",
    state: ApprovedState | None = None,
) -> ApprovedListShown:
    """The answers of the departments whose cases the reader may see, lapsed ones first."""
    found = desk.approved.answers.listed(staff, search, state)
    names = desk.policies.names()
    return ApprovedListShown(answers=tuple(approved_shown(one, names) for one in found))


@router.get("/approved-answers/{answer_id}")
def read_answer(desk: DeskNow, staff: SignedInStaff, answer_id: str) -> ApprovedShown:
    """One answer with its history."""
    return approved_shown(desk.approved.answers.read(staff, answer_id), desk.policies.names())


@router.post("/approved-answers/{answer_id}/wordings")
def add_wording(desk: DeskNow, staff: SignedInStaff, answer_id: str, body: WordingRequest) -> ApprovedShown:
    """One more way to ask; 409 `wording_taken` if another answer is in use for it."""
    changed = desk.approved.answers.add_wording(staff, answer_id, body.text)
    return approved_shown(changed, desk.policies.names())


@router.post("/approved-answers/{answer_id}/renew")
def renew(
    desk: DeskNow, staff: SignedInStaff, answer_id: str, _body: NothingMore | None = None
) -> ApprovedShown:
    """Use it again on the texts in force now; 409 `quotes_changed` if its words no longer stand there."""
    return approved_shown(desk.approved.answers.renew(staff, answer_id), desk.policies.names())


@router.post("/approved-answers/{answer_id}/withdraw")
def withdraw(desk: DeskNow, staff: SignedInStaff, answer_id: str, body: ReasonRequest) -> ApprovedShown:
    """Use it no more, with a reason."""
    changed = desk.approved.answers.withdraw(staff, answer_id, body.reason)
    return approved_shown(changed, desk.policies.names())


@router.get("/cases/{case_id}/approved-answer")
def of_case(desk: DeskNow, staff: SignedInStaff, case_id: str) -> ApprovedOfCaseShown:
    """The answer that was made of this case's reply."""
    found = desk.approved.answers.of_case(staff, case_id)
    names = desk.policies.names()
    return ApprovedOfCaseShown(answer=approved_shown(found, names) if found is not None else None)


@router.post("/cases/{case_id}/approved-answer", status_code=201)
def keep(desk: DeskNow, staff: SignedInStaff, case_id: str, body: KeepRequest) -> ApprovedShown:
    """Keep the reply of a decided case for whoever asks the same; every 409 code says why it cannot be kept."""
    kept = desk.approved.answers.keep(staff, case_id, body.wordings)
    return approved_shown(kept, desk.policies.names())
