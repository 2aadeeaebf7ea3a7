"""Routes of the citizen's rights: read, choose, put right; and checking a deletion receipt, open to everybody."""

from __future__ import annotations

from fastapi import APIRouter

from assistant.domain.questions import Language
from assistant.web.dependencies import ClientAddress, DeskNow, OwnConversation
from assistant.web.wire_rights import (
    AmendmentRequest,
    ChoiceRequest,
    ChoicesShown,
    DeletionShown,
    ReceiptRequest,
    RecordShown,
    record_shown,
)

router = APIRouter(prefix="/api", tags=["rights"])


@router.get("/conversations/{conversation_id}/record")
def read_record(
    desk: DeskNow, conversation: OwnConversation, language: Language = Language.EN
) -> RecordShown:
    """Everything held of this conversation, who opened it, and until when it is kept; machine-readable as it is."""
    record = desk.citizen.rights.records.of(conversation, language)
    return record_shown(record, desk.conversations.disclosure(language).town_name)


@router.put("/conversations/{conversation_id}/choices")
def choose(desk: DeskNow, conversation: OwnConversation, body: ChoiceRequest) -> ChoicesShown:
    """Allow a purpose or object to it."""
    chosen = desk.citizen.rights.choices.choose(conversation, body.purpose, body.allowed)
    return ChoicesShown(choices={purpose.value: allowed for purpose, allowed in chosen.items()})


@router.post("/conversations/{conversation_id}/amendments", status_code=204)
def amend(
    desk: DeskNow, address: ClientAddress, conversation: OwnConversation, body: AmendmentRequest
) -> None:
    """Put right what one wrote before."""
    desk.limits.message(conversation.id, address)
    desk.citizen.rights.amendments.make(conversation, body.message_id, body.text, body.client_id)


@router.post("/deletion-receipts", tags=["public"])
def check_receipt(desk: DeskNow, address: ClientAddress, body: ReceiptRequest) -> DeletionShown:
    """Whether a deletion receipt is one of this service, and what it stands for is still gone; 404 for any other."""
    desk.limits.open_call(address)
    return DeletionShown.model_validate(desk.erasure.check(body.receipt.strip().lower()))
