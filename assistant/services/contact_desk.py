"""Where policy staff change whom to call in danger: two people, from a day on, tried out before and taken back after."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from assistant.domain.contact_changes import (
    ContactBook,
    ContactChange,
    ContactChangeState,
    ContactList,
    ContactsDecided,
    crowded,
)
from assistant.domain.departments import EmergencyContact
from assistant.domain.errors import Conflict, Forbidden, NotFound
from assistant.domain.questions import Language
from assistant.domain.reasons import Reason
from assistant.domain.routing import ShowEmergency
from assistant.domain.staff import Right, Staff
from assistant.services.contact_content import checked_list
from assistant.services.emergency_contacts import EmergencyContacts
from assistant.services.live_contacts import LiveContacts
from assistant.services.oversight import checked_reason
from assistant.services.ports import Clock, Directory, Ids, Step
from assistant.services.screening_content import checked_message
from assistant.services.screening_regression import screened
from assistant.services.staff_names import display_names
from assistant.services.stores import Store, Work


@dataclass(frozen=True, slots=True)
class SeenContactChange:
    """A change as staff see it: where it stands today, display names, and whether the reader may decide on it."""

    change: ContactChange
    state: ContactChangeState
    by: str
    decided_by: str | None
    mine: bool
    may_change: bool


@dataclass(frozen=True, slots=True)
class ContactsTried:
    """What a message would show: the dangers seen in it, the department whose matter it is, and the contacts."""

    dangers: tuple[Reason, ...]
    department_id: str | None
    contacts: tuple[EmergencyContact, ...]


class ContactDesk:
    """Use cases of the contacts page. Whoever reads policies may look and try. A list for everybody takes the right to
    change the screen for the whole organisation, a department's own list that right for the department."""

    def __init__(
        self, store: Store, live: LiveContacts, screen: Step, directory: Directory, clock: Clock, ids: Ids
    ) -> None:
        """`screen` is the step that citizens' messages go through."""
        self._store = store
        self._live = live
        self._screen = screen
        self._directory = directory
        self._clock = clock
        self._ids = ids

    def in_force(self, staff: Staff) -> tuple[EmergencyContact, ...]:
        """All contacts that somebody in danger may be shown now. Raises Forbidden."""
        _readers_only(staff)
        return self._live.in_force()

    def changes(self, staff: Staff) -> tuple[SeenContactChange, ...]:
        """Every change ever stated, newest first. Raises Forbidden."""
        _readers_only(staff)
        with self._store.read() as work:
            book, names = ContactBook(work.contacts.changes()), display_names(work)
        return tuple(self._as_seen(book, change, names, staff) for change in reversed(book.changes))

    def try_out(
        self,
        staff: Staff,
        text: str,
        language: Language,
        day: date | None = None,
        content: ContactList | None = None,
    ) -> ContactsTried:
        """What a message would show on a day, today if none is named, and with a list that is only thought of.

        Nothing is stored. Raises Forbidden, Invalid, NotFound.
        """
        _readers_only(staff)
        said = checked_message(text)
        with self._store.read() as work:
            book = ContactBook(work.contacts.changes())
        if content is not None:
            checked = checked_list(content, self._directory, self._live.today())
            book = book.with_change(
                self._confirmed(self._change(staff, checked, "try-out"), staff, "try-out")
            )
        working = screened(self._screen, said, language)
        if not isinstance(working.route, ShowEmergency):
            return ContactsTried((), working.department_id, ())
        contacts = book.on(day or self._live.today(), self._live.filed)
        shown = EmergencyContacts(self._directory, lambda: contacts or self._live.filed)
        at_hand = shown.for_message(working.masked_text, working.route.dangers)
        return ContactsTried(working.route.dangers, at_hand.department_id, at_hand.contacts)

    def propose(self, staff: Staff, content: ContactList, why: str) -> SeenContactChange:
        """State a change; it waits for a second person. A list without contacts gives the directory's back.

        Raises Forbidden, NotFound, Invalid, Conflict (`too_many_contacts`, `contacts_changed`).
        """
        _changers_only(staff, content.department_id)
        said = checked_reason(why)
        checked = checked_list(content, self._directory, self._live.today())
        change = self._change(staff, checked, said)
        with self._store.begin() as work:
            work.contacts.hold()
            self._check_crowd(ContactBook(work.contacts.changes()), self._confirmed(change, staff, said))
            work.contacts.add(change)
            self._audit(work, staff, "contacts_proposed", change, said)
        return self._seen(staff, change.id)

    def restore(self, staff: Staff, change_id: str, why: str) -> SeenContactChange:
        """Propose the list of an earlier confirmed change again, from today on, without an end. Raises as `propose`,
        Conflict(`not_confirmed`)."""
        _readers_only(staff)
        with self._store.read() as work:
            earlier = _known(ContactBook(work.contacts.changes()), change_id)
        _changers_only(staff, earlier.content.department_id)
        if not earlier.confirmed:
            raise Conflict("not_confirmed", "Only a list that was confirmed can be brought back.")
        return self.propose(staff, replace(earlier.content, first_day=self._live.today(), last_day=None), why)

    def confirm(self, staff: Staff, change_id: str, said: str) -> SeenContactChange:
        """Let a proposed change take effect: by a second person. Raises as `propose`, Conflict (`second_person`,
        `change_decided`, `contacts_over`)."""

        def confirmed(change: ContactChange, book: ContactBook) -> ContactChange:
            if change.by == staff.id:
                raise Conflict("second_person", "Someone else must confirm what you proposed.")
            last = change.content.last_day
            if last is not None and last < self._live.today():
                raise Conflict("contacts_over", "Its last day has passed; state it again.")
            accepted = self._confirmed(change, staff, checked_reason(said))
            self._check_crowd(book, accepted)
            return accepted

        return self._decide(staff, change_id, "contacts_confirmed", confirmed)

    def decline(self, staff: Staff, change_id: str, said: str) -> SeenContactChange:
        """End a proposed change without effect; also one's own. Raises Forbidden, NotFound, Conflict, Invalid."""
        reason = checked_reason(said)
        declined = ContactsDecided(False, staff.id, self._clock.now(), reason)
        return self._decide(
            staff, change_id, "contacts_declined", lambda change, _: replace(change, decided=declined)
        )

    def _decide(
        self,
        staff: Staff,
        change_id: str,
        action: str,
        decided: Callable[[ContactChange, ContactBook], ContactChange],
    ) -> SeenContactChange:
        _readers_only(staff)
        with self._store.begin() as work:
            work.contacts.hold()
            book = ContactBook(work.contacts.changes())
            change = _known(book, change_id)
            _changers_only(staff, change.content.department_id)
            if change.decided is not None:
                raise Conflict("change_decided", "This change was decided already.")
            ended = decided(change, book).decided
            assert ended is not None
            work.contacts.decide(change.id, ended)
            self._audit(work, staff, action, change, ended.said)
        return self._seen(staff, change_id)

    def _check_crowd(self, book: ContactBook, change: ContactChange) -> None:
        """On no day may so many be shown that somebody in danger has to choose."""
        after = book.with_change(change)
        departments = [department.id for department in self._directory.departments()]
        for day in after.days_of_change(self._live.today()):
            if crowded(after.on(day, self._live.filed), departments) is not None:
                message = "With the department's own, too many contacts would be shown together."
                raise Conflict("too_many_contacts", message)

    def _change(self, staff: Staff, content: ContactList, why: str) -> ContactChange:
        return ContactChange(self._ids.new_id(), content, why, staff.id, self._clock.now())

    def _confirmed(self, change: ContactChange, staff: Staff, said: str) -> ContactChange:
        return replace(change, decided=ContactsDecided(True, staff.id, self._clock.now(), said))

    def _audit(self, work: Work, staff: Staff, action: str, change: ContactChange, reason: str) -> None:
        data = {"kind": change.content.kind.value, "reason": reason}
        if change.content.department_id is not None:
            data["department_id"] = change.content.department_id
        work.oversight.audit(staff.id, action, "contact_change", change.id, data, self._clock.now())

    def _seen(self, staff: Staff, change_id: str) -> SeenContactChange:
        with self._store.read() as work:
            book, names = ContactBook(work.contacts.changes()), display_names(work)
        return self._as_seen(book, _known(book, change_id), names, staff)

    def _as_seen(
        self, book: ContactBook, change: ContactChange, names: dict[str, str], staff: Staff
    ) -> SeenContactChange:
        decided = change.decided
        return SeenContactChange(
            change=change,
            state=book.state(change, self._live.today()),
            by=names.get(change.by, change.by),
            decided_by=names.get(decided.by, decided.by) if decided is not None else None,
            mine=change.by == staff.id,
            may_change=staff.may(Right.CHANGE_SCREENING, change.content.department_id),
        )


def _known(book: ContactBook, change_id: str) -> ContactChange:
    change = book.get(change_id)
    if change is None:
        raise NotFound("There is no such change.")
    return change


def _readers_only(staff: Staff) -> None:
    if not staff.may_somewhere(Right.READ_POLICIES):
        raise Forbidden("You may not read the emergency contacts.")


def _changers_only(staff: Staff, department_id: str | None) -> None:
    """None is everybody's list: the right for one department is not enough."""
    if not staff.may(Right.CHANGE_SCREENING, department_id):
        raise Forbidden("You may not change these emergency contacts.")
