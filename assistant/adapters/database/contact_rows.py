"""Changes to the emergency contacts in the database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from assistant.adapters.database import table_holds
from assistant.adapters.database.conflicts import unique_or
from assistant.adapters.database.contact_tables import contact_changes as table
from assistant.domain.contact_changes import ContactChange, ContactList, ContactsDecided
from assistant.domain.departments import EmergencyContact
from assistant.domain.errors import Conflict
from assistant.domain.questions import Language
from assistant.domain.reasons import Reason
from assistant.services.contact_store import ContactChangeStore


@dataclass(slots=True)
class DatabaseContacts(ContactChangeStore):
    """Bound to one transaction."""

    connection: sa.Connection

    def hold(self) -> None:
        table_holds.hold(self.connection, table)

    def add(self, change: ContactChange) -> None:
        newest = self.connection.execute(sa.select(sa.func.max(table.c.seq))).scalar_one()
        content = change.content
        with unique_or(self.connection, "contacts_changed", "Someone else changes the contacts just now."):
            self.connection.execute(
                sa.insert(table).values(
                    id=change.id,
                    seq=(newest or 0) + 1,
                    kind=content.kind,
                    department_id=content.department_id,
                    contacts=[_stored(contact) for contact in content.contacts],
                    first_day=content.first_day,
                    last_day=content.last_day,
                    why=change.why,
                    stated_by=change.by,
                    stated_at=change.at,
                    **(_decided_values(change.decided) if change.decided is not None else {}),
                )
            )

    def decide(self, change_id: str, decided: ContactsDecided) -> None:
        change = (
            sa.update(table)
            .where(table.c.id == change_id, table.c.decided_at.is_(None))
            .values(**_decided_values(decided))
        )
        if self.connection.execute(change).rowcount != 1:
            raise Conflict("change_decided", "This change was decided already.")

    def changes(self) -> tuple[ContactChange, ...]:
        return tuple(map(_change, self.connection.execute(sa.select(table).order_by(table.c.seq))))


def _stored(contact: EmergencyContact) -> dict[str, Any]:
    return {"name": dict(contact.name), "phone": contact.phone, "when": dict(contact.when)}


def _decided_values(decided: ContactsDecided) -> dict[str, Any]:
    return {
        "confirmed": decided.confirmed,
        "decided_by": decided.by,
        "decided_at": decided.at,
        "said": decided.said,
    }


def _change(row: Any) -> ContactChange:
    kind = Reason(row.kind)
    departments = () if row.department_id is None else (row.department_id,)
    contacts = tuple(
        EmergencyContact(
            {Language(key): text for key, text in one["name"].items()},
            one["phone"],
            {Language(key): text for key, text in one["when"].items()},
            (kind,),
            departments,
        )
        for one in row.contacts
    )
    content = ContactList(kind, row.department_id, contacts, row.first_day, row.last_day)
    decided = (
        ContactsDecided(row.confirmed, row.decided_by, row.decided_at, row.said)
        if row.decided_at is not None
        else None
    )
    return ContactChange(row.id, content, row.why, row.stated_by, row.stated_at, decided)
