"""Seeds among the cases: they look like cases to the one person they were given to, and end with that person (H-06).

No case stands behind a seed, so nothing that is done with one can reach a citizen: what this module answers is made up
from a seed and thrown away. Who has one in hand is kept in memory only; a restart puts it back into the queue.
"""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import datetime

from assistant.domain.cases import (
    CLAIM_LASTS,
    Case,
    CaseEvent,
    CaseEventKind,
    CaseState,
    CaseStatus,
    DecisionKind,
)
from assistant.domain.conversations import StoredDraft
from assistant.domain.errors import Conflict
from assistant.domain.reasons import Reason
from assistant.domain.review_arms import DraftLock
from assistant.domain.seeds import Seed, SeedPlace, SeedShowing
from assistant.domain.service_times import PLAIN, Matter, ServiceTimes
from assistant.domain.staff import Staff
from assistant.services.case_views import CaseDetail, CaseRow, case_row
from assistant.services.competence_checks import CheckGate
from assistant.services.decision_rules import DecisionDone, DecisionRequest, check_findings, check_request
from assistant.services.found_passages import found_passages
from assistant.services.load_limits import LoadLimits
from assistant.services.ports import Clock, Directory
from assistant.services.release import sha256_of
from assistant.services.review_arms import JudgementRequest, check_judgement, without_draft
from assistant.services.seeded_errors import SeededErrors
from assistant.services.stores import Store, Work


class SeededQueue:
    """Stands before the real cases: what it knows it answers itself, everything else it leaves to them."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        directory: Directory,
        seeds: SeededErrors,
        times: ServiceTimes | None = None,
        gate: CheckGate | None = None,
        load: LoadLimits | None = None,
    ) -> None:
        """`times` as for real cases: a test must not stand out by its promise."""
        self._gate = gate
        self._load = load
        self._times = times or ServiceTimes(PLAIN)
        self._store = store
        self._clock = clock
        self._hours = {one.id: one.promise_hours for one in directory.departments()}
        self._seeds = seeds
        self._lock = threading.Lock()
        self._held: dict[str, datetime] = {}
        self._judged: set[str] = set()

    def rows(
        self, staff: Staff, state: CaseState | None, department_id: str | None, mine: bool
    ) -> tuple[CaseRow, ...]:
        """Those of this person that the same filters let through."""
        with self._store.read() as work:
            given = self._seeds.open(work, staff, SeedPlace.CASES)
            rows = [self._row(work, staff, showing, seed) for showing, seed in given]
        return tuple(
            row
            for row in rows
            if state in (None, row.state)
            and department_id in (None, row.department_id)
            and (row.claimed_by_me or not mine)
        )

    def read(self, staff: Staff, case_id: str) -> CaseDetail | None:
        """As a case would be shown; None if it is none of this person's seeds. The reading is on record."""
        now = self._clock.now()
        with self._store.begin() as work:
            given = self._seeds.given(work, staff, SeedPlace.CASES, case_id)
            if given is None:
                return None
            showing, seed = given
            record = work.questions.get(seed.question_id)
            assert record is not None
            messages = [
                one
                for one in work.conversations.messages(record.conversation_id)
                if one.id == record.message_id
            ]
            draft = _draft(work, seed)
            detail = CaseDetail(
                row=self._row(work, staff, showing, seed),
                question=messages[0].text,
                conversation=tuple(messages),
                evidence=found_passages(self._case(work, showing, seed), draft, ()),
                draft=draft,
                draft_void=None,
                confidence=record.confidence,
                events=(_opened(showing),),
                decisions=(),
                notes=(),
            )
            work.oversight.audit(staff.id, "case_read", "case", showing.id, {}, now)
            locked = self._locked(self._case(work, showing, seed))
        return without_draft(detail, DraftLock.JUDGEMENT) if locked else detail

    def knows(self, staff: Staff, case_id: str) -> bool:
        """Whether it is one of this person's seeds."""
        with self._store.read() as work:
            return self._seeds.given(work, staff, SeedPlace.CASES, case_id) is not None

    def cases(self, staff: Staff) -> tuple[tuple[Case, tuple[CaseEvent, ...]], ...]:
        """This person's tests as cases with their events, for what is told beside the queue."""
        with self._store.read() as work:
            given = self._seeds.open(work, staff, SeedPlace.CASES)
            return tuple((self._case(work, showing, seed), (_opened(showing),)) for showing, seed in given)

    def claim(self, showing_id: str) -> None:
        """Take it in hand."""
        with self._lock:
            self._held[showing_id] = self._clock.now() + CLAIM_LASTS

    def judge(self, showing_id: str, request: JudgementRequest) -> None:
        """As with a case that is judged before its draft is shown; what was said ends with the test."""
        check_judgement(request)
        with self._lock:
            if showing_id in self._judged:
                raise Conflict("already_judged", "You have judged this case already.")
            self._judged.add(showing_id)

    def _locked(self, case: Case) -> bool:
        """A test never stands out: what every case of its kind keeps back, it keeps back too (H-01)."""
        with self._lock:
            return Reason.DECISION_ABOUT_PERSON in case.reasons and case.id not in self._judged

    def release_claim(self, showing_id: str) -> None:
        """Give it back. Raises Conflict("not_claimed")."""
        self._require_held(showing_id)
        with self._lock:
            self._held.pop(showing_id, None)

    def redraft(self, showing_id: str) -> None:
        """Raises Conflict("no_draft"), as where nothing else was found: the draft is what is tested."""
        self._require_held(showing_id)
        raise Conflict("no_draft", "Nothing else was found.")

    def decide(self, staff: Staff, case_id: str, request: DecisionRequest) -> DecisionDone | None:
        """What the person made of it, told apart at once; None if it is none of their seeds.

        A rejection catches it, and so does any reply of their own without the sentence that was made wrong. Nothing is
        stored as a decision, nothing is sent. Raises what a real decision would.
        """
        with self._store.begin() as work:
            given = self._seeds.given(work, staff, SeedPlace.CASES, case_id)
            if given is None:
                return None
            showing, seed = given
            check_request(request, self._case(work, showing, seed))
            self._require_held(showing.id)
            if self._locked(self._case(work, showing, seed)):
                raise Conflict("judgement_needed", "Say first what you think of the question.")
            draft = _draft(work, seed)
            _check_named(request, draft)
            if request.kind in (DecisionKind.APPROVED, DecisionKind.EDITED):
                if self._gate is not None:
                    self._gate.require(work, staff, seed.topic_id, self._clock.now())
                if self._load is not None:
                    self._load.require_rested(work, staff.id, self._clock.now())
                check_findings(draft, request.text or draft.draft.text(), request.kept)
            feedback = self._seeds.answer(work, showing, seed, _rejected(request, seed))
        return DecisionDone(showing.id, request.kind, CaseState.REPLIED, feedback)

    def offer(self, staff: Staff) -> None:
        """After a real decision: perhaps a seed comes next."""
        with self._store.begin() as work:
            self._seeds.offer(work, staff, SeedPlace.CASES)

    def _require_held(self, showing_id: str) -> None:
        with self._lock:
            until = self._held.get(showing_id)
        if until is None or self._clock.now() >= until:
            raise Conflict("not_claimed", "Take the case in hand first.")

    def _row(self, work: Work, staff: Staff, showing: SeedShowing, seed: Seed) -> CaseRow:
        now = self._clock.now()
        with self._lock:
            until = self._held.get(showing.id)
        held = until is not None and now < until
        state = CaseState.IN_HAND if held else CaseState.WAITING
        status = CaseStatus(state, staff.id if held else None, until if held else None, False)
        record = work.questions.get(seed.question_id)
        message = work.conversations.message(record.message_id) if record is not None else None
        text = message.text if message is not None else ""
        return case_row(
            self._case(work, showing, seed), status, staff, {staff.id: staff.display_name}, now, text
        )

    def _case(self, work: Work, showing: SeedShowing, seed: Seed) -> Case:
        """What a case of this question would say of itself."""
        record = work.questions.get(seed.question_id)
        assert record is not None
        hours = self._hours.get(seed.department_id, 24)
        return Case(
            id=showing.id,
            number=showing.number,
            question_id=record.id,
            conversation_id=record.conversation_id,
            department_id=seed.department_id,
            topic_id=seed.topic_id,
            language=seed.language.value,
            reasons=record.reasons or (Reason.NO_CERTIFICATE,),
            opened_at=showing.at,
            promised_at=self._times.promise(Matter.ENQUIRY, seed.department_id, hours, showing.at),
        )


def _opened(showing: SeedShowing) -> CaseEvent:
    return CaseEvent(showing.id, 1, CaseEventKind.OPENED, "system", showing.at)


def _draft(work: Work, seed: Seed) -> StoredDraft:
    """The seed as a draft of the engine; it stands in no table of drafts."""
    origin = next(one for one in work.questions.drafts(seed.question_id) if one.id == seed.draft_id)
    return replace(origin, id=seed.id, version=1, draft=seed.draft, sha256=sha256_of(seed.draft.text()))


def _check_named(request: DecisionRequest, draft: StoredDraft) -> None:
    named = (request.draft_id, request.draft_version, request.draft_sha256)
    if named not in ((None, None, None), (draft.id, draft.version, draft.sha256)):
        raise Conflict("draft_changed", "The draft has changed since you opened the case.")


def _rejected(request: DecisionRequest, seed: Seed) -> bool:
    if request.kind is DecisionKind.REJECTED:
        return True
    if request.text is None or not seed.kind.bad:
        return False
    return " ".join(seed.changed.split()) not in " ".join(request.text.split())
