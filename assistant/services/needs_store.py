"""The store of needs, part of a unit of work."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from assistant.domain.cases import DecisionKind
from assistant.domain.needs import Asked, Need, NeedEvent, NeedFacts
from assistant.domain.reasons import Reason


@dataclass(frozen=True, slots=True)
class Unsifted:
    """A finished question of which it is not settled whether it was served."""

    question_id: str
    conversation_id: str
    message_id: str
    language: str
    asked_at: datetime
    reasons: tuple[Reason, ...]
    department_id: str | None
    topic_id: str | None
    decided: frozenset[DecisionKind]


class Told(StrEnum):
    """What came of letting somebody who had asked know."""

    REDRAFTED = "redrafted"
    NOTHING_DRAFTED = "nothing_drafted"
    MESSAGE = "message"
    SAME_CONVERSATION = "same_conversation"
    ANSWERED = "answered"
    ERASED = "erased"


@dataclass(frozen=True, slots=True)
class Owed:
    """That somebody who had asked is to be answered on a version. `result` is None until it is done."""

    need_id: str
    version_id: str
    question_id: str
    conversation_id: str
    released_by: str
    decided_at: datetime
    result: Told | None = None
    done_at: datetime | None = None


class NeedStore(Protocol):
    """Needs, the questions in them, and who is to be told that they were served."""

    def add(self, facts: NeedFacts) -> None: ...
    def get(self, need_id: str) -> Need | None: ...
    def all(self) -> tuple[Need, ...]:
        """Oldest first."""
        ...

    def append(self, need_id: str, after: int, event: NeedEvent) -> None:
        """Add an event to a need that has `after` events. Raises Conflict("need_changed") if it has others by now."""
        ...

    def name(self, need_id: str, words: Sequence[str]) -> None:
        """Words that stand for the need; only such as several people used."""
        ...

    def tried(self, need_id: str, state: str) -> None:
        """Remember on which state of the knowledge base the need was last tried."""
        ...

    def tried_on(self) -> dict[str, str]:
        """By need id."""
        ...

    def unsifted(self, limit: int) -> tuple[Unsifted, ...]:
        """Questions that a person got, not looked at yet or decided on since; oldest first, erased ones left out."""
        ...

    def question(self, question_id: str) -> Unsifted | None:
        """One finished question, as `unsifted` gives it; None if it is unknown, unfinished or erased."""
        ...

    def sift(self, question: Unsifted, final: bool) -> None:
        """Remember that a question is no need; `final` if no decision can change that."""
        ...

    def put(self, asked: Asked) -> None:
        """Put a question into a need. Raises Conflict("already_in_a_need")."""
        ...

    def asked(self, need_ids: Collection[str] | None = None) -> tuple[Asked, ...]:
        """The questions of these needs, of all if None; oldest first."""
        ...

    def move(self, from_need: str, to_need: str) -> None:
        """Give all questions of a need to another."""
        ...

    def move_questions(self, question_ids: Collection[str], from_need: str, to_need: str) -> None:
        """Give these questions to another need. Raises Conflict("need_changed") if one is not in the first by now."""
        ...

    def forget(self, conversation_id: str) -> frozenset[str]:
        """Take a conversation's questions out of their needs; the needs they were in."""
        ...

    def owe(self, owed: Owed) -> None:
        """Remember who is to be answered; a second time changes nothing."""
        ...

    def owed(self, need_id: str | None = None, *, undone: bool = False) -> tuple[Owed, ...]:
        """By need, oldest decision first."""
        ...

    def settle(self, owed: Owed, result: Told, at: datetime) -> None:
        """Done. Raises Conflict("already_done") if it was done before."""
        ...
