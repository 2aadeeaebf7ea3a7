"""Routes of what keeps reviewers thinking."""

from __future__ import annotations

from fastapi import APIRouter

from assistant.web.dependencies import DeskNow, SignedInStaff
from assistant.web.wire_reviewing import OwnJudgementsShown, ProtectionShown

router = APIRouter(prefix="/api/reviewing", tags=["reviewing"])


@router.get("/own-judgements")
def own_judgements(desk: DeskNow, staff: SignedInStaff) -> OwnJudgementsShown:
    """What the reader thought before the draft and decided after it; there is no route to another's (S-12)."""
    return OwnJudgementsShown.model_validate(desk.reviewing.own.of(staff))


@router.get("/protection")
def protection(desk: DeskNow, staff: SignedInStaff) -> ProtectionShown:
    """What the reader's units gain from drafts, how far they rely on them, and whom to talk to (H-09, H-10, H-18, P-07)."""
    return ProtectionShown.model_validate(desk.reviewing.protection.report(staff))
