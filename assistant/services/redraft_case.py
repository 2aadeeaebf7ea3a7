"""A new draft for a case on today's policies, with a caseworker's hint. It is stored beside the old one, never sent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assistant.domain.answers import Draft
from assistant.domain.cases import CaseEvent, CaseEventKind
from assistant.domain.conversations import QuestionRecord, StoredDraft
from assistant.domain.errors import Conflict, Invalid, NotFound
from assistant.domain.questions import Question
from assistant.domain.routing import Working
from assistant.domain.staff import Staff
from assistant.services.case_access import decidable_case, held_status
from assistant.services.ports import Clock, Ids
from assistant.services.process_question import question_of
from assistant.services.record_outcome import stored_draft
from assistant.services.stores import Store

MAX_HINT = 500
"""Characters of a hint: search terms and a sentence; more would drown the question itself."""

CONFIDENCE = "confidence"
"""Where a redrafting's event keeps the new draft's confidence."""

DraftAgain = Callable[[Question], Working]


class RedraftCase:
    """Runs the engine outside any transaction, then stores what it drafted if nothing changed meanwhile."""

    def __init__(self, store: Store, clock: Clock, ids: Ids, draft_again: DraftAgain) -> None:
        self._store = store
        self._clock = clock
        self._ids = ids
        self._draft_again = draft_again

    def redraft(self, staff: Staff, case_id: str, hint: str) -> None:
        """Store the next draft version; see `ReviewCases.redraft`."""
        hint = hint.strip()
        if len(hint) > MAX_HINT:
            raise Invalid("hint", f"Write at most {MAX_HINT} characters.")
        with self._store.read() as work:
            case = decidable_case(work, staff, case_id)
            held_status(work, case, staff, self._clock.now())
            record = work.questions.get(case.question_id)
            if record is None:
                raise NotFound("There is no such question.")
            question = question_of(work, record, hint)
            based_on = _newest_version(work.questions.drafts(case.question_id))
        # Asked anew today: only what is in force now may be quoted in a reply sent now.
        working = self._draft_again(replace(question, asked_at=self._clock.now()))
        if working.draft is None:
            self._record_failure(staff, case_id, working)
            raise Conflict("no_draft", "The engine found nothing to draft from. Write the reply yourself.")
        self._store_draft(staff, case_id, record, working, working.draft, based_on)

    def _store_draft(
        self,
        staff: Staff,
        case_id: str,
        record: QuestionRecord,
        working: Working,
        draft: Draft,
        based_on: int,
    ) -> None:
        now = self._clock.now()
        with self._store.begin() as work:
            case = decidable_case(work, staff, case_id)
            held_status(work, case, staff, now)
            if _newest_version(work.questions.drafts(case.question_id)) != based_on:
                raise Conflict("draft_changed", "Another draft was made meanwhile.")
            stored = stored_draft(self._ids.new_id(), record, working, based_on + 1, draft)
            stored = replace(stored, created_at=now)
            work.questions.add_draft(stored)
            data = {
                "draft": stored.id,
                "draft_version": str(stored.version),
                CONFIDENCE: f"{working.confidence:.6f}",
            }
            work.cases.append(CaseEvent(case.id, 0, CaseEventKind.REDRAFTED, staff.id, now, data))
            logged = data | {
                "sha256": stored.sha256,
                "index_version": stored.index_version,
                "pipeline_hash": stored.pipeline_hash,
                "passages": ",".join(passage.passage_id for passage in stored.evidence),
            }
            work.oversight.audit(staff.id, "case_redrafted", "case", case.id, logged, now)

    def _record_failure(self, staff: Staff, case_id: str, working: Working) -> None:
        data = {
            "reasons": ",".join(reason.value for reason in working.reasons),
            "errors": ",".join(working.errors),
        }
        with self._store.begin() as work:
            work.oversight.audit(staff.id, "redraft_found_nothing", "case", case_id, data, self._clock.now())


def _newest_version(drafts: tuple[StoredDraft, ...]) -> int:
    return drafts[-1].version if drafts else 0
