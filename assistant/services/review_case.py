"""What staff do with cases: find, read, take in hand, note, ask for a new draft, decide."""

from __future__ import annotations

from datetime import timedelta

from assistant.domain.cases import CaseEvent, CaseEventKind, CaseState
from assistant.domain.errors import Conflict, Forbidden, NotFound
from assistant.domain.staff import Staff
from assistant.services.audit_sampling import AuditSampling
from assistant.services.case_access import (
    decidable_case,
    held_status,
    open_status,
    readable_case,
    required_text,
    supervises,
)
from assistant.services.case_queue import CaseQueue
from assistant.services.case_views import CaseDetail, CaseRow, CaseViews
from assistant.services.competence_checks import CheckGate
from assistant.services.decide_case import DecideCase
from assistant.services.decision_rules import DecisionDone, DecisionRequest
from assistant.services.fresh_eyes import require_fresh_eyes
from assistant.services.live import LiveUpdates
from assistant.services.load_limits import LoadLimits
from assistant.services.ports import Clock, Directory, Ids, SourceStatus
from assistant.services.reading_watch import ReadingWatch
from assistant.services.redraft_case import DraftAgain, RedraftCase
from assistant.services.review_arms import JudgementRequest, ReviewArms
from assistant.services.seeded_queue import SeededQueue
from assistant.services.stores import Store

READ_AGAIN_AFTER = timedelta(minutes=10)
"""A person's reading is put on record again after this long: one sitting with a case is one reading (X-21)."""

MAX_STAFF_NOTE = 4_000
"""Characters of an internal note: as long as a citizen's message may be."""


class ReviewCases:
    """The human in the loop. Rights are looked at per case: a case of another department is not found."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        ids: Ids,
        directory: Directory,
        sources: SourceStatus,
        draft_again: DraftAgain,
        pipeline_hash: str,
        live: LiveUpdates,
        sampling: AuditSampling | None = None,
        seeded: SeededQueue | None = None,
        arms: ReviewArms | None = None,
        reading: ReadingWatch | None = None,
        gate: CheckGate | None = None,
        load: LoadLimits | None = None,
    ) -> None:
        """`sampling` draws from what is approved for audits, `seeded` puts tests among the cases, `arms` keeps some drafts
        back, `reading` measures how long they are read, `gate` demands checks, `load` breaks; every installation has all, a room of tests may do without."""
        self._store = store
        self._clock = clock
        self._live = live
        self._seeded = seeded
        self._arms = arms
        self.paging = CaseQueue(store, clock, seeded)
        self._views = CaseViews(store, clock, sources, pipeline_hash)
        self._redrafting = RedraftCase(store, clock, ids, draft_again, arms)
        self._deciding = DecideCase(
            store, clock, ids, directory, sources, pipeline_hash, sampling, arms, reading, gate, load
        )

    def queue(
        self,
        staff: Staff,
        state: CaseState | None = None,
        department_id: str | None = None,
        mine: bool = False,
    ) -> tuple[CaseRow, ...]:
        """Cases this person may read, open ones first by promise. Raises Forbidden without any right to read."""
        rows = self._views.queue(staff, state, department_id, mine)
        seeded = self._seeded.rows(staff, state, department_id, mine) if self._seeded is not None else ()
        return tuple(sorted((*rows, *seeded), key=_standing)) if seeded else rows

    def read(self, staff: Staff, case_id: str) -> CaseDetail:
        """One case; the reading is on record before anything is shown. Raises NotFound."""
        if self._seeded is not None and (test := self._seeded.read(staff, case_id)) is not None:
            return test
        with self._store.read() as work:
            case = readable_case(work, staff, case_id)
            events = work.cases.events(case.id)
        now = self._clock.now()
        recent = any(
            event.kind is CaseEventKind.READ and event.actor == staff.id and now - event.at < READ_AGAIN_AFTER
            for event in events
        )
        if not recent:
            with self._store.begin() as work:
                work.cases.append(CaseEvent(case.id, 0, CaseEventKind.READ, staff.id, now))
                work.oversight.audit(staff.id, "case_read", "case", case.id, {}, now)
        detail = self._views.case(staff, case_id)
        if self._arms is None:
            return detail
        with self._store.begin() as work:
            return self._arms.shown(work, staff, case, detail)

    def judge(self, staff: Staff, case_id: str, request: JudgementRequest) -> None:
        """Say what one thinks of the question before its draft is shown (H-01).

        Raises NotFound, Forbidden, Invalid(gist), Conflict (`already_judged` and as `open_status`).
        """
        if (seeded := self._seeded_with(staff, case_id)) is not None:
            seeded.judge(case_id, request)
            return
        if self._arms is None:
            raise NotFound("Judgements are not asked for here.")
        with self._store.begin() as work:
            case = decidable_case(work, staff, case_id)
            open_status(work, case, self._clock.now())
            self._arms.judge(work, staff, case, request)

    def claim(self, staff: Staff, case_id: str) -> None:
        """Take a case in hand, or hold on to it for longer.

        Raises NotFound, Forbidden, Conflict: `already_claimed` by a colleague, `already_decided`, `already_closed`,
        `own_reply` for an appeal against a reply of one's own, `case_changed` if somebody else was faster.
        """
        if (seeded := self._seeded_with(staff, case_id)) is not None:
            seeded.claim(case_id)
            return
        now = self._clock.now()
        with self._store.begin() as work:
            case = decidable_case(work, staff, case_id)
            require_fresh_eyes(work, staff, case)
            status = open_status(work, case, now)
            if status.claimed_by not in (None, staff.id):
                raise Conflict("already_claimed", "A colleague has this case in hand.")
            work.cases.append(CaseEvent(case.id, 0, CaseEventKind.CLAIMED, staff.id, now))
            work.oversight.audit(staff.id, "case_claimed", "case", case.id, {}, now)
        self._live.changed(case.conversation_id)

    def release_claim(self, staff: Staff, case_id: str) -> None:
        """Give a case back to the queue. Raises NotFound, Forbidden, Conflict (`not_claimed` and as `claim`)."""
        if (seeded := self._seeded_with(staff, case_id)) is not None:
            seeded.release_claim(case_id)
            return
        now = self._clock.now()
        with self._store.begin() as work:
            case = decidable_case(work, staff, case_id)
            held_status(work, case, staff, now)
            work.cases.append(CaseEvent(case.id, 0, CaseEventKind.RELEASED_CLAIM, staff.id, now))
            work.oversight.audit(staff.id, "case_claim_released", "case", case.id, {}, now)
        self._live.changed(case.conversation_id)

    def take_over(self, staff: Staff, case_id: str, reason: str) -> None:
        """Take a case out of a colleague's hands at once; supervisors only, and why is on record (H-19).

        Raises NotFound, Forbidden, Invalid(reason), Conflict: `not_claimed` if nobody has it, and as `open_status`.
        """
        said = required_text("reason", reason, MAX_STAFF_NOTE)
        now = self._clock.now()
        with self._store.begin() as work:
            case = decidable_case(work, staff, case_id)
            if not supervises(staff, case.department_id):
                raise Forbidden("Only a supervisor takes a case out of a colleague's hands.")
            require_fresh_eyes(work, staff, case)
            before = open_status(work, case, now).claimed_by
            if before in (None, staff.id):
                raise Conflict("not_claimed", "No colleague has this case in hand.")
            data = {"from": before or ""}
            work.cases.append(CaseEvent(case.id, 0, CaseEventKind.TAKEN_OVER, staff.id, now, data))
            work.cases.add_note(case.id, staff.id, said, now)
            work.oversight.audit(staff.id, "case_taken_over", "case", case.id, data, now)
        self._live.changed(case.conversation_id)

    def add_note(self, staff: Staff, case_id: str, text: str) -> None:
        """Add an internal note, whoever holds the case. Raises NotFound, Forbidden, Invalid(text)."""
        said = required_text("text", text, MAX_STAFF_NOTE)
        if self._seeded_with(staff, case_id) is not None:
            return  # a test ends with its decision, and its notes with it
        now = self._clock.now()
        with self._store.begin() as work:
            case = decidable_case(work, staff, case_id)
            work.cases.add_note(case.id, staff.id, said, now)
            work.cases.append(CaseEvent(case.id, 0, CaseEventKind.NOTE_ADDED, staff.id, now))
            work.oversight.audit(staff.id, "case_note_added", "case", case.id, {}, now)

    def redraft(self, staff: Staff, case_id: str, hint: str = "") -> None:
        """Let the engine draft anew on today's policies; the draft waits for a decision like any other.

        Raises NotFound, Forbidden, Invalid(hint), Conflict: `not_claimed` and as `claim`, `no_draft` if nothing was
        found, `draft_changed` if another draft was stored meanwhile.
        """
        if (seeded := self._seeded_with(staff, case_id)) is not None:
            seeded.redraft(case_id)
        self._draw_arm(staff, case_id)
        self._redrafting.redraft(staff, case_id, hint)

    def decide(self, staff: Staff, case_id: str, request: DecisionRequest) -> DecisionDone:
        """Decide on exactly the draft that was shown; the same request again gives the same answer.

        Raises NotFound, Forbidden, Invalid (the field at fault), Conflict: `not_claimed`, `draft_changed`,
        `draft_void`, `knowledge_changed`, `unresolved_findings`, `already_decided`, `already_closed`, `case_changed`.
        """
        if self._seeded is not None and (test := self._seeded.decide(staff, case_id, request)) is not None:
            return test
        self._draw_arm(staff, case_id)
        decided = self._deciding.decide(staff, case_id, request)
        self._live.changed(decided.conversation_id)
        if self._seeded is not None:
            self._seeded.offer(staff)
        return decided.done

    def _draw_arm(self, staff: Staff, case_id: str) -> None:
        """Before anything that may be refused, and stored whatever comes of it: a refusal must not undo the draw, or
        trying again would draw again."""
        if self._arms is None:
            return
        with self._store.begin() as work:
            self._arms.of(work, decidable_case(work, staff, case_id))

    def _seeded_with(self, staff: Staff, case_id: str) -> SeededQueue | None:
        """The seeded queue if this is one of the person's tests."""
        return self._seeded if self._seeded is not None and self._seeded.knows(staff, case_id) else None


def _standing(row: CaseRow) -> tuple[bool, bool, float]:
    """Where a row stands in the queue: open before closed, urgent first, then by promise; closed ones newest first."""
    is_open = row.state.is_open
    promised = row.promised_at.timestamp()
    return (not is_open, not row.urgent, promised if is_open else -promised)
