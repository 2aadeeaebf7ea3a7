"""What policy staff change about whom to call in danger: a list for one danger, for one department or for everybody.

Nothing is written over: a change is stated once and decided once by a second person. Which list holds on a day is
derived, and where no change holds, the contacts of the directory file do.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from assistant.domain.departments import EmergencyContact
from assistant.domain.reasons import Reason

EMERGENCY_KINDS = (Reason.CRISIS, Reason.VIOLENCE, Reason.SAFEGUARDING_MINOR)
"""The dangers for which a contact is shown at once; for each there is at least one contact for every department."""

MAX_CONTACTS = 4
"""Contacts of one kind shown together: whoever is in danger should call, not choose."""

_DIALLED = re.compile(r"\+?[0-9][0-9 -]{1,20}[0-9]", re.ASCII)


def can_be_dialled(phone: str) -> bool:
    """Whether this is a number somebody in danger can press: words or a slip of the keyboard would ring nowhere."""
    return _DIALLED.fullmatch(phone) is not None


class ContactChangeState(StrEnum):
    """Where a change stands on a day. `planned`: confirmed, its first day is to come. `over`: its last day has passed,
    or a later change took its place."""

    PROPOSED = "proposed"
    DECLINED = "declined"
    PLANNED = "planned"
    IN_FORCE = "in_force"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class ContactList:
    """The contacts of one danger, for one department or (None) for everybody, from a day on and perhaps until one.

    No contacts: the directory file holds again.
    """

    kind: Reason
    department_id: str | None
    contacts: tuple[EmergencyContact, ...]
    first_day: date
    last_day: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the day lies between its first and its last."""
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)


@dataclass(frozen=True, slots=True)
class ContactsDecided:
    """How a change ended: confirmed or declined, by whom, when and with which words."""

    confirmed: bool
    by: str
    at: datetime
    said: str


@dataclass(frozen=True, slots=True)
class ContactChange:
    """One change: what, why, who and when; `decided` is None while a second person is waited for."""

    id: str
    content: ContactList
    why: str
    by: str
    at: datetime
    decided: ContactsDecided | None = None

    @property
    def confirmed(self) -> bool:
        """Whether a second person let it take effect."""
        return self.decided is not None and self.decided.confirmed


class ContactBook:
    """All changes together, and whom to call on a day because of them."""

    def __init__(self, changes: Iterable[ContactChange]) -> None:
        """`changes` in the order in which they were stated."""
        self.changes = tuple(changes)

    def get(self, change_id: str) -> ContactChange | None:
        """The change of this id."""
        return next((change for change in self.changes if change.id == change_id), None)

    def state(self, change: ContactChange, day: date) -> ContactChangeState:
        """Where a change of this book stands on a day."""
        if change.decided is None:
            return ContactChangeState.PROPOSED
        if not change.decided.confirmed:
            return ContactChangeState.DECLINED
        if day < change.content.first_day:
            return ContactChangeState.PLANNED
        standing = self._standing(day).get((change.content.department_id, change.content.kind))
        return ContactChangeState.IN_FORCE if standing is change else ContactChangeState.OVER

    def on(self, day: date, filed: Sequence[EmergencyContact]) -> tuple[EmergencyContact, ...]:
        """The contacts of that day: the lists in force, then what of the file they leave untouched.

        For each danger somebody is left to call in every department, if the file has somebody: a list for everybody
        with no contacts gives the file's back.
        """
        lists = {
            key: change.content for key, change in self._standing(day).items() if change.content.contacts
        }
        listed = [one for content in lists.values() for one in content.contacts]
        left = [part for one in filed for part in _left(one, lists)]
        return (*listed, *left)

    def days_of_change(self, today: date) -> tuple[date, ...]:
        """Today and every later day on which what holds may become another."""
        days = {today}
        for change in self.changes:
            if change.confirmed:
                after = change.content.last_day
                days |= {change.content.first_day, *([after + timedelta(days=1)] if after else [])}
        return tuple(sorted(day for day in days if day >= today))

    def with_change(self, change: ContactChange) -> ContactBook:
        """The book as this change, confirmed last, would leave it."""
        return ContactBook((*(one for one in self.changes if one.id != change.id), change))

    def _standing(self, day: date) -> dict[tuple[str | None, Reason], ContactChange]:
        """For each danger and department the list confirmed last of those that hold on the day."""
        confirmed = [one for one in self.changes if one.confirmed and one.content.holds_on(day)]
        confirmed.sort(key=lambda one: one.decided.at if one.decided is not None else one.at)
        return {(one.content.department_id, one.content.kind): one for one in confirmed}


def crowded(contacts: Iterable[EmergencyContact], department_ids: Iterable[str]) -> tuple[Reason, str] | None:
    """A danger and a department for which more contacts would be shown than anybody should have to choose from."""
    contacts = tuple(contacts)
    for kind in EMERGENCY_KINDS:
        for department in department_ids:
            if len(_shown(contacts, kind, department)) > MAX_CONTACTS:
                return kind, department
    return None


def _shown(contacts: Sequence[EmergencyContact], kind: Reason, department: str) -> list[EmergencyContact]:
    return [
        one
        for one in contacts
        if kind in one.kinds and (not one.department_ids or department in one.department_ids)
    ]


def _left(contact: EmergencyContact, lists: Collection[tuple[str | None, Reason]]) -> list[EmergencyContact]:
    """What of a contact of the file no list took the place of."""
    if not contact.department_ids:
        kinds = tuple(kind for kind in contact.kinds if (None, kind) not in lists)
        return [replace(contact, kinds=kinds)] if kinds else []
    parts: dict[tuple[Reason, ...], list[str]] = {}
    for department in contact.department_ids:
        kinds = tuple(kind for kind in contact.kinds if (department, kind) not in lists)
        if kinds:
            parts.setdefault(kinds, []).append(department)
    return [replace(contact, kinds=kinds, department_ids=tuple(ids)) for kinds, ids in parts.items()]
