"""The system card on the wire."""

from __future__ import annotations

from assistant.services.open_record import CardParagraph
from assistant.web.wire import Shown


class CardParagraphShown(Shown):
    """A part of the card."""

    part: str
    heading: str
    sentences: tuple[str, ...]


class SystemCardShown(Shown):
    """The instructions for use, with live figures."""

    paragraphs: tuple[CardParagraphShown, ...]


def card_shown(card: tuple[CardParagraph, ...]) -> SystemCardShown:
    """On the wire."""
    return SystemCardShown(paragraphs=tuple(map(CardParagraphShown.model_validate, card)))
