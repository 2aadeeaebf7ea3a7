"""Changes of the emergency contacts on each database: stated once, decided once, read back in order."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from assistant.adapters.database.store import DatabaseStore
from assistant.domain.contact_changes import ContactChange, ContactList, ContactsDecided
from assistant.domain.departments import EmergencyContact
from assistant.domain.errors import Conflict
from assistant.domain.questions import Language
from assistant.domain.reasons import Reason

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
DECIDED = ContactsDecided(True, "sam", AT, "Called it")
LINE = EmergencyContact(
    {Language.EN: "Night line", Language.ZH: "夜间热线"},
    "0555 200 200",
    {Language.EN: "Day and night", Language.ZH: "日夜"},
    (Reason.CRISIS,),
    ("housing",),
)
CHANGES = (
    ContactChange(
        "b",
        ContactList(Reason.CRISIS, "housing", (LINE,), date(2026, 11, 25), date(2026, 12, 1)),
        "why",
        "edith",
        AT,
    ),
    ContactChange("a", ContactList(Reason.VIOLENCE, None, (), date(2026, 11, 24)), "why", "sam", AT, DECIDED),
)


def test_changes_are_read_back_as_they_were_stated_and_in_that_order(store: DatabaseStore) -> None:
    """Every field, on each database."""
    with store.begin() as work:
        work.contacts.hold()
        for change in CHANGES:
            work.contacts.add(change)
    with store.read() as work:
        assert work.contacts.changes() == CHANGES


def test_a_change_is_decided_once(store: DatabaseStore) -> None:
    """A second decision is refused, whichever it is."""
    with store.begin() as work:
        work.contacts.add(CHANGES[0])
        work.contacts.decide("b", DECIDED)
    with store.begin() as work, pytest.raises(Conflict) as caught:
        work.contacts.decide("b", ContactsDecided(False, "edith", AT, "No"))
    assert caught.value.code == "change_decided"
    with store.read() as work:
        assert work.contacts.changes()[0].decided == DECIDED
