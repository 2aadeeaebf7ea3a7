"""A new draft for an open case because the knowledge base changed. It waits for a decision like any other (S-08)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum

from assistant.domain.cases import Case, CaseState, derive_status
from assistant.domain.conversations import QuestionRecord
from assistant.domain.errors import NotFound
from assistant.services.next_draft import NextDraft, newest_version, store_next
from assistant.services.own_choices import people_only
from assistant.services.ports import Clock, Ids
from assistant.services.process_question import question_of
from assistant.services.redraft_case import DraftAgain
from assistant.services.stores import Store, Work

SYSTEM = "system"


class Redrafting(StrEnum):
    """What came of it."""

    DRAFTED = "drafted"
    NOTHING_FOUND = "nothing_found"
    IN_HAND = "in_hand"
    CLOSED = "closed"
    ERASED = "erased"
    BY_HAND = "by_hand"


Settle = Callable[[Work, Redrafting], None]
"""Called in the transaction that stores the draft, or that finds that none is to be stored."""


class SystemRedraft:
    """Redrafts cases that nobody has in hand. What a person holds is never changed under their eyes."""

    def __init__(self, store: Store, clock: Clock, ids: Ids, draft_again: DraftAgain) -> None:
        self._store = store
        self._clock = clock
        self._ids = ids
        self._draft_again = draft_again

    def redraft(self, case_id: str, why: str, settle: Settle) -> Redrafting:
        """Draft anew on today's policies, with `why` on record; `settle` commits with the draft or not at all.

        For a case in a person's hands nothing happens and `settle` is not called. Raises NotFound, Conflict
        (`draft_changed`, `case_changed`: try again).
        """
        with self._store.read() as work:
            case, record = _open_case(work, case_id)
            state = self._state(work, case)
            based_on = newest_version(work, case.question_id)
            question = question_of(work, record) if state is Redrafting.DRAFTED else None
        if question is None:
            return self._settled(state, settle)
        working = self._draft_again(replace(question, asked_at=self._clock.now()))
        if working.draft is None:
            return self._settled(Redrafting.NOTHING_FOUND, settle)
        new = NextDraft(case.id, record, working, working.draft, based_on)
        return self._stored(case, new, why, settle)

    def _settled(self, result: Redrafting, settle: Settle) -> Redrafting:
        if result is not Redrafting.IN_HAND:
            with self._store.begin() as work:
                settle(work, result)
        return result

    def _stored(self, case: Case, new: NextDraft, why: str, settle: Settle) -> Redrafting:
        now = self._clock.now()
        with self._store.begin() as work:
            state = self._state(work, case)
            if state is Redrafting.IN_HAND:
                return state
            if state is not Redrafting.DRAFTED:
                settle(work, state)
                return state
            logged = store_next(work, new, self._ids.new_id(), SYSTEM, now, {"reason": why})
            settle(work, state)
            work.oversight.audit(SYSTEM, "case_redrafted", "case", case.id, logged, now)
        return Redrafting.DRAFTED

    def _state(self, work: Work, case: Case) -> Redrafting:
        """DRAFTED where nothing stands against a new draft."""
        if work.conversations.erased(case.conversation_id):
            return Redrafting.ERASED
        if work.appeals.of_case(case.id) is not None or people_only(work, case.conversation_id):
            return Redrafting.BY_HAND
        match derive_status(work.cases.events(case.id), self._clock.now()).state:
            case CaseState.WAITING:
                return Redrafting.DRAFTED
            case CaseState.IN_HAND:
                return Redrafting.IN_HAND
            case _:
                return Redrafting.CLOSED


def _open_case(work: Work, case_id: str) -> tuple[Case, QuestionRecord]:
    case = work.cases.get(case_id)
    record = work.questions.get(case.question_id) if case is not None else None
    if case is None or record is None:
        raise NotFound("There is no such case.")
    return case, record
