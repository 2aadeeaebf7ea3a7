"""Whom to call at this moment: the directory's contacts with the changes that two people made."""

from __future__ import annotations

import logging
from datetime import date, tzinfo

from assistant.domain.contact_changes import ContactBook
from assistant.domain.departments import EmergencyContact
from assistant.services.ports import Clock, Directory
from assistant.services.stores import Store

log = logging.getLogger(__name__)


class LiveContacts:
    """Reads the changes when somebody is in danger, and only then: one query, in every process the same (S-20).

    Whoever is in danger is always shown a number. Where the changes cannot be read, those last known hold, and before
    the first reading the directory's.
    """

    def __init__(self, store: Store, directory: Directory, clock: Clock, time_zone: tzinfo) -> None:
        """A day begins at midnight in `time_zone`. Raises nothing, so that no fault here keeps help from anybody."""
        self._store = store
        self._filed = directory.emergency_contacts()
        self._clock = clock
        self._time_zone = time_zone
        self._known = ContactBook(())
        self._book()

    @property
    def filed(self) -> tuple[EmergencyContact, ...]:
        """The contacts of the directory."""
        return self._filed

    def today(self) -> date:
        """The day in the town."""
        return self._clock.now().astimezone(self._time_zone).date()

    def in_force(self) -> tuple[EmergencyContact, ...]:
        """The contacts of this moment; never none. Never raises."""
        return self._book().on(self.today(), self._filed) or self._filed

    def _book(self) -> ContactBook:
        try:
            with self._store.read() as work:
                self._known = ContactBook(work.contacts.changes())
        except Exception as error:  # noqa: BLE001 - see the class
            log.error("changes of the emergency contacts could not be read: %s", type(error).__name__)
        return self._known
