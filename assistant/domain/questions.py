"""A question and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Language(StrEnum):
    """The languages served."""

    EN = "en"
    ZH = "zh"


class Author(StrEnum):
    """Who wrote a message. A person's words are filed as a person's, the machine's as the machine's."""

    CITIZEN = "citizen"
    ASSISTANT = "assistant"
    PERSON = "person"


class Stage(StrEnum):
    """The pipeline's steps, in order; the names are streamed to the citizen as progress."""

    SCREEN = "screen"
    UNDERSTAND = "understand"
    RETRIEVE = "retrieve"
    DRAFT = "draft"
    VERIFY = "verify"
    ROUTE = "route"


class Outcome(StrEnum):
    """What became of a question; every accepted question gets exactly one."""

    ANSWERED = "answered"
    REVIEWED = "reviewed"
    CLARIFIED = "clarified"
    EMERGENCY = "emergency"
    COURTESY = "courtesy"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier message of the conversation, as the engine sees it. `options` are those it offered."""

    author: Author
    text: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What the citizen asked. `text` is as typed; `history` is oldest first and excludes it; `language` as chosen.

    `hint` is what a caseworker adds when asking for a new draft: it widens the search and is never shown to a citizen.
    """

    id: str
    conversation_id: str
    text: str
    language: Language
    asked_at: datetime
    history: tuple[Turn, ...] = ()
    hint: str = ""
