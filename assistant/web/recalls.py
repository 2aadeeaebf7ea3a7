"""Routes of recalls. Who may see and decide which reply is looked at by the service, per reply."""

from __future__ import annotations

from fastapi import APIRouter

from assistant.web.dependencies import DeskNow, SignedInStaff
from assistant.web.wire_recalls import (
    ChangeDetailShown,
    ChangesShown,
    CorrectRequest,
    EmergencyRequest,
    LeaveRequest,
    RecalledVersionShown,
    ReplyContentShown,
    ToldShown,
    change_shown,
    detail_shown,
    recalled_shown,
    told_shown,
)

router = APIRouter(prefix="/api/recalls", tags=["recalls"])


@router.get("")
def list_changes(desk: DeskNow, staff: SignedInStaff) -> ChangesShown:
    """Ended versions with what became of the replies that had quoted them."""
    rows = desk.recall.recalls.changes(staff)
    names = desk.policies.names()
    return ChangesShown(changes=tuple(change_shown(row, names) for row in rows))


@router.get("/{change_id}")
def read_change(desk: DeskNow, staff: SignedInStaff, change_id: str) -> ChangeDetailShown:
    """One change: its replies grouped by the words they had quoted, beside what stands there now."""
    detail = desk.recall.recalls.change(staff, change_id)
    return detail_shown(detail, desk.policies.names())


@router.get("/{change_id}/replies/{reply_id}")
def read_reply(desk: DeskNow, staff: SignedInStaff, change_id: str, reply_id: str) -> ReplyContentShown:
    """What a citizen asked and was told; the reading is on record (X-21)."""
    return ReplyContentShown.model_validate(desk.recall.recalls.read(staff, change_id, reply_id))


@router.post("/{change_id}/leave")
def leave(desk: DeskNow, staff: SignedInStaff, change_id: str, body: LeaveRequest) -> ToldShown:
    """Let replies stand as they are."""
    return told_shown(desk.recall.recalls.leave(staff, change_id, body.reply_ids, body.reason))


@router.post("/{change_id}/correct")
def correct(desk: DeskNow, staff: SignedInStaff, change_id: str, body: CorrectRequest) -> ToldShown:
    """Tell the citizens what is right, in the language of each conversation."""
    texts = body.checked_lengths()
    return told_shown(desk.recall.recalls.correct(staff, change_id, body.group_id, body.reply_ids, texts))


@router.post("/versions/{version_id}")
def recall_version(
    desk: DeskNow, staff: SignedInStaff, version_id: str, body: EmergencyRequest
) -> RecalledVersionShown:
    """Poison found: withdraw the version and recall every reply that cited it (X-22)."""
    return recalled_shown(desk.recall.emergency.recall(staff, version_id, body.reason))
