"""The regression set of the screen: messages it must flag and messages it must let pass, run before a change counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from assistant.domain.questions import Language, Question
from assistant.domain.reasons import REASON_TEXTS, Reason, ReasonGroup
from assistant.domain.routing import Working
from assistant.domain.screening_changes import ChangeBook, Expected, MessageAdded
from assistant.services.ports import Step

_ANY_DAY = datetime(2026, 1, 1, tzinfo=UTC)
"""Screening does not look at the day; a question needs one."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What the screen made of one test message."""

    message: MessageAdded
    reasons: tuple[Reason, ...]

    @property
    def holds(self) -> bool:
        """Whether that is what was expected."""
        match self.message.expected:
            case Expected.PASSES:
                return not self.reasons
            case Expected.FLAGGED if self.message.reason is not None:
                return self.message.reason in self.reasons
            case Expected.FLAGGED:
                return bool(self.reasons)


def screened(step: Step, text: str, language: Language) -> Working:
    """What the screen alone makes of a message."""
    return step.run(Working(Question("try-out", "try-out", text, language, _ANY_DAY)))


def hard_reasons(working: Working) -> tuple[Reason, ...]:
    """The hard reasons among the flags. A message that an added exception lets through has none, though a person
    still answers it."""
    found = (flag.reason for flag in working.flags)
    hard = (reason for reason in found if REASON_TEXTS[reason].group is ReasonGroup.HARD_RULE)
    return tuple(dict.fromkeys(hard))


def messages_of(book: ChangeBook, shipped: Sequence[MessageAdded]) -> tuple[MessageAdded, ...]:
    """The regression set: the messages that come with the product, then those added and not taken back."""
    added = (change.content for change in book.standing())
    return (*shipped, *(content for content in added if isinstance(content, MessageAdded)))


def findings(step: Step, messages: Iterable[MessageAdded]) -> tuple[Finding, ...]:
    """What the screen makes of each message, in order."""
    return tuple(
        Finding(message, hard_reasons(screened(step, message.text, message.language))) for message in messages
    )


def newly_broken(before: Step, after: Step, messages: Iterable[MessageAdded]) -> tuple[Finding, ...]:
    """The messages that fail afterwards and held before: what a change would break.

    A message that fails already holds no change back, or one fault would forbid the change that mends another.
    """
    failing = [finding for finding in findings(after, messages) if not finding.holds]
    held = findings(before, [finding.message for finding in failing])
    return tuple(now for now, then in zip(failing, held, strict=True) if then.holds)
