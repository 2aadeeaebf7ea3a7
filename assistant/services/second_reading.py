"""Another reading of the same question, shown only to who asks for it; asking is on record (H-13)."""

from __future__ import annotations

from assistant.domain.answers import Claim, DraftMethod
from assistant.domain.conversations import StoredDraft
from assistant.domain.errors import Conflict
from assistant.domain.questions import Language
from assistant.domain.staff import Staff
from assistant.services.audit_access import question_text
from assistant.services.case_access import decidable_case, open_status
from assistant.services.extraction.drafting import extract
from assistant.services.ports import Clock, Likeness
from assistant.services.review_arms import ReviewArms
from assistant.services.seeded_queue import SeededQueue
from assistant.services.stores import Store


class SecondReading:
    """A model's draft is set beside quotes alone; a draft of quotes beside what the other documents found would say."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        likeness: Likeness,
        arms: ReviewArms,
        tests: SeededQueue | None = None,
    ) -> None:
        """`tests` are read another way too: they must not stand out."""
        self._store = store
        self._clock = clock
        self._likeness = likeness
        self._arms = arms
        self._tests = tests

    def show(self, staff: Staff, case_id: str) -> tuple[Claim, ...]:
        """Its sentences with their quotes; it is no draft, cannot be approved, and nothing is stored of it but the asking.

        Raises NotFound, Forbidden, Conflict: as `open_status`, `judgement_needed`, `no_draft`, `no_other_reading`.
        """
        stored, asked, language = self._given(staff, case_id)
        evidence = stored.evidence
        if stored.draft.method is DraftMethod.EXTRACTIVE:
            quoted = {quote.document_id for quote in stored.draft.quotes()}
            evidence = tuple(one for one in evidence if one.document_id not in quoted)
        found = extract(asked, language, evidence, self._likeness) if evidence else None
        with self._store.begin() as work:
            data = {"draft_sha256": stored.sha256, "found": str(found is not None).lower()}
            work.oversight.audit(staff.id, "second_reading_asked", "case", case_id, data, self._clock.now())
        if found is None:
            raise Conflict("no_other_reading", "Nothing else that was found answers the question.")
        return found.draft.claims

    def _given(self, staff: Staff, case_id: str) -> tuple[StoredDraft, str, Language]:
        test = self._tests.read(staff, case_id) if self._tests is not None else None
        if test is not None:
            if test.draft is None:
                raise Conflict("judgement_needed", "Say first what you think of the question.")
            return test.draft, test.question, Language(test.row.language)
        with self._store.begin() as work:  # stored by itself: a refusal below must not undo the draw
            self._arms.of(work, decidable_case(work, staff, case_id))
        with self._store.read() as work:
            case = decidable_case(work, staff, case_id)
            open_status(work, case, self._clock.now())
            self._arms.require_redraft(work, staff, case)
            drafts = work.questions.drafts(case.question_id)
            if not drafts:
                raise Conflict("no_draft", "There is no draft to read another way.")
            return drafts[-1], question_text(work, case.question_id), Language(case.language)
