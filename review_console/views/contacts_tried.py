"""Whom a tried message would tell a citizen to call."""

from __future__ import annotations

from collections.abc import Iterable

from review_console import frame, markup
from review_console.labels import label
from review_console.labels_contacts import DANGERS
from review_console.language import _, current
from review_console.wire_contacts import Contact, ContactsTried


def show(tried: ContactsTried) -> None:
    """Which danger was seen, whose matter it is, and whom the citizen would be told to call."""
    if not tried.dangers:
        frame.say("info", _("No danger is seen in this message: no contacts are shown."))
        return
    seen = [(_("Danger seen"), " · ".join(label(DANGERS, danger) for danger in tried.dangers))]
    if tried.department_id is not None:
        seen.append((_("Department"), frame.department_name(tried.department_id)))
    frame.show(markup.facts(seen))
    frame.show(table(tried.contacts, _("What the citizen sees")))


def table(contacts: Iterable[Contact], caption: str) -> markup.Html:
    """Numbers with their names and when to call, in the reader's language."""
    headers = [_("Call"), _("Number"), _("When to call"), _("For the matters of")]
    return markup.table(headers, map(_row, contacts), caption)


def _row(contact: Contact) -> tuple[str, ...]:
    departments = ", ".join(map(frame.department_name, contact.department_ids)) or _("everybody")
    language = current()
    return (contact.name.get(language, ""), contact.phone, contact.when.get(language, ""), departments)
