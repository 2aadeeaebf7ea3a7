"""A new draft for a case on today's policies, with a caseworker's hint. It is stored beside the old one, never sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assistant.domain.errors import Conflict, Invalid, NotFound
from assistant.domain.questions import Question
from assistant.domain.routing import Working
from assistant.domain.staff import Staff
from assistant.services.case_access import decidable_case, held_status
from assistant.services.next_draft import NextDraft, newest_version, store_next
from assistant.services.own_choices import require_own_words
from assistant.services.ports import Clock, Ids
from assistant.services.process_question import question_of
from assistant.services.review_arms import ReviewArms
from assistant.services.stores import Store

MAX_HINT = 500
"""Characters of a hint: search terms and a sentence; more would drown the question itself."""

DraftAgain = Callable[[Question], Working]


class RedraftCase:
    """Runs the engine outside any transaction, then stores what it drafted if nothing changed meanwhile."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        ids: Ids,
        draft_again: DraftAgain,
        arms: ReviewArms | None = None,
    ) -> None:
        self._arms = arms
        self._store = store
        self._clock = clock
        self._ids = ids
        self._draft_again = draft_again

    def redraft(self, staff: Staff, case_id: str, hint: str) -> None:
        """Store the next draft version; see `ReviewCases.redraft`."""
        hint = hint.strip()
        if len(hint) > MAX_HINT:
            raise Invalid("hint", f"Write at most {MAX_HINT} characters.")
        if self._arms is not None:
            with self._store.read() as work:
                self._arms.require_redraft(work, staff, decidable_case(work, staff, case_id))
        with self._store.read() as work:
            case = decidable_case(work, staff, case_id)
            held_status(work, case, staff, self._clock.now())
            require_own_words(work, case)
            if work.appeals.of_case(case.id) is not None:
                raise Conflict(
                    "appeal_by_hand", "Fresh eyes judge an appeal; the engine drafts nothing for it."
                )
            record = work.questions.get(case.question_id)
            if record is None:
                raise NotFound("There is no such question.")
            question = question_of(work, record, hint)
            based_on = newest_version(work, case.question_id)
        # Asked anew today: only what is in force now may be quoted in a reply sent now.
        working = self._draft_again(replace(question, asked_at=self._clock.now()))
        if working.draft is None:
            self._record_failure(staff, case_id, working)
            raise Conflict("no_draft", "The engine found nothing to draft from. Write the reply yourself.")
        new = NextDraft(case_id, record, working, working.draft, based_on)
        now = self._clock.now()
        with self._store.begin() as work:
            held_status(work, decidable_case(work, staff, case_id), staff, now)
            logged = store_next(work, new, self._ids.new_id(), staff.id, now, {})
            work.oversight.audit(staff.id, "case_redrafted", "case", case_id, logged, now)

    def _record_failure(self, staff: Staff, case_id: str, working: Working) -> None:
        data = {
            "reasons": ",".join(reason.value for reason in working.reasons),
            "errors": ",".join(working.errors),
        }
        with self._store.begin() as work:
            work.oversight.audit(staff.id, "redraft_found_nothing", "case", case_id, data, self._clock.now())
