"""What a list of emergency contacts must be like before anybody in danger may see it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from assistant.domain.contact_changes import EMERGENCY_KINDS, MAX_CONTACTS, ContactList, can_be_dialled
from assistant.domain.departments import EmergencyContact
from assistant.domain.errors import Invalid, NotFound
from assistant.domain.questions import Language
from assistant.services.ports import Directory

MAX_NAME = 80
"""Characters of a name: one line beside the number on a telephone."""

MAX_WHEN = 200
"""Characters of when to call: a sentence that is read in distress."""


def checked_list(content: ContactList, directory: Directory, today: date) -> ContactList:
    """The list, trimmed, its contacts bound to its danger and department. Raises Invalid, NotFound."""
    if content.kind not in EMERGENCY_KINDS:
        raise Invalid("kind", "No contacts are shown for this reason.")
    known = {department.id for department in directory.departments()}
    if content.department_id is not None and content.department_id not in known:
        raise NotFound("There is no such department.")
    if content.first_day < today:
        raise Invalid("first_day", "The first day is today or later.")
    if content.last_day is not None and content.last_day < content.first_day:
        raise Invalid("last_day", "The last day cannot be before the first.")
    if len(content.contacts) > MAX_CONTACTS:
        raise Invalid("contacts", f"Name at most {MAX_CONTACTS}: people in danger should call, not choose.")
    departments = () if content.department_id is None else (content.department_id,)
    contacts = tuple(
        replace(_checked(one), kinds=(content.kind,), department_ids=departments) for one in content.contacts
    )
    if len({one.phone for one in contacts}) < len(contacts):
        raise Invalid("contacts", "Two contacts have the same number.")
    return replace(content, contacts=contacts)


def _checked(contact: EmergencyContact) -> EmergencyContact:
    phone = contact.phone.strip()
    if not can_be_dialled(phone):
        raise Invalid("phone", "A number has only digits, blanks, + and -, and at least three signs.")
    return EmergencyContact(
        _texts(contact.name, "name", MAX_NAME), phone, _texts(contact.when, "when", MAX_WHEN)
    )


def _texts(texts: Mapping[Language, str], field: str, most: int) -> dict[Language, str]:
    """The text in each language: a person in danger must not read an empty line."""
    trimmed = {language: " ".join(texts.get(language, "").split()) for language in Language}
    for text in trimmed.values():
        if not text:
            raise Invalid(field, "Write it in each language.")
        if len(text) > most:
            raise Invalid(field, f"Write at most {most} characters.")
    return trimmed
