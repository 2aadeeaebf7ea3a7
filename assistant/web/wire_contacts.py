"""Emergency contacts, their changes and tried messages on the wire."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import Field

from assistant.domain.contact_changes import ContactList
from assistant.domain.departments import EmergencyContact
from assistant.domain.questions import Language
from assistant.domain.reasons import Reason
from assistant.domain.screening import MAX_MESSAGE
from assistant.services.contact_desk import ContactsTried, SeenContactChange
from assistant.web.wire import Shown, Wire

_MOST_SENT = 20
"""Contacts taken in one request; the service names the true limit in words."""


class ContactSent(Wire):
    """A contact; texts by language."""

    name: dict[Language, str]
    phone: str = Field(max_length=100)
    when: dict[Language, str]


class ContactListSent(Wire):
    """Whom to call for a danger, in a department's matters or (none) in all; no contacts: the directory's again."""

    kind: Reason
    department_id: str | None = Field(default=None, max_length=200)
    contacts: tuple[ContactSent, ...] = Field(max_length=_MOST_SENT)
    first_day: date
    last_day: date | None = None

    def content(self) -> ContactList:
        """The list meant."""
        contacts = tuple(EmergencyContact(one.name, one.phone, one.when) for one in self.contacts)
        return ContactList(self.kind, self.department_id, contacts, self.first_day, self.last_day)


class ContactChangeRequest(Wire):
    """A list and why it is wanted."""

    content: ContactListSent
    why: str = Field(max_length=2_000)


class ContactSaidRequest(Wire):
    """What a person says to a decision of theirs."""

    said: str = Field(max_length=2_000)


class ContactTryRequest(Wire):
    """A message to try: on a day, and perhaps with a list that is only thought of."""

    text: str = Field(max_length=MAX_MESSAGE)
    language: Language
    day: date | None = None
    content: ContactListSent | None = None


class ContactShown(Shown):
    """A contact; texts by language. No departments: it is for everybody."""

    name: dict[str, str]
    phone: str
    when: dict[str, str]
    kinds: tuple[str, ...]
    department_ids: tuple[str, ...]


class ContactsShown(Shown):
    """All contacts in force."""

    contacts: tuple[ContactShown, ...]


class ContactChangeShown(Shown):
    """A change, who stated and who decided it, and where it stands today."""

    id: str
    kind: str
    department_id: str | None
    contacts: tuple[ContactShown, ...]
    first_day: date
    last_day: date | None
    why: str
    by: str
    at: datetime
    state: str
    mine: bool
    may_change: bool
    decided_by: str | None
    decided_at: datetime | None
    said: str | None


class ContactChangesShown(Shown):
    """Every change, newest first."""

    changes: tuple[ContactChangeShown, ...]


class ContactsTriedShown(Shown):
    """What a message would show; no dangers: no contacts."""

    dangers: tuple[str, ...]
    department_id: str | None
    contacts: tuple[ContactShown, ...]


def contact_shown(contact: EmergencyContact) -> ContactShown:
    """A contact on the wire."""
    return ContactShown(
        name={language.value: text for language, text in contact.name.items()},
        phone=contact.phone,
        when={language.value: text for language, text in contact.when.items()},
        kinds=tuple(kind.value for kind in contact.kinds),
        department_ids=contact.department_ids,
    )


def contact_change_shown(seen: SeenContactChange) -> ContactChangeShown:
    """A change on the wire."""
    change, content = seen.change, seen.change.content
    decided = change.decided
    return ContactChangeShown(
        id=change.id,
        kind=content.kind.value,
        department_id=content.department_id,
        contacts=tuple(map(contact_shown, content.contacts)),
        first_day=content.first_day,
        last_day=content.last_day,
        why=change.why,
        by=seen.by,
        at=change.at,
        state=seen.state.value,
        mine=seen.mine,
        may_change=seen.may_change,
        decided_by=seen.decided_by,
        decided_at=decided.at if decided is not None else None,
        said=decided.said if decided is not None else None,
    )


def contacts_tried_shown(tried: ContactsTried) -> ContactsTriedShown:
    """A tried message on the wire."""
    return ContactsTriedShown(
        dangers=tuple(danger.value for danger in tried.dangers),
        department_id=tried.department_id,
        contacts=tuple(map(contact_shown, tried.contacts)),
    )
