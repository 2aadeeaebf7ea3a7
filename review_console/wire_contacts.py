"""Emergency contacts, their changes and tried messages as the API tells them."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import Field

from review_console.transport import Wire


class Contact(Wire):
    """Somebody to call; texts by language. No departments: for everybody."""

    name: dict[str, str] = Field(default_factory=dict)
    phone: str = ""
    when: dict[str, str] = Field(default_factory=dict)
    kinds: tuple[str, ...] = ()
    department_ids: tuple[str, ...] = ()


class ContactsInForce(Wire):
    """All contacts that somebody in danger may be shown now."""

    contacts: tuple[Contact, ...] = ()


class ContactChange(Wire):
    """A list, who stated and who decided it, and where it stands today. No contacts: the directory's again."""

    id: str
    kind: str
    department_id: str | None = None
    contacts: tuple[Contact, ...] = ()
    first_day: date
    last_day: date | None = None
    why: str = ""
    by: str = ""
    at: datetime
    state: str
    mine: bool = False
    may_change: bool = False
    decided_by: str | None = None
    decided_at: datetime | None = None
    said: str | None = None


class ContactChangeList(Wire):
    """Every change, newest first."""

    changes: tuple[ContactChange, ...] = ()


class ContactsTried(Wire):
    """What a message would show; no dangers: nothing."""

    dangers: tuple[str, ...] = ()
    department_id: str | None = None
    contacts: tuple[Contact, ...] = ()
