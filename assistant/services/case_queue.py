"""The queue as caseworkers work through it: filtered, searched, counted, page by page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from assistant.domain.cases import Case, CaseState
from assistant.domain.errors import Invalid
from assistant.domain.queue_entries import VULNERABLE, Priority, WaitingFor, ordinal_of
from assistant.domain.staff import Staff
from assistant.services.case_access import readable_departments
from assistant.services.case_views import UNTOLD, CaseRow, case_row
from assistant.services.ports import Clock
from assistant.services.question_search import QuestionSearch, matches
from assistant.services.queue_entry_store import (
    Holding,
    QueueCounts,
    QueuedCase,
    QueueFilter,
    QueuePlace,
    QueueQuery,
    QueueState,
)
from assistant.services.seeded_queue import SeededQueue
from assistant.services.staff_names import display_names
from assistant.services.stores import Store, Work

LARGEST_PAGE = 200
"""Rows of one page; nobody works through more before looking again."""


def fill_queue(store: Store) -> None:
    """Enter the cases that are older than the queue, a few at a time; a service that has started once finds none."""
    entered = True
    while entered:
        with store.begin() as work:
            entered = work.queue.fill(FILLED_AT_ONCE) > 0


FILLED_AT_ONCE = 500
"""Cases entered in one transaction; the bound of what one round of the store folds."""


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A line with its band of priority and whom the case waits for."""

    row: CaseRow
    priority: Priority
    waiting_for: WaitingFor

    def place(self) -> QueuePlace:
        """Where it stands."""
        return QueuePlace(self.priority, self.row.promised_at, ordinal_of(self.row.number))


@dataclass(frozen=True, slots=True)
class QueuePage:
    """Some rows in order; `matching` and `overdue` count all that the filter finds. `after` begins the next page."""

    rows: tuple[QueueRow, ...]
    matching: int
    overdue: int
    after: str | None


class CaseQueue:
    """Reads for the console, within the departments a person may read."""

    def __init__(self, store: Store, clock: Clock, seeded: SeededQueue | None = None) -> None:
        """`seeded` tests stand among the cases, found and counted like them."""
        self._store = store
        self._clock = clock
        self._seeded = seeded
        self.search = QuestionSearch(store)

    def page(self, staff: Staff, wanted: QueueFilter, after: str | None, limit: int) -> QueuePage:
        """The next `limit` cases. Raises Forbidden without any right to read, Invalid(after, limit, reason, text)."""
        departments, now = readable_departments(staff), self._clock.now()
        if not 1 <= limit <= LARGEST_PAGE:
            raise Invalid("limit", f"A page has 1 to {LARGEST_PAGE} cases.")
        if wanted.reason in UNTOLD:
            # Reviewers are not told of these: looking for them would tell.
            raise Invalid("reason", "Cases cannot be looked for by this reason.")
        place = _read_place(after) if after else None
        with self._store.read() as work:
            hits = self.search.find(work, wanted.text) if wanted.text.strip() else None
            query = QueueQuery(wanted, departments, staff.id, now, hits)
            found = work.queue.page(query, place, limit + 1)
            counts = work.queue.counts(query)
            names = display_names(work)
            texts = work.queue.texts([one.case.id for one in found])
        rows = [_row(one, staff, names, now, texts.get(one.case.id, "")) for one in found]
        tests = self._tests(staff, wanted)
        begin = place.key() if place is not None else None
        rows += [one for one in tests if begin is None or one.place().key() > begin]
        rows.sort(key=lambda one: one.place().key())
        shown = tuple(rows[:limit])
        counts = QueueCounts(
            counts.matching + len(tests), counts.overdue + sum(one.row.overdue for one in tests)
        )
        following = _written_place(shown[-1].place()) if len(rows) > limit else None
        return QueuePage(shown, counts.matching, counts.overdue, following)

    def _tests(self, staff: Staff, wanted: QueueFilter) -> list[QueueRow]:
        if self._seeded is None:
            return []
        given = self._seeded.rows(staff, None, wanted.department_id, mine=wanted.holding is Holding.ME)
        behind = {case.id: case for case, _events in self._seeded.cases(staff)} if given else {}
        found = []
        with self._store.read() as work:
            for row in given:
                vulnerable = not VULNERABLE.isdisjoint(row.reasons)
                one = QueueRow(
                    row, Priority.VULNERABLE if vulnerable else Priority.ORDINARY, WaitingFor.NOBODY
                )
                if _fits(one, wanted) and _said(work, behind.get(row.id), wanted.text):
                    found.append(one)
        return found


def _row(one: QueuedCase, staff: Staff, names: Mapping[str, str], now: datetime, question: str) -> QueueRow:
    row = case_row(one.case, one.entry.status(now), staff, names, now, question)
    return QueueRow(replace(row, urgent=one.priority is Priority.DANGER), one.priority, one.entry.waiting_for)


def _fits(one: QueueRow, wanted: QueueFilter) -> bool:
    """As the store filters cases. A test is always open, and waits for nobody."""
    row = one.row
    return (
        _of_state(row.state, wanted.state)
        and wanted.topic_id in (None, row.topic_id)
        and wanted.language in (None, row.language)
        and wanted.priority in (None, one.priority)
        and (wanted.reason is None or wanted.reason.value in row.reasons)
        and wanted.waiting_for in (None, one.waiting_for)
        and (row.overdue or not wanted.overdue)
        and (wanted.holding is not Holding.NOBODY or row.claimed_by is None)
    )


def _said(work: Work, case: Case | None, text: str) -> bool:
    """Whether a search finds it: by its whole question, as a case is found."""
    if not text.strip():
        return True
    record = work.questions.get(case.question_id) if case is not None else None
    message = work.conversations.message(record.message_id) if record is not None else None
    return case is not None and message is not None and matches(text, case.number, message.text)


def _of_state(state: CaseState, wanted: QueueState) -> bool:
    match wanted:
        case QueueState.ALL:
            return True
        case QueueState.OPEN:
            return state.is_open
        case QueueState.WAITING | QueueState.IN_HAND | QueueState.REPLIED | QueueState.WITHDRAWN:
            return state.value == wanted.value
        case _:
            assert_never(wanted)


def _written_place(place: QueuePlace) -> str:
    return f"{place.priority}~{place.promised_at.isoformat()}~{place.ordinal}"


def _read_place(text: str) -> QueuePlace:
    try:
        priority, promised, ordinal = text.split("~")
        place = QueuePlace(Priority(priority), datetime.fromisoformat(promised), int(ordinal))
    except ValueError:
        raise Invalid("after", "This is no place in the queue.") from None
    if place.promised_at.tzinfo is None or not 0 <= place.ordinal < 2**63:
        raise Invalid("after", "This is no place in the queue.")
    return place
