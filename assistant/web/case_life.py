"""Routes of hand-overs between departments, the clocks of cases, and edits not yet sent."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Annotated

from fastapi import APIRouter, Query

from assistant.domain.hand_overs import HandOverKind
from assistant.web.dependencies import DeskNow, SignedInStaff
from assistant.web.wire_case_life import (
    CaseLifeShown,
    ClocksShown,
    EditRequest,
    EditShown,
    HandOverRequest,
    HandOverShown,
    HandOversShown,
    PartRequest,
    ReasonRequest,
    UnownedListShown,
    UnownedShown,
    case_life_shown,
    clock_shown,
    hand_over_shown,
)
from assistant.web.wire_cases import NothingMore

router = APIRouter(prefix="/api/staff", tags=["case life"])


@router.get("/hand-overs")
def list_hand_overs(desk: DeskNow, staff: SignedInStaff) -> HandOversShown:
    """What the reader's departments were offered or asked, the soonest due first."""
    names = desk.policies.names()
    found = desk.case_life.hand_overs.listed(staff)
    return HandOversShown(hand_overs=tuple(hand_over_shown(one, names) for one in found))


@router.get("/hand-overs/unowned")
def list_unowned(
    desk: DeskNow, staff: SignedInStaff, month: Annotated[str, Query(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
) -> UnownedListShown:
    """Cases that came to the coordinator in a month (by UTC), which no department took."""
    first = date.fromisoformat(f"{month}-01")
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    since, until = (datetime.combine(day, time(), UTC) for day in (first, after))
    found = desk.case_life.clocks.unowned(staff, since, until)
    return UnownedListShown(cases=tuple(map(UnownedShown.model_validate, found)))


@router.post("/hand-overs/{hand_over_id}/accept")
def accept(
    desk: DeskNow, staff: SignedInStaff, hand_over_id: str, _body: NothingMore | None = None
) -> HandOverShown:
    """Take over the lead of an offered case."""
    return hand_over_shown(desk.case_life.hand_overs.accept(staff, hand_over_id), desk.policies.names())


@router.post("/hand-overs/{hand_over_id}/return")
def give_back(desk: DeskNow, staff: SignedInStaff, hand_over_id: str, body: ReasonRequest) -> HandOverShown:
    """Refuse an offered case, with the reason."""
    found = desk.case_life.hand_overs.give_back(staff, hand_over_id, body.reason)
    return hand_over_shown(found, desk.policies.names())


@router.post("/hand-overs/{hand_over_id}/part")
def write_part(desk: DeskNow, staff: SignedInStaff, hand_over_id: str, body: PartRequest) -> HandOverShown:
    """Write the part that was asked for."""
    found = desk.case_life.hand_overs.write_part(staff, hand_over_id, body.text)
    return hand_over_shown(found, desk.policies.names())


@router.post("/hand-overs/{hand_over_id}/call-off")
def call_off(
    desk: DeskNow, staff: SignedInStaff, hand_over_id: str, _body: NothingMore | None = None
) -> HandOverShown:
    """The part is needed no longer."""
    return hand_over_shown(desk.case_life.hand_overs.call_off(staff, hand_over_id), desk.policies.names())


@router.get("/clocks")
def list_clocks(desk: DeskNow, staff: SignedInStaff) -> ClocksShown:
    """The clocks of open cases that the reader may see."""
    return ClocksShown(clocks=tuple(map(clock_shown, desk.case_life.clocks.standings(staff))))


@router.get("/cases/{case_id}/life")
def read_life(desk: DeskNow, staff: SignedInStaff, case_id: str) -> CaseLifeShown:
    """How far a case has come, its clock and its hand-overs."""
    standing = desk.case_life.clocks.standing(staff, case_id)
    hand_overs = desk.case_life.hand_overs.of_case(staff, case_id)
    return case_life_shown(standing, hand_overs, desk.policies.names())


@router.post("/cases/{case_id}/hand-overs", status_code=201)
def open_hand_over(desk: DeskNow, staff: SignedInStaff, case_id: str, body: HandOverRequest) -> HandOverShown:
    """Offer the case to another department, or ask one for its part of the reply."""
    services = desk.case_life.hand_overs
    act = services.offer if body.kind is HandOverKind.TRANSFER else services.consult
    return hand_over_shown(act(staff, case_id, body.new()), desk.policies.names())


@router.post("/cases/{case_id}/enquiry", status_code=204)
def ask_citizen(desk: DeskNow, staff: SignedInStaff, case_id: str, body: PartRequest) -> None:
    """Ask the citizen for what is missing; the clock rests until they write."""
    desk.case_life.waiting.ask(staff, case_id, body.text)


@router.post("/cases/{case_id}/take-over", status_code=204)
def take_over(desk: DeskNow, staff: SignedInStaff, case_id: str, body: ReasonRequest) -> None:
    """Take the case out of a colleague's hands; supervisors only."""
    desk.review_cases.take_over(staff, case_id, body.reason)


@router.get("/cases/{case_id}/edit")
def read_edit(desk: DeskNow, staff: SignedInStaff, case_id: str) -> EditShown:
    """One's own words not yet sent."""
    kept = desk.case_life.edits.read(staff, case_id)
    if kept is None:
        return EditShown(draft_version=0, text="", saved_at=None)
    return EditShown(draft_version=kept.draft_version, text=kept.text, saved_at=kept.at)


@router.put("/cases/{case_id}/edit", status_code=204)
def save_edit(desk: DeskNow, staff: SignedInStaff, case_id: str, body: EditRequest) -> None:
    """Keep words not yet sent; an empty text drops them."""
    desk.case_life.edits.save(staff, case_id, body.draft_version, body.text)
