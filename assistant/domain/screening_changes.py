"""What policy staff add to the shipped screening rules: phrases, exceptions, test messages, and taking them back.

Nothing is written over: a change is stated once, decided once, and taken back by another change. What stands is derived.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import assert_never

from assistant.domain.questions import Language
from assistant.domain.reasons import Reason


class ChangeKind(StrEnum):
    """What a change does."""

    PHRASE = "phrase"
    EXCEPTION = "exception"
    MESSAGE = "message"
    UNDO = "undo"


class Expected(StrEnum):
    """What the screen must make of a test message."""

    FLAGGED = "flagged"
    PASSES = "passes"


class ChangeState(StrEnum):
    """Where a change stands. `undone` was in force once."""

    PROPOSED = "proposed"
    IN_FORCE = "in_force"
    DECLINED = "declined"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class PhraseAdded:
    """Messages with this phrase go to a person for `reason`; `emergency`: help is shown at once as well."""

    reason: Reason
    language: Language
    phrase: str
    emergency: bool = False


@dataclass(frozen=True, slots=True)
class ExceptionAdded:
    """The phrase is a look-alike: the shipped or local rule of this name no longer looks at it."""

    rule: str
    language: Language
    phrase: str


@dataclass(frozen=True, slots=True)
class MessageAdded:
    """A message of the regression set. `reason` narrows what `flagged` means; None: any reason will do."""

    expected: Expected
    language: Language
    text: str
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Undone:
    """An earlier change that is in force is taken back."""

    change_id: str


Content = PhraseAdded | ExceptionAdded | MessageAdded | Undone


@dataclass(frozen=True, slots=True)
class Decided:
    """How a proposed change ended: who, when, in force or declined, and what was said."""

    in_force: bool
    by: str
    at: datetime
    said: str


@dataclass(frozen=True, slots=True)
class ScreeningChange:
    """One change: what, why, who and when; `decided` is None while a second person is waited for."""

    id: str
    content: Content
    why: str
    by: str
    at: datetime
    decided: Decided | None = None

    @property
    def kind(self) -> ChangeKind:
        """What the change does."""
        match self.content:
            case PhraseAdded():
                return ChangeKind.PHRASE
            case ExceptionAdded():
                return ChangeKind.EXCEPTION
            case MessageAdded():
                return ChangeKind.MESSAGE
            case Undone():
                return ChangeKind.UNDO
            case _:
                assert_never(self.content)


class ChangeBook:
    """All changes together, and what follows from them."""

    def __init__(self, changes: Iterable[ScreeningChange]) -> None:
        """`changes` in the order in which they were stated."""
        self.changes = tuple(changes)
        self._by_id = {change.id: change for change in self.changes}
        self._taken_back = {
            change.content.change_id
            for change in self.changes
            if isinstance(change.content, Undone) and _accepted(change)
        }

    def get(self, change_id: str) -> ScreeningChange | None:
        """The change of this id."""
        return self._by_id.get(change_id)

    def state(self, change: ScreeningChange) -> ChangeState:
        """Where a change of this book stands."""
        if change.decided is None:
            return ChangeState.PROPOSED
        if not change.decided.in_force:
            return ChangeState.DECLINED
        return ChangeState.UNDONE if change.id in self._taken_back else ChangeState.IN_FORCE

    def standing(self) -> tuple[ScreeningChange, ...]:
        """What is in force now, in order: phrases, exceptions and messages."""
        return tuple(
            change
            for change in self.changes
            if not isinstance(change.content, Undone) and self.state(change) is ChangeState.IN_FORCE
        )

    def undo_proposed(self, change_id: str) -> bool:
        """Whether taking this change back already waits for a second person."""
        return any(
            isinstance(change.content, Undone)
            and change.content.change_id == change_id
            and change.decided is None
            for change in self.changes
        )

    def with_change(self, change: ScreeningChange) -> ChangeBook:
        """The book as this change, in force, would leave it."""
        others = (one for one in self.changes if one.id != change.id)
        return ChangeBook((*others, change))

    def loosens(self, content: Content) -> bool:
        """Whether fewer messages could reach a person afterwards. Such a change needs a second person.

        Taking back a test message counts: what it guarded could be loosened next.
        """
        match content:
            case PhraseAdded() | MessageAdded():
                return False
            case ExceptionAdded():
                return True
            case Undone(change_id=change_id):
                undone = self._by_id.get(change_id)
                return undone is None or not isinstance(undone.content, ExceptionAdded)
            case _:
                assert_never(content)


def _accepted(change: ScreeningChange) -> bool:
    return change.decided is not None and change.decided.in_force
