"""The store of changes to the emergency contacts, part of a unit of work."""

from __future__ import annotations

from typing import Protocol

from assistant.domain.contact_changes import ContactChange, ContactsDecided


class ContactChangeStore(Protocol):
    """Changes are added and decided once; nothing is written over."""

    def hold(self) -> None:
        """Until the end of the transaction nobody else states or decides a change: what is read next stays true."""
        ...

    def add(self, change: ContactChange) -> None:
        """Raises Conflict("contacts_changed") where two are stated at the same moment."""
        ...

    def decide(self, change_id: str, decided: ContactsDecided) -> None:
        """Raises Conflict("change_decided")."""
        ...

    def changes(self) -> tuple[ContactChange, ...]:
        """All of them, in the order in which they were stated."""
        ...
