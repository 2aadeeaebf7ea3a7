"""Routes of the citizen. The receipt's secret comes in the Authorization header, never in an address (X-18)."""

from __future__ import annotations

from collections.abc import AsyncIterable
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.concurrency import run_in_threadpool
from fastapi.sse import EventSourceResponse, ServerSentEvent

from assistant.domain.cases import CaseState
from assistant.domain.conversations import Conversation
from assistant.domain.errors import NotFound
from assistant.domain.questions import Language
from assistant.services.conversation_views import SeenMessage
from assistant.services.desk import Desk
from assistant.services.live import Changed, StageUpdate
from assistant.web.dependencies import ClientAddress, DeskNow, OwnConversation
from assistant.web.wire_citizens import (
    AcceptedShown,
    AppealRequest,
    CaseShown,
    ConversationShown,
    DisclosureShown,
    DocumentShown,
    ErasedShown,
    MessageRequest,
    OpenRequest,
    PersonRequest,
    RatingRequest,
    ReceiptShown,
    StageShown,
    WithdrawRequest,
    case_shown,
    message_shown,
)

router = APIRouter(prefix="/api", tags=["citizens"])

HEARTBEAT_S = 10.0
"""Seconds after which a silent stream says that it lives; the page takes 35 s of silence for a dead connection."""

LOOK_EVERY_S = 2.0
"""Seconds between looks into the store: another process may have written, and no update crosses processes."""


@router.get("/disclosure")
def disclosure(desk: DeskNow, language: Language = Language.EN) -> DisclosureShown:
    """What is told before the first message (L-01)."""
    return DisclosureShown.model_validate(desk.conversations.disclosure(language))


@router.post("/conversations", status_code=201)
def open_conversation(desk: DeskNow, address: ClientAddress, body: OpenRequest) -> ReceiptShown:
    """Start a conversation; 409 `disclosure_outdated` unless the present notice was seen."""
    desk.limits.opening(address)
    return ReceiptShown.model_validate(desk.conversations.open(body.language, body.disclosure_version))


@router.get("/conversations/{conversation_id}")
def read_conversation(desk: DeskNow, conversation: OwnConversation) -> ConversationShown:
    """Everything said so far."""
    messages = tuple(map(message_shown, desk.conversation_views.messages(conversation)))
    return ConversationShown(id=conversation.id, language=conversation.language, messages=messages)


@router.delete("/conversations/{conversation_id}")
def erase_conversation(desk: DeskNow, conversation: OwnConversation) -> ErasedShown:
    """Erase it for good; the answer tells in which backups it can still be read, and until when these are kept."""
    return ErasedShown.model_validate(desk.erasure.erase_own(conversation))


@router.post("/conversations/{conversation_id}/messages", status_code=202)
def send_message(
    desk: DeskNow, address: ClientAddress, conversation: OwnConversation, body: MessageRequest
) -> AcceptedShown:
    """Store a question; what becomes of it arrives on the event stream, help for somebody in danger with the answer."""
    desk.limits.message(conversation.id, address)
    taken = desk.conversations.accept(conversation, body.text, body.client_id)
    seen = SeenMessage(taken.message, None, None)
    following = desk.conversation_views.messages(conversation, taken.message.seq) if taken.helped else ()
    return AcceptedShown(
        question_id=taken.question_id,
        message=message_shown(seen),
        at_once=tuple(map(message_shown, following)),
    )


@router.post("/conversations/{conversation_id}/person", status_code=202)
def ask_for_person(
    desk: DeskNow, address: ClientAddress, conversation: OwnConversation, _body: PersonRequest
) -> None:
    """Hand what was asked last to a person."""
    desk.limits.message(conversation.id, address)
    desk.conversations.ask_for_person(conversation)


@router.post("/conversations/{conversation_id}/appeals", status_code=202)
def appeal(
    desk: DeskNow, address: ClientAddress, conversation: OwnConversation, body: AppealRequest
) -> CaseShown:
    """Let another person look at a reply again; the answer is the case in which that happens."""
    desk.limits.message(conversation.id, address)
    case = desk.citizen.appeals.make(conversation, body.reply_id, body.words, body.client_id)
    return case_shown(desk.conversation_views.case(conversation, case))


@router.post("/conversations/{conversation_id}/ratings", status_code=204)
def rate(desk: DeskNow, address: ClientAddress, conversation: OwnConversation, body: RatingRequest) -> None:
    """Say what one thinks of a reply, or of what was mended since; 409 `already_rated` while staff work on it."""
    desk.limits.message(conversation.id, address)
    desk.citizen.ratings.give(conversation, body.reply_id, body.grade, body.reasons, body.comment)


@router.post("/conversations/{conversation_id}/withdraw")
def withdraw(desk: DeskNow, conversation: OwnConversation, body: WithdrawRequest) -> CaseShown:
    """Take back one's own case."""
    case = desk.conversations.withdraw(conversation, body.case_number)
    return case_shown(desk.conversation_views.case(conversation, case))


@router.get("/conversations/{conversation_id}/events", response_class=EventSourceResponse)
async def events(
    desk: DeskNow, conversation: OwnConversation, after: Annotated[int, Query(ge=0)] = 0
) -> AsyncIterable[ServerSentEvent]:
    """Messages with a higher `seq` than `after`, then everything new as it happens: `message` and `stage`."""
    with desk.live.subscribe(conversation.id) as waiting:
        yield ServerSentEvent(comment="open")
        states = await run_in_threadpool(_case_states, desk, conversation, after)
        silent, moved = 0.0, True
        while True:
            try:
                news = await run_in_threadpool(_news, desk, conversation, after, states, moved)
            except NotFound:
                return  # erased meanwhile; the page is told so when it connects again
            for seen in news:
                after = max(after, seen.message.seq)
                silent = 0.0
                yield _message_event(seen)
            update = await waiting.next(LOOK_EVERY_S)
            while isinstance(update, StageUpdate):
                silent = 0.0
                yield _stage_event(update)
                update = await waiting.next(LOOK_EVERY_S)
            moved = isinstance(update, Changed)
            silent = silent + LOOK_EVERY_S if update is None else silent
            if silent >= HEARTBEAT_S:
                silent = 0.0
                yield ServerSentEvent(comment="heartbeat")


def _message_event(seen: SeenMessage) -> ServerSentEvent:
    shown = message_shown(seen)
    return ServerSentEvent(event="message", id=str(shown.seq), data=shown.model_dump(mode="json"))


def _stage_event(update: StageUpdate) -> ServerSentEvent:
    stage = StageShown(question_id=update.question_id, stage=update.stage.value, state=update.state)
    return ServerSentEvent(event="stage", data=stage.model_dump())


CaseStates = dict[str, CaseState]
"""The state of each case as this page was told it, by message id."""


def _case_states(desk: Desk, conversation: Conversation, until: int) -> CaseStates:
    seen = desk.conversation_views.messages(conversation)
    return {
        one.message.id: one.case.state for one in seen if one.case is not None and one.message.seq <= until
    }


def _news(
    desk: Desk, conversation: Conversation, after: int, states: CaseStates, moved: bool
) -> tuple[SeenMessage, ...]:
    """New messages, and where something moved also the cards whose case stands elsewhere than was told."""
    if not moved and desk.conversation_views.newest_seq(conversation) <= after:
        return ()
    seen = desk.conversation_views.messages(conversation, 0 if moved else after)
    news = tuple(
        one
        for one in seen
        if one.message.seq > after
        or (one.case is not None and states.get(one.message.id, one.case.state) is not one.case.state)
    )
    states |= {one.message.id: one.case.state for one in seen if one.case is not None}
    return news


@router.get("/documents/{document_id}/versions/{version_id}", tags=["public"])
def read_document(
    desk: DeskNow, document_id: str, version_id: str, language: Language = Language.EN
) -> DocumentShown:
    """A public document's text, so that every quote can be looked up in its place."""
    return DocumentShown.model_validate(desk.public_documents.version(document_id, version_id, language))
