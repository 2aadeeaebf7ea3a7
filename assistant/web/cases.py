"""Routes of caseworkers: the queue, one case, and what is decided about it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from assistant.domain.cases import CaseState
from assistant.web.dependencies import DeskNow, SignedInStaff
from assistant.web.wire_cases import (
    CaseDetailShown,
    CaseListShown,
    DecisionDoneShown,
    DecisionWire,
    JudgementWire,
    NoteRequest,
    NothingMore,
    RedraftRequest,
    case_detail_shown,
    case_row_shown,
    decision_done_shown,
)

router = APIRouter(prefix="/api/staff/cases", tags=["cases"])


@router.get("")
def list_cases(
    desk: DeskNow,
    staff: SignedInStaff,
    state: CaseState | None = None,
    department: Annotated[str | None, Query(max_length=100)] = None,
    mine: bool = False,
) -> CaseListShown:
    """Cases the reader may see, open ones first by promise."""
    rows = desk.review_cases.queue(staff, state, department, mine)
    return CaseListShown(cases=tuple(map(case_row_shown, rows)))


@router.get("/{case_id}")
def read_case(desk: DeskNow, staff: SignedInStaff, case_id: str) -> CaseDetailShown:
    """One case; that it was read is on record and the citizen can see it."""
    return case_detail_shown(desk.review_cases.read(staff, case_id))


@router.post("/{case_id}/claim", status_code=204)
def claim(desk: DeskNow, staff: SignedInStaff, case_id: str, _body: NothingMore | None = None) -> None:
    """Take the case in hand; 409 `already_claimed` if a colleague has it."""
    desk.review_cases.claim(staff, case_id)


@router.post("/{case_id}/release-claim", status_code=204)
def release_claim(
    desk: DeskNow, staff: SignedInStaff, case_id: str, _body: NothingMore | None = None
) -> None:
    """Give the case back to the queue."""
    desk.review_cases.release_claim(staff, case_id)


@router.post("/{case_id}/notes", status_code=204)
def add_note(desk: DeskNow, staff: SignedInStaff, case_id: str, body: NoteRequest) -> None:
    """Add an internal note; the citizen never sees it."""
    desk.review_cases.add_note(staff, case_id, body.text)


@router.post("/{case_id}/redraft", status_code=204)
def redraft(desk: DeskNow, staff: SignedInStaff, case_id: str, body: RedraftRequest | None = None) -> None:
    """A new draft on today's policies."""
    desk.review_cases.redraft(staff, case_id, body.hint if body is not None else "")


@router.post("/{case_id}/initial-judgement", status_code=204)
def judge(desk: DeskNow, staff: SignedInStaff, case_id: str, body: JudgementWire) -> None:
    """Judge the question before the draft is shown; 409 `already_judged` for a second time (H-01)."""
    desk.review_cases.judge(staff, case_id, body.request())


@router.post("/{case_id}/decisions")
def decide(desk: DeskNow, staff: SignedInStaff, case_id: str, body: DecisionWire) -> DecisionDoneShown:
    """Record a decision; every 409 code says why it is void."""
    return decision_done_shown(desk.review_cases.decide(staff, case_id, body.request()))
