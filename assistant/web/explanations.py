"""Routes of explanations: for the citizen about their own reply, for staff about a case they may read (L-09)."""

from __future__ import annotations

from fastapi import APIRouter

from assistant.domain.questions import Language
from assistant.web.dependencies import DeskNow, OwnConversation, SignedInStaff
from assistant.web.wire_explanations import ExplanationShown, explanation_shown

router = APIRouter(prefix="/api", tags=["explanations"])


@router.get("/conversations/{conversation_id}/replies/{reply_id}/explanation")
def explain_reply(
    desk: DeskNow, conversation: OwnConversation, reply_id: str, language: Language = Language.EN
) -> ExplanationShown:
    """How a reply came about: what the machine did, who decided, on which text, how to contest it."""
    return explanation_shown(desk.citizen.explanations.of_reply(conversation, reply_id, language))


@router.get("/staff/cases/{case_id}/explanation")
def explain_case(
    desk: DeskNow, staff: SignedInStaff, case_id: str, language: Language = Language.EN
) -> ExplanationShown:
    """The same for a case, to hand out on request."""
    return explanation_shown(desk.citizen.explanations.of_case(staff, case_id, language))
