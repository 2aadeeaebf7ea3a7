"""Whom to call: the contacts for a danger, those of the department concerned first."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from assistant.domain.departments import EmergencyContact
from assistant.domain.reasons import Reason
from assistant.domain.topics import TopicTerms
from assistant.services.ports import Directory
from knowledge_base.text import content_terms


@dataclass(frozen=True, slots=True)
class AtHand:
    """The contacts to show, and the department whose matter it is, if that can be told."""

    contacts: tuple[EmergencyContact, ...]
    department_id: str | None


InForce = Callable[[], tuple[EmergencyContact, ...]]
"""Gives the contacts of this moment; never none, never raises."""


class EmergencyContacts:
    """The contacts in force. Nothing but the message, the directory and what staff changed is looked at: no model, no
    search."""

    def __init__(self, directory: Directory, in_force: InForce | None = None) -> None:
        """Without `in_force` the contacts are those of the directory."""
        self._in_force = in_force or directory.emergency_contacts
        self._topics = TopicTerms(directory.topics(), content_terms)

    def for_message(self, masked_text: str, dangers: Collection[Reason]) -> AtHand:
        """Contacts for these dangers: the department's own, then everybody's. All of everybody's if none is for them."""
        department = self._topics.matter(masked_text).department_id
        contacts = self._in_force()
        own = [one for one in contacts if department in one.department_ids]
        everybodys = [one for one in contacts if not one.department_ids]
        fitting = tuple(one for one in (*own, *everybodys) if set(one.kinds) & set(dangers))
        return AtHand(fitting or tuple(everybodys) or contacts, department)
