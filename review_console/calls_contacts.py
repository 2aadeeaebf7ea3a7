"""Calls about the emergency contacts."""

from __future__ import annotations

from typing import Any

from review_console.transport import Transport, segment
from review_console.wire_contacts import ContactChange, ContactChangeList, ContactsInForce, ContactsTried

ContactListSent = dict[str, Any]
"""A list as the API takes it: kind, department_id, contacts, first_day, last_day."""

_CHANGES = "/api/contacts/changes"


class ContactCalls:
    """Contacts in force, try-outs and changes."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def in_force(self) -> ContactsInForce:
        """All contacts that somebody in danger may be shown now."""
        return self._transport.read(ContactsInForce, "GET", "/api/contacts")

    def changes(self) -> ContactChangeList:
        """Every change, newest first."""
        return self._transport.read(ContactChangeList, "GET", _CHANGES)

    def try_out(
        self, text: str, language: str, day: str | None = None, content: ContactListSent | None = None
    ) -> ContactsTried:
        """What a message would show: on a day, and perhaps with a list that is only thought of."""
        body = {"text": text, "language": language, "day": day, "content": content}
        return self._transport.read(ContactsTried, "POST", "/api/contacts/try", json=body)

    def propose(self, content: ContactListSent, why: str) -> ContactChange:
        """State a change."""
        return self._transport.read(ContactChange, "POST", _CHANGES, json={"content": content, "why": why})

    def confirm(self, change_id: str, said: str) -> ContactChange:
        """Let a proposed change take effect."""
        return self._step(change_id, "confirm", said)

    def decline(self, change_id: str, said: str) -> ContactChange:
        """End a proposed change without effect."""
        return self._step(change_id, "decline", said)

    def restore(self, change_id: str, said: str) -> ContactChange:
        """Propose the list of an earlier change again."""
        return self._step(change_id, "restore", said)

    def _step(self, change_id: str, step: str, said: str) -> ContactChange:
        path = f"{_CHANGES}/{segment(change_id)}/{step}"
        return self._transport.read(ContactChange, "POST", path, json={"said": said})
