"""Screening rules, changes, test messages and tried messages on the wire."""

from __future__ import annotations

from datetime import datetime
from typing import assert_never

from pydantic import Field

from assistant.domain.errors import Invalid
from assistant.domain.questions import Language
from assistant.domain.reasons import Reason
from assistant.domain.screening import MAX_MESSAGE
from assistant.domain.screening_changes import (
    ChangeKind,
    Content,
    ExceptionAdded,
    Expected,
    MessageAdded,
    PhraseAdded,
    Undone,
)
from assistant.services.screening_regression import Finding
from assistant.services.screening_views import Fired, SeenChange, SeenRule, TryOut
from assistant.web.wire import Shown, Wire


class ContentRequest(Wire):
    """A phrase, an exception or a test message. Which fields are needed follows from `kind`."""

    kind: ChangeKind
    language: Language
    text: str = Field(max_length=2_000)
    reason: Reason | None = None
    emergency: bool = False
    rule: str = Field(default="", max_length=200)
    expected: Expected | None = None

    def content(self) -> Content:
        """The change meant. Raises Invalid."""
        match self.kind:
            case ChangeKind.PHRASE:
                if self.reason is None:
                    raise Invalid("reason", "Say what the phrase is a sign of.")
                return PhraseAdded(self.reason, self.language, self.text, self.emergency)
            case ChangeKind.EXCEPTION:
                return ExceptionAdded(self.rule, self.language, self.text)
            case ChangeKind.MESSAGE:
                if self.expected is None:
                    raise Invalid("expected", "Say whether the message must be flagged or pass.")
                return MessageAdded(self.expected, self.language, self.text, self.reason)
            case ChangeKind.UNDO:
                raise Invalid("kind", "Take a change back by its own route.")
            case _:
                assert_never(self.kind)


class ChangeRequest(Wire):
    """A change and why it is made."""

    content: ContentRequest
    why: str = Field(max_length=2_000)


class SaidRequest(Wire):
    """What a person says to a decision of theirs."""

    said: str = Field(max_length=2_000)


class TryRequest(Wire):
    """A message to try, perhaps with a change that is only thought of."""

    text: str = Field(max_length=MAX_MESSAGE)
    language: Language
    content: ContentRequest | None = None


class RuleShown(Shown):
    """A rule in words. Texts by language; `patterns` counts expressions that phrases could not say."""

    name: str
    reason: str
    emergency: bool
    needed: int
    local: bool
    phrases: dict[str, tuple[str, ...]]
    exceptions: dict[str, tuple[str, ...]]
    added_exceptions: dict[str, tuple[str, ...]]
    patterns: dict[str, int]


class RulesShown(Shown):
    """All rules in force."""

    rules: tuple[RuleShown, ...]


class ScreeningChangeShown(Shown):
    """A change, who stated and who decided it, and where it stands."""

    id: str
    kind: str
    language: str | None
    text: str
    reason: str | None
    emergency: bool
    rule: str | None
    expected: str | None
    undoes: str | None
    why: str
    by: str
    at: datetime
    state: str
    loosens: bool
    mine: bool
    undo_waits: bool
    decided_by: str | None
    decided_at: datetime | None
    said: str | None


class ScreeningChangesShown(Shown):
    """Every change, newest first."""

    changes: tuple[ScreeningChangeShown, ...]


class GuardShown(Shown):
    """A message of the regression set and what the rules in force make of it."""

    expected: str
    language: str
    text: str
    reason: str | None
    reasons: tuple[str, ...]
    holds: bool


class GuardsShown(Shown):
    """The regression set."""

    messages: tuple[GuardShown, ...]


class FiredShown(Shown):
    """A flag of a tried message, with the words its rule saw."""

    reason: str
    rule: str
    words: tuple[str, ...]
    emergency: bool
    let_through: bool


class TryOutShown(Shown):
    """What the screen makes of a message."""

    masked: str
    personal_data: tuple[str, ...]
    language: str | None
    fired: tuple[FiredShown, ...]
    contacts: tuple[str, ...]


def rule_shown(seen: SeenRule) -> RuleShown:
    """A rule."""
    text = seen.text
    return RuleShown(
        name=text.name,
        reason=text.reason.value,
        emergency=text.emergency,
        needed=text.needed,
        local=seen.local,
        phrases={language.value: phrases for language, phrases in text.phrases.items()},
        exceptions={language.value: phrases for language, phrases in text.exceptions.items()},
        added_exceptions={language.value: phrases for language, phrases in seen.added_exceptions.items()},
        patterns={language.value: count for language, count in text.patterns.items()},
    )


def change_shown(seen: SeenChange) -> ScreeningChangeShown:
    """A change."""
    change, decided = seen.change, seen.change.decided
    parts = _parts(change.content)
    return ScreeningChangeShown(
        id=change.id,
        kind=change.kind.value,
        language=parts.language.value if parts.language is not None else None,
        text=parts.text,
        reason=parts.reason.value if parts.reason is not None else None,
        emergency=parts.emergency,
        rule=parts.rule or None,
        expected=parts.expected.value if parts.expected is not None else None,
        undoes=parts.undoes or None,
        why=change.why,
        by=seen.by,
        at=change.at,
        state=seen.state.value,
        loosens=seen.loosens,
        mine=seen.mine,
        undo_waits=seen.undo_waits,
        decided_by=seen.decided_by,
        decided_at=decided.at if decided is not None else None,
        said=decided.said if decided is not None else None,
    )


def message_shown(finding: Finding) -> GuardShown:
    """A test message with what became of it."""
    message = finding.message
    return GuardShown(
        expected=message.expected.value,
        language=message.language.value,
        text=message.text,
        reason=message.reason.value if message.reason is not None else None,
        reasons=tuple(reason.value for reason in finding.reasons),
        holds=finding.holds,
    )


def try_out_shown(tried: TryOut) -> TryOutShown:
    """What a try-out showed."""
    return TryOutShown(
        masked=tried.masked,
        personal_data=tried.personal_data,
        language=tried.language,
        fired=tuple(map(_fired_shown, tried.fired)),
        contacts=tried.contacts,
    )


def _fired_shown(fired: Fired) -> FiredShown:
    return FiredShown(
        reason=fired.reason.value,
        rule=fired.rule,
        words=fired.words,
        emergency=fired.emergency,
        let_through=fired.let_through,
    )


class _Parts(Shown):
    """The fields of any kind of change, side by side."""

    language: Language | None = None
    text: str = ""
    reason: Reason | None = None
    emergency: bool = False
    rule: str = ""
    expected: Expected | None = None
    undoes: str = ""


def _parts(content: Content) -> _Parts:
    match content:
        case PhraseAdded(reason=reason, language=language, phrase=phrase, emergency=emergency):
            return _Parts(language=language, text=phrase, reason=reason, emergency=emergency)
        case ExceptionAdded(rule=rule, language=language, phrase=phrase):
            return _Parts(language=language, text=phrase, rule=rule)
        case MessageAdded(expected=expected, language=language, text=text, reason=wanted):
            return _Parts(language=language, text=text, reason=wanted, expected=expected)
        case Undone(change_id=change_id):
            return _Parts(undoes=change_id)
        case _:
            assert_never(content)
