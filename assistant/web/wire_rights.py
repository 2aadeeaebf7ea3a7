"""A citizen's own record and choices on the wire."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from pydantic import Field

from assistant.domain.purposes import Purpose
from assistant.domain.questions import Language
from assistant.services.own_record import OwnRecord
from assistant.web.wire import Shown, Wire
from assistant.web.wire_citizens import MessageShown, message_shown

FORMAT = "civic-desk-record/1"
"""Names the layout of an exported record, so that other programs can read it (L-19)."""


class ChoiceRequest(Wire):
    """Whether a purpose is allowed."""

    purpose: Purpose
    allowed: bool


class AmendmentRequest(Wire):
    """What is right instead of what was written before."""

    message_id: str = Field(max_length=64)
    text: str
    client_id: str


class ReceiptRequest(Wire):
    """A deletion receipt."""

    receipt: str = Field(max_length=200)


class DeletionShown(Shown):
    """What a receipt stands for."""

    at: datetime
    gone: bool


class ChoicesShown(Shown):
    """What is allowed now."""

    choices: Mapping[str, bool]


class HeldShown(Shown):
    """A purpose for which something is kept."""

    purpose: str
    objectable: bool
    allowed: bool


class AccessShown(Shown):
    """Who on the staff opened it, by role and unit."""

    at: datetime
    by: str
    why: str


class OwnRatingShown(Shown):
    """A rating, with one's own words."""

    reply_id: str
    grade: str
    reasons: tuple[str, ...]
    comment: str
    given_at: datetime


class ProducerShown(Shown):
    """Which system made the texts labelled as made or drafted by AI: the implicit label of an export (L-14)."""

    content: str
    producer: str
    number: str


class RecordShown(Shown):
    """Everything held of a conversation."""

    format: str
    ai_label: ProducerShown
    conversation_id: str
    language: Language
    begun_at: datetime
    erased_at_latest: datetime
    held: tuple[HeldShown, ...]
    opened: tuple[AccessShown, ...]
    ratings: tuple[OwnRatingShown, ...]
    messages: tuple[MessageShown, ...]


def record_shown(record: OwnRecord, producer: str) -> RecordShown:
    """On the wire."""
    conversation = record.conversation
    return RecordShown(
        format=FORMAT,
        ai_label=ProducerShown(
            content="contains text generated or drafted by AI; see `provenance` of each reply",
            producer=producer,
            number=conversation.id,
        ),
        conversation_id=conversation.id,
        language=conversation.language,
        begun_at=conversation.created_at,
        erased_at_latest=record.erased_at_latest,
        held=tuple(map(HeldShown.model_validate, record.held)),
        opened=tuple(AccessShown(at=one.at, by=one.by, why=one.why.value) for one in record.opened),
        ratings=tuple(
            OwnRatingShown(
                reply_id=one.facts.reply_id,
                grade=one.last_grade.value if one.last_grade is not None else "",
                reasons=tuple(reason.value for reason in one.reasons),
                comment=next((event.note for event in one.events if event.by == "citizen"), ""),
                given_at=one.facts.given_at,
            )
            for one in record.ratings
        ),
        messages=tuple(map(message_shown, record.messages)),
    )
