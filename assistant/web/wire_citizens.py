"""What the chat page sends and gets."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from pydantic import Field

from assistant.domain.conversations import MessageKind
from assistant.domain.questions import Language
from assistant.domain.ratings import Grade, RatingReason
from assistant.services.conversation_views import SeenCase, SeenMessage, SeenReply
from assistant.web.wire import Shown, Wire


class DisclosureShown(Shown):
    """What is told before the first message."""

    version: str
    text: tuple[str, ...]
    languages: tuple[Language, ...]
    town_name: str


class OpenRequest(Wire):
    """A new conversation, after the notice of this version was read."""

    language: Language
    disclosure_version: str = Field(max_length=64)


class ReceiptShown(Shown):
    """What the citizen keeps."""

    conversation_id: str
    secret: str


class MessageRequest(Wire):
    """A message; the client's own id makes sending it twice harmless."""

    text: str
    client_id: str


class WithdrawRequest(Wire):
    """Which case is taken back."""

    case_number: str = Field(max_length=40)


class PersonRequest(Wire):
    """Nothing more is asked of whoever wants a person."""


class CitationShown(Shown):
    """A numbered source."""

    number: int
    document_id: str
    version_id: str
    version_number: int
    passage_id: str
    document_title: str
    department_id: str
    department_name: str
    heading_path: tuple[str, ...]
    quote: str
    start: int
    end: int
    effective_from: str


class ReleasedBy(Shown):
    """Who or what let the reply out: a certificate's id, or a role and unit."""

    kind: str
    label: str


class AppealRequest(Wire):
    """Which reply another person is to look at; words are welcome and not needed."""

    reply_id: str = Field(max_length=64)
    words: str = ""
    client_id: str


class RatingRequest(Wire):
    """A grade; reasons and a comment are welcome and not needed."""

    reply_id: str = Field(max_length=64)
    grade: Grade
    reasons: tuple[RatingReason, ...] = Field(default=(), max_length=20)
    comment: str = ""


class RatingShown(Shown):
    """What the citizen made of a reply. `open`: it may be changed, or given once more after something was mended."""

    grade: str
    open: bool
    mended: bool


class AppealShown(Shown):
    """That a reply is, or was, looked at again."""

    case_number: str
    state: str


class ReplyShown(Shown):
    """A released reply."""

    id: str
    text: str
    provenance: str
    released_by: ReleasedBy
    citations: tuple[CitationShown, ...]
    created_at: datetime
    corrected_at: datetime | None = None
    appeal: AppealShown | None = None
    of_appeal: bool = False
    rating: RatingShown | None = None


class CaseShown(Shown):
    """A case as its citizen knows it."""

    number: str
    promised_at: datetime
    department_name: str
    state: str
    phase: str


class PassageShown(Shown):
    """Policy text found: not yet an answer."""

    passage_id: str
    document_id: str
    version_id: str
    document_title: str
    heading_path: tuple[str, ...] = ()
    text: str
    start: int | None = None
    end: int | None = None


class ContactShown(Shown):
    """A human contact."""

    name: str
    phone: str
    when: str = ""


class MessageShown(Shown):
    """One message of the conversation."""

    id: str
    seq: int
    author: str
    kind: MessageKind
    text: str
    created_at: datetime
    reply: ReplyShown | None = None
    case: CaseShown | None = None
    passages: tuple[PassageShown, ...] | None = None
    options: tuple[str, ...] | None = None
    understood: tuple[str, ...] | None = None
    contacts: tuple[ContactShown, ...] | None = None
    released_by: ReleasedBy | None = None
    corrects: str | None = None
    about_reply: str | None = None
    mended: bool | None = None
    amends: str | None = None


class ConversationShown(Shown):
    """A whole conversation."""

    id: str
    language: Language
    messages: tuple[MessageShown, ...]


class KeptCopyShown(Shown):
    """A backup that still holds the conversation."""

    made_at: datetime
    kept_until: datetime


class ErasedShown(Shown):
    """The conversation is gone, save for these copies."""

    at: datetime
    copies: tuple[KeptCopyShown, ...]
    receipt: str


class AcceptedShown(Shown):
    """A message was stored; its outcome comes over the event stream. `at_once`: help for somebody in danger does not
    wait for that."""

    question_id: str
    message: MessageShown
    at_once: tuple[MessageShown, ...] = ()


class HeadingShown(Shown):
    """A heading and the code point at which it stands."""

    title: str
    level: int
    start: int


class DocumentShown(Shown):
    """A published version of a public document."""

    document_id: str
    version_id: str
    title: str
    department_name: str
    version_number: int
    effective_from: date
    effective_to: date | None
    text: str
    headings: tuple[HeadingShown, ...]


class StageShown(Shown):
    """Progress of a question."""

    question_id: str
    stage: str
    state: str


def case_shown(case: SeenCase) -> CaseShown:
    """On the wire."""
    return CaseShown.model_validate(case)


def message_shown(seen: SeenMessage) -> MessageShown:
    """On the wire. Only the named parts of the payload pass, whatever else it holds."""
    message = seen.message
    parts: dict[str, Any] = {
        name: message.payload[name]
        for name in (
            "passages",
            "options",
            "contacts",
            "released_by",
            "understood",
            "about_reply",
            "mended",
            "amends",
        )
        if name in message.payload
    }
    return MessageShown(
        id=message.id,
        seq=message.seq,
        author=message.author.value,
        kind=message.kind,
        text=message.text,
        created_at=message.created_at,
        reply=_reply_shown(seen.reply) if seen.reply is not None else None,
        case=case_shown(seen.case) if seen.case is not None else None,
        corrects=seen.corrects,
        **parts,
    )


def _reply_shown(seen: SeenReply) -> ReplyShown:
    reply = seen.reply
    citations = tuple(
        CitationShown(
            department_name=name,
            **{
                field: getattr(citation, field)
                for field in CitationShown.model_fields
                if field != "department_name"
            },
        )
        for citation, name in seen.citations
    )
    return ReplyShown(
        id=reply.id,
        text=reply.text,
        provenance=reply.provenance.value,
        released_by=ReleasedBy(kind=reply.released_by_kind, label=seen.released_by_label),
        citations=citations,
        created_at=reply.created_at,
        corrected_at=seen.corrected_at,
        appeal=AppealShown.model_validate(seen.appeal) if seen.appeal is not None else None,
        of_appeal=seen.of_appeal,
        rating=RatingShown.model_validate(seen.rating) if seen.rating is not None else None,
    )
