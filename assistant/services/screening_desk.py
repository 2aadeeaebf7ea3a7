"""Where policy staff read the screening rules, try messages out, and change what is theirs to change.

The screen guards the whole organisation, so a change needs the right for all of it. What makes the screen stricter is in
force at once; what loosens it waits for a second person. Shipped rules are never removed. No change takes effect that
breaks a message of the regression set.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from assistant.domain.errors import Conflict, Forbidden, NotFound
from assistant.domain.questions import Language
from assistant.domain.reasons import REASON_TEXTS
from assistant.domain.screening_changes import (
    ChangeBook,
    ChangeState,
    Content,
    Decided,
    Expected,
    MessageAdded,
    ScreeningChange,
    Undone,
)
from assistant.domain.staff import Right, Staff
from assistant.services.live_screening import LiveScreening
from assistant.services.oversight import checked_reason
from assistant.services.ports import Clock, Ids
from assistant.services.screening_content import checked_content, checked_message
from assistant.services.screening_regression import (
    Finding,
    findings,
    messages_of,
    newly_broken,
    screened,
)
from assistant.services.screening_views import RuleText, SeenChange, SeenRule, TryOut, rules_seen, tried
from assistant.services.staff_names import display_names
from assistant.services.stores import Store, Work

LISTED_FAILURES = 10
"""Messages named in a refusal: a list one reads at a glance; more mean that the change is far too broad anyway."""


class MessagesBroken(Conflict):
    """A change would break messages of the regression set; it is not in force (HTTP 409)."""

    def __init__(self, broken: Sequence[Finding]) -> None:
        lines = "; ".join(_failure(finding) for finding in broken[:LISTED_FAILURES])
        more = f"; and {len(broken) - LISTED_FAILURES} more" if len(broken) > LISTED_FAILURES else ""
        super().__init__("screening_messages_broken", f"The change would break test messages: {lines}{more}.")
        self.broken = tuple(broken)


@dataclass(frozen=True, slots=True)
class ShippedScreening:
    """What comes with the product: the rules in the words of their files, and the first test messages."""

    texts: tuple[RuleText, ...]
    messages: tuple[MessageAdded, ...]


class ScreeningDesk:
    """Use cases of the screening page. Whoever reads policies may look and try; see the module for changes."""

    def __init__(
        self,
        store: Store,
        live: LiveScreening,
        shipped: Callable[[], ShippedScreening],
        clock: Clock,
        ids: Ids,
    ) -> None:
        """`shipped` is asked when somebody looks: what it gives takes time to read."""
        self._store = store
        self._live = live
        self._shipped = shipped
        self._clock = clock
        self._ids = ids

    def rules(self, staff: Staff) -> tuple[SeenRule, ...]:
        """All rules in force, those shipped first. Raises Forbidden."""
        _readers_only(staff)
        return rules_seen(self._shipped().texts, self._book())

    def changes(self, staff: Staff) -> tuple[SeenChange, ...]:
        """Every change ever stated, newest first. Raises Forbidden."""
        _readers_only(staff)
        with self._store.read() as work:
            book, names = ChangeBook(work.screening.changes()), display_names(work)
        return tuple(_seen(book, change, names, staff) for change in reversed(book.changes))

    def messages(self, staff: Staff) -> tuple[Finding, ...]:
        """The regression set with what the rules in force make of each message. Raises Forbidden."""
        _readers_only(staff)
        book = self._book()
        return findings(self._live.screen_with(book), messages_of(book, self._shipped().messages))

    def try_out(self, staff: Staff, text: str, language: Language, content: Content | None = None) -> TryOut:
        """What the screen makes of a message, with a change that is only thought of. Nothing is stored.

        Raises Forbidden, Invalid.
        """
        _readers_only(staff)
        said = checked_message(text)
        book = self._book()
        if content is not None:
            proposed = self._change(staff, checked_content(content, self._known(book), book), "try-out")
            book = book.with_change(_accepted(proposed, staff, proposed.why))
        rules = self._live.rules_with(book)
        return tried(rules, screened(self._live.screen_with(book), said, language), said)

    def change(self, staff: Staff, content: Content, why: str) -> SeenChange:
        """State a change: in force at once if it is stricter, else proposed to a second person.

        Raises Forbidden, NotFound, Invalid, MessagesBroken, Conflict (`screening_changed`, `undo_proposed`,
        `not_in_force`, `change_exists`).
        """
        _changers_only(staff)
        said = checked_reason(why)
        with self._store.begin() as work:
            work.screening.hold()
            book = ChangeBook(work.screening.changes())
            checked = checked_content(content, self._known(book), book)
            change = self._change(staff, checked, said)
            accepted = _accepted(change, staff, said)
            broken = self._broken(book, accepted)
            if not broken:
                waits = book.loosens(checked)
                stored = change if waits else accepted
                work.screening.add(stored)
                self._audit(work, staff, "screening_proposed" if waits else "screening_changed", stored, said)
        if broken:
            self._refuse(staff, change, broken)
        return self._seen(staff, change.id)

    def confirm(self, staff: Staff, change_id: str, said: str) -> SeenChange:
        """Let a proposed change take effect: by a second person. Raises as `change`, Conflict(`second_person`)."""
        _changers_only(staff)
        reason = checked_reason(said)
        with self._store.begin() as work:
            work.screening.hold()
            book = ChangeBook(work.screening.changes())
            change = _proposed(book, change_id)
            if change.by == staff.id:
                raise Conflict("second_person", "Someone else must confirm what you proposed.")
            # What it takes back or excepts may be gone since it was proposed.
            checked_content(change.content, self._known(book), book, confirming=True)
            accepted = _accepted(change, staff, reason, self._clock.now())
            broken = self._broken(book, accepted)
            if not broken:
                assert accepted.decided is not None
                work.screening.decide(change.id, accepted.decided)
                self._audit(work, staff, "screening_confirmed", accepted, reason)
        if broken:
            self._refuse(staff, change, broken)
        return self._seen(staff, change_id)

    def decline(self, staff: Staff, change_id: str, said: str) -> SeenChange:
        """End a proposed change without effect; also one's own. Raises Forbidden, NotFound, Conflict, Invalid."""
        _changers_only(staff)
        reason = checked_reason(said)
        with self._store.begin() as work:
            change = _proposed(ChangeBook(work.screening.changes()), change_id)
            work.screening.decide(change.id, Decided(False, staff.id, self._clock.now(), reason))
            self._audit(work, staff, "screening_declined", change, reason)
        return self._seen(staff, change_id)

    def undo(self, staff: Staff, change_id: str, why: str) -> SeenChange:
        """Take a change back that is in force; what that loosens waits for a second person. Raises as `change`."""
        return self.change(staff, Undone(change_id), why)

    def _book(self) -> ChangeBook:
        with self._store.read() as work:
            return ChangeBook(work.screening.changes())

    def _known(self, book: ChangeBook) -> dict[str, tuple[str, bool]]:
        return {rule.name: (rule.reason, rule.emergency) for rule in self._live.rules_with(book).rules}

    def _change(self, staff: Staff, content: Content, why: str) -> ScreeningChange:
        return ScreeningChange(self._ids.new_id(), content, why, staff.id, self._clock.now())

    def _broken(self, book: ChangeBook, accepted: ScreeningChange) -> tuple[Finding, ...]:
        """What fails because of the change; a new test message must hold with the rules as they are."""
        after_book = book.with_change(accepted)
        after = self._live.screen_with(after_book)
        if isinstance(accepted.content, MessageAdded):
            return tuple(one for one in findings(after, (accepted.content,)) if not one.holds)
        messages = messages_of(after_book, self._shipped().messages)
        return newly_broken(self._live.screen_with(book), after, messages)

    def _refuse(self, staff: Staff, change: ScreeningChange, broken: Sequence[Finding]) -> None:
        """The attempt goes on record before it is refused."""
        with self._store.begin() as work:
            self._audit(work, staff, "screening_blocked", change, f"{len(broken)} test messages")
        raise MessagesBroken(broken)

    def _audit(self, work: Work, staff: Staff, action: str, change: ScreeningChange, reason: str) -> None:
        data = {"kind": change.kind.value, "reason": reason}
        if isinstance(change.content, Undone):
            data["undoes"] = change.content.change_id
        work.oversight.audit(staff.id, action, "screening_change", change.id, data, self._clock.now())

    def _seen(self, staff: Staff, change_id: str) -> SeenChange:
        with self._store.read() as work:
            book, names = ChangeBook(work.screening.changes()), display_names(work)
        change = book.get(change_id)
        assert change is not None
        return _seen(book, change, names, staff)


def _accepted(
    change: ScreeningChange, staff: Staff, said: str, at: datetime | None = None
) -> ScreeningChange:
    return replace(change, decided=Decided(True, staff.id, at or change.at, said))


def _proposed(book: ChangeBook, change_id: str) -> ScreeningChange:
    change = book.get(change_id)
    if change is None:
        raise NotFound("There is no such change.")
    if book.state(change) is not ChangeState.PROPOSED:
        raise Conflict("change_decided", "This change was decided already.")
    return change


def _seen(book: ChangeBook, change: ScreeningChange, names: dict[str, str], staff: Staff) -> SeenChange:
    decided = change.decided
    return SeenChange(
        change=change,
        state=book.state(change),
        by=names.get(change.by, change.by),
        decided_by=names.get(decided.by, decided.by) if decided is not None else None,
        mine=change.by == staff.id,
        loosens=book.loosens(change.content),
        undo_waits=book.undo_proposed(change.id),
        at=change.at,
    )


def _failure(finding: Finding) -> str:
    message = finding.message
    if message.expected is Expected.PASSES:
        reasons = ", ".join(REASON_TEXTS[reason].en.lower() for reason in finding.reasons)
        return f"“{message.text}” must pass, but: {reasons}"
    wanted = f" ({REASON_TEXTS[message.reason].en.lower()})" if message.reason is not None else ""
    return f"“{message.text}” must be flagged{wanted}, but would not be"


def _readers_only(staff: Staff) -> None:
    if not staff.may_somewhere(Right.READ_POLICIES):
        raise Forbidden("You may not read the screening rules.")


def _changers_only(staff: Staff) -> None:
    """The screen is the whole organisation's: the right for one department is not enough."""
    if not staff.may(Right.CHANGE_SCREENING, None):
        raise Forbidden("You may not change the screening rules.")
