"""What a screening change may hold: plain phrases that can be read, and messages without personal data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import assert_never

from assistant.domain.errors import Conflict, Invalid, NotFound
from assistant.domain.message_reading import EXCEPTABLE_KINDS, READING
from assistant.domain.personal_data import find_personal_data
from assistant.domain.phrases import PhraseError
from assistant.domain.questions import Language
from assistant.domain.reasons import Reason
from assistant.domain.screening import MAX_MESSAGE
from assistant.domain.screening_changes import (
    ChangeBook,
    ChangeState,
    Content,
    ExceptionAdded,
    Expected,
    MessageAdded,
    PhraseAdded,
    Undone,
)
from assistant.services.local_rules import LET_THROUGH, local_pattern

MAX_PHRASE = 120
"""Characters of a phrase: twice the longest one without choices among those shipped. More is a message."""

MAX_TEST_MESSAGE = 500
"""Characters of a test message: a question of a sentence or two, as for test questions."""

MAX_GAPS = 3
"""Gaps of a phrase: each multiplies what must be looked at, and no shipped phrase needs more."""

_GAP = re.compile(r"\.\.\.|…")
_WRITTEN = {Language.EN: re.compile(r"[A-Za-z]{2}"), Language.ZH: re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")}

Rules = Mapping[str, tuple[str, bool]]
"""Reason and emergency by the name of each rule in force."""


def checked_content(content: Content, rules: Rules, book: ChangeBook, *, confirming: bool = False) -> Content:
    """The change with its texts tidied. `confirming`: it stands in the book already, as proposed.

    Raises Invalid, NotFound, Conflict (`change_exists`, `not_in_force`, `undo_proposed`).
    """
    checked = _checked(content, rules, book, confirming)
    if not isinstance(checked, Undone):
        standing = [change.content for change in book.standing()]
        waiting = [change.content for change in book.changes if book.state(change) is ChangeState.PROPOSED]
        if checked in standing or (not confirming and checked in waiting):
            raise Conflict("change_exists", "The same is in force or proposed already.")
    return checked


def checked_message(text: str) -> str:
    """A message to try out. Raises Invalid."""
    if not text.strip():
        raise Invalid("text", "Write a message.")
    if len(text) > MAX_MESSAGE:
        raise Invalid("text", f"Write at most {MAX_MESSAGE} characters.")
    return text


def _checked(content: Content, rules: Rules, book: ChangeBook, confirming: bool) -> Content:
    match content:
        case PhraseAdded():
            _check_reason(content, rules)
            return replace(content, phrase=_checked_phrase(content.phrase, content.language))
        case ExceptionAdded():
            if content.rule.startswith(READING):
                return _checked_wording(content)
            if content.rule not in rules or content.rule.startswith(LET_THROUGH):
                raise Invalid("rule", "There is no rule of this name.")
            return replace(content, phrase=_checked_phrase(content.phrase, content.language))
        case MessageAdded():
            if content.expected is Expected.PASSES and content.reason is not None:
                raise Invalid("reason", "A message that must pass has no reason.")
            return replace(content, text=_checked_text("text", content.text, MAX_TEST_MESSAGE))
        case Undone(change_id=change_id):
            _check_undo(change_id, book, confirming)
            return content
        case _:
            assert_never(content)


def _checked_wording(content: ExceptionAdded) -> ExceptionAdded:
    """A whole message that the reader is to leave to the rules; it holds for this wording alone."""
    if content.rule not in {f"{READING}{kind}" for kind in EXCEPTABLE_KINDS}:
        raise Invalid("rule", "There is no rule of this name, or no message may be excepted from it.")
    said = _checked_text("phrase", content.phrase, MAX_TEST_MESSAGE)
    if not _WRITTEN[content.language].search(said):
        raise Invalid("phrase", "Write the message in the language chosen.")
    return replace(content, phrase=said)


def _check_reason(content: PhraseAdded, rules: Rules) -> None:
    """Only reasons that phrases decide, and help at once only for dangers that have contacts."""
    if content.reason not in {reason for reason, _ in rules.values()} - {Reason.NO_CERTIFICATE}:
        raise Invalid("reason", "No rule sends messages to a person for this reason.")
    dangers = {reason for reason, emergency in rules.values() if emergency}
    if content.emergency and content.reason not in dangers:
        raise Invalid("emergency", "Help is shown at once for dangers only.")


def _check_undo(change_id: str, book: ChangeBook, confirming: bool) -> None:
    change = book.get(change_id)
    if change is None:
        raise NotFound("There is no such change.")
    if isinstance(change.content, Undone):
        raise Conflict("not_in_force", "State the change itself again instead.")
    if book.state(change) is not ChangeState.IN_FORCE:
        raise Conflict("not_in_force", "This change is not in force.")
    if book.undo_proposed(change_id) and not confirming:
        raise Conflict("undo_proposed", "Taking this back waits for a second person already.")


def _checked_phrase(phrase: str, language: Language) -> str:
    said = _checked_text("phrase", phrase, MAX_PHRASE)
    if not _WRITTEN[language].search(said):
        raise Invalid("phrase", "Write the phrase in the language chosen.")
    if len(_GAP.findall(said)) > MAX_GAPS:
        raise Invalid("phrase", f"Leave at most {MAX_GAPS} gaps.")
    if "{" in said or "}" in said:
        raise Invalid("phrase", "Lists of words belong to the shipped rules; write the words out.")
    try:
        local_pattern(said, language)
    except (PhraseError, re.error) as error:
        raise Invalid("phrase", f"This phrase cannot be read: {error}.") from error
    return said


def _checked_text(field: str, text: str, limit: int) -> str:
    said = " ".join(text.split())
    if not said or len(said) > limit:
        raise Invalid(field, f"Write 1 to {limit} characters.")
    if find_personal_data(said):
        raise Invalid(field, "This holds personal data. Write what people say, not who said it.")
    return said
