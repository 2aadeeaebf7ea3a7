"""Screening rules, their changes, test messages and tried messages as the API tells them."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from review_console.transport import Wire


class ScreeningRule(Wire):
    """A rule in words; texts by language."""

    name: str
    reason: str
    emergency: bool = False
    needed: int = 1
    local: bool = False
    phrases: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    exceptions: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    added_exceptions: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    patterns: dict[str, int] = Field(default_factory=dict)


class ScreeningRuleList(Wire):
    """All rules in force."""

    rules: tuple[ScreeningRule, ...] = ()


class ScreeningChange(Wire):
    """A change, who stated and who decided it, and where it stands."""

    id: str
    kind: str
    language: str | None = None
    text: str = ""
    reason: str | None = None
    emergency: bool = False
    rule: str | None = None
    expected: str | None = None
    undoes: str | None = None
    why: str = ""
    by: str = ""
    at: datetime
    state: str
    loosens: bool = False
    mine: bool = False
    undo_waits: bool = False
    decided_by: str | None = None
    decided_at: datetime | None = None
    said: str | None = None


class ScreeningChangeList(Wire):
    """Every change, newest first."""

    changes: tuple[ScreeningChange, ...] = ()


class GuardMessage(Wire):
    """A test message and what the rules in force make of it."""

    expected: str
    language: str
    text: str
    reason: str | None = None
    reasons: tuple[str, ...] = ()
    holds: bool = True


class GuardMessageList(Wire):
    """The regression set."""

    messages: tuple[GuardMessage, ...] = ()


class FiredRule(Wire):
    """A flag of a tried message, with the words its rule saw."""

    reason: str
    rule: str
    words: tuple[str, ...] = ()
    emergency: bool = False
    let_through: bool = False


class TryOut(Wire):
    """What the screen makes of a message."""

    masked: str = ""
    personal_data: tuple[str, ...] = ()
    language: str | None = None
    fired: tuple[FiredRule, ...] = ()
    contacts: tuple[str, ...] = ()
