"""Calls about the screening rules."""

from __future__ import annotations

from typing import Any

from review_console.transport import Transport, segment
from review_console.wire_screening import (
    GuardMessageList,
    ScreeningChange,
    ScreeningChangeList,
    ScreeningRuleList,
    TryOut,
)

Content = dict[str, Any]
"""A change as the API takes it: kind, language, text, and what its kind needs beside them."""

_CHANGES = "/api/screening/changes"


class ScreeningCalls:
    """Rules, try-outs, changes and test messages."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def rules(self) -> ScreeningRuleList:
        """All rules in force, in words."""
        return self._transport.read(ScreeningRuleList, "GET", "/api/screening/rules")

    def messages(self) -> GuardMessageList:
        """The test messages, with what the rules make of them."""
        return self._transport.read(GuardMessageList, "GET", "/api/screening/messages")

    def changes(self) -> ScreeningChangeList:
        """Every change, newest first."""
        return self._transport.read(ScreeningChangeList, "GET", _CHANGES)

    def try_out(self, text: str, language: str, content: Content | None = None) -> TryOut:
        """Which rules fire on a message, perhaps with a change that is only thought of."""
        body = {"text": text, "language": language, "content": content}
        return self._transport.read(TryOut, "POST", "/api/screening/try", json=body)

    def change(self, content: Content, why: str) -> ScreeningChange:
        """State a change."""
        return self._transport.read(ScreeningChange, "POST", _CHANGES, json={"content": content, "why": why})

    def confirm(self, change_id: str, said: str) -> ScreeningChange:
        """Let a proposed change take effect."""
        return self._step(change_id, "confirm", said)

    def decline(self, change_id: str, said: str) -> ScreeningChange:
        """End a proposed change without effect."""
        return self._step(change_id, "decline", said)

    def undo(self, change_id: str, said: str) -> ScreeningChange:
        """Take back a change in force."""
        return self._step(change_id, "undo", said)

    def _step(self, change_id: str, step: str, said: str) -> ScreeningChange:
        path = f"{_CHANGES}/{segment(change_id)}/{step}"
        return self._transport.read(ScreeningChange, "POST", path, json={"said": said})
