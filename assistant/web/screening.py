"""Routes of the screening rules. Rights are checked by the service."""

from __future__ import annotations

from fastapi import APIRouter

from assistant.web.dependencies import DeskNow, SignedInStaff
from assistant.web.wire_screening import (
    ChangeRequest,
    GuardsShown,
    RulesShown,
    SaidRequest,
    ScreeningChangeShown,
    ScreeningChangesShown,
    TryOutShown,
    TryRequest,
    change_shown,
    message_shown,
    rule_shown,
    try_out_shown,
)

router = APIRouter(prefix="/api/screening", tags=["screening"])


@router.get("/rules")
def list_rules(desk: DeskNow, staff: SignedInStaff) -> RulesShown:
    """All rules in force, in words."""
    return RulesShown(rules=tuple(map(rule_shown, desk.screening.rules(staff))))


@router.get("/messages")
def list_messages(desk: DeskNow, staff: SignedInStaff) -> GuardsShown:
    """The regression set, with what the rules in force make of each message."""
    return GuardsShown(messages=tuple(map(message_shown, desk.screening.messages(staff))))


@router.post("/try")
def try_out(desk: DeskNow, staff: SignedInStaff, body: TryRequest) -> TryOutShown:
    """Which rules fire on a message, and on which words. Nothing is stored."""
    thought_of = body.content.content() if body.content is not None else None
    return try_out_shown(desk.screening.try_out(staff, body.text, body.language, thought_of))


@router.get("/changes")
def list_changes(desk: DeskNow, staff: SignedInStaff) -> ScreeningChangesShown:
    """Every change, newest first."""
    return ScreeningChangesShown(changes=tuple(map(change_shown, desk.screening.changes(staff))))


@router.post("/changes", status_code=201)
def state_change(desk: DeskNow, staff: SignedInStaff, body: ChangeRequest) -> ScreeningChangeShown:
    """State a change; 409 `screening_messages_broken` names the test messages it would break."""
    return change_shown(desk.screening.change(staff, body.content.content(), body.why))


@router.post("/changes/{change_id}/confirm")
def confirm(desk: DeskNow, staff: SignedInStaff, change_id: str, body: SaidRequest) -> ScreeningChangeShown:
    """Let a proposed change take effect: the second person."""
    return change_shown(desk.screening.confirm(staff, change_id, body.said))


@router.post("/changes/{change_id}/decline")
def decline(desk: DeskNow, staff: SignedInStaff, change_id: str, body: SaidRequest) -> ScreeningChangeShown:
    """End a proposed change without effect."""
    return change_shown(desk.screening.decline(staff, change_id, body.said))


@router.post("/changes/{change_id}/undo")
def undo(desk: DeskNow, staff: SignedInStaff, change_id: str, body: SaidRequest) -> ScreeningChangeShown:
    """Take back a change that is in force."""
    return change_shown(desk.screening.undo(staff, change_id, body.said))
