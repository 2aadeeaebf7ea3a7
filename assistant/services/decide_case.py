"""A person decides a case: everything is looked at once more and stored in one transaction, or nothing is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from assistant.domain.answers import Citation
from assistant.domain.cases import Case, CaseEvent, CaseEventKind, CaseStatus, Decision, DecisionKind
from assistant.domain.conversations import QuestionRecord, StoredDraft
from assistant.domain.draft_uses import DraftUse, changed_share
from assistant.domain.errors import Conflict, Forbidden, NotFound
from assistant.domain.questions import Language
from assistant.domain.staff import RIGHTS, Right, Role, Staff
from assistant.services.audit_sampling import AuditSampling
from assistant.services.case_access import decidable_case, held_status
from assistant.services.competence import require_pair
from assistant.services.competence_checks import CheckGate
from assistant.services.decision_rules import (
    DecisionDone,
    DecisionRequest,
    check_findings,
    check_request,
    done,
    is_repetition,
    recorded_note,
)
from assistant.services.draft_validity import DraftVoid, why_void
from assistant.services.fixed_texts import unit_label
from assistant.services.fresh_eyes import require_fresh_eyes
from assistant.services.load_limits import LoadLimits
from assistant.services.own_choices import require_own_words
from assistant.services.ports import Clock, Directory, Ids, SourceStatus
from assistant.services.reading_watch import ReadingWatch
from assistant.services.release import PERSON, Release, citations_of, release, sha256_of, still_cited
from assistant.services.review_arms import ReviewArms
from assistant.services.stores import Store, Work


@dataclass(frozen=True, slots=True)
class CaseDecided:
    """What was recorded, and whose page has something new to show."""

    done: DecisionDone
    conversation_id: str


@dataclass(frozen=True, slots=True)
class _Matter:
    """What one decision is about."""

    staff: Staff
    case: Case
    question: QuestionRecord
    request: DecisionRequest
    draft: StoredDraft | None
    now: datetime


class DecideCase:
    """The rules of release by a person (H-03, H-15, L-03, X-10)."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        ids: Ids,
        directory: Directory,
        sources: SourceStatus,
        pipeline_hash: str,
        sampling: AuditSampling | None = None,
        arms: ReviewArms | None = None,
        reading: ReadingWatch | None = None,
        gate: CheckGate | None = None,
        load: LoadLimits | None = None,
    ) -> None:
        self._store = store
        self._clock = clock
        self._ids = ids
        self._departments = {one.id: one for one in directory.departments()}
        self._sources = sources
        self._pipeline_hash = pipeline_hash
        self._sampling = sampling
        self._arms = arms
        self._reading = reading
        self._gate = gate
        self._load = load

    def decide(self, staff: Staff, case_id: str, request: DecisionRequest) -> CaseDecided:
        """Record a decision; see `ReviewCases.decide`."""
        now = self._clock.now()
        with self._store.begin() as work:
            case = decidable_case(work, staff, case_id)
            before = work.questions.decision_by_key(_key(case, request))
            if before is not None:
                if is_repetition(before, request, staff.id):
                    return CaseDecided(done(before), case.conversation_id)
                raise Conflict("already_decided", "Something else has already been decided under this key.")
            check_request(request, case)
            require_fresh_eyes(work, staff, case)
            status = held_status(work, case, staff, now)
            if self._arms is not None:
                self._arms.require_unlocked(work, staff, case, names_draft=request.draft_id is not None)
            question = work.questions.get(case.question_id)
            if question is None:
                raise NotFound("There is no such question.")
            draft = _named_draft(work, case, request)
            matter = _Matter(staff, case, question, request, draft, now)
            decision = self._decided(work, matter, status)
            rest = self._measured(work, matter, decision)
        return CaseDecided(replace(done(decision), rest=rest), case.conversation_id)

    def _decided(self, work: Work, matter: _Matter, status: CaseStatus) -> Decision:
        request, draft = matter.request, matter.draft
        if request.kind is DecisionKind.REJECTED:
            if status.draft_rejected:
                raise Conflict("draft_void", "This draft has been set aside already.")
            return self._reject(work, matter)
        if request.kind is DecisionKind.WRITTEN:
            return self._release(work, matter, DecisionKind.WRITTEN, request.text or "", ())
        if draft is None:
            raise Conflict("draft_changed", "There is no draft.")
        require_own_words(work, matter.case)
        self._require_valid(draft, status, matter.now)
        if self._gate is not None:
            self._gate.require(work, matter.staff, matter.case.topic_id, matter.now)
        if self._load is not None:
            self._load.require_rested(work, matter.staff.id, matter.now)
        require_pair(work, matter.staff, matter.case.id, draft.sha256)
        drafted = draft.draft.text()
        text = drafted if request.text is None else request.text
        check_findings(draft, text, request.kept)
        kind = DecisionKind.APPROVED if text == drafted else DecisionKind.EDITED
        citations = still_cited(citations_of(draft.draft, draft.evidence), text)
        return self._release(work, matter, kind, text, citations)

    def _measured(self, work: Work, matter: _Matter, decision: Decision) -> bool:
        """Whether a rest is proposed, from how long a draft that went out was in sight."""
        sent = decision.kind in (DecisionKind.APPROVED, DecisionKind.EDITED)
        if self._reading is None or matter.draft is None or not sent:
            return False
        return self._reading.measure(work, matter.case, matter.draft, decision, matter.request.visible_ms)

    def _require_valid(self, draft: StoredDraft, status: CaseStatus, now: datetime) -> None:
        if sha256_of(draft.draft.text()) != draft.sha256:
            raise Conflict("draft_void", "The stored draft is not the one its hash names.")
        match why_void(draft, status, self._pipeline_hash, self._sources, now):
            case DraftVoid.REJECTED:
                raise Conflict("draft_void", "This draft was set aside.")
            case DraftVoid.DRAFT_VOID:
                raise Conflict("draft_void", "The engine has changed since this draft was made.")
            case DraftVoid.KNOWLEDGE_CHANGED:
                raise Conflict("knowledge_changed", "A policy text behind this draft is no longer in force.")
            case None:
                return

    def _reject(self, work: Work, matter: _Matter) -> Decision:
        decision = self._decision(matter, DecisionKind.REJECTED, "")
        case = matter.case
        work.questions.add_decision(decision, _key(case, matter.request))
        _note_use(work, matter, decision, 1.0)
        data = {"decision": decision.id, "draft": decision.draft_id or "", "reason": decision.reason.value}
        event = CaseEvent(case.id, 0, CaseEventKind.REJECTED_DRAFT, matter.staff.id, matter.now, data)
        work.cases.append(event)
        logged = data | {
            "draft_version": str(decision.draft_version),
            "shown_sha256": decision.shown_sha256,
            "role": decision.role,
        }
        work.oversight.audit(matter.staff.id, "draft_rejected", "case", case.id, logged, matter.now)
        return decision

    def _release(
        self, work: Work, matter: _Matter, kind: DecisionKind, text: str, citations: tuple[Citation, ...]
    ) -> Decision:
        decision = self._decision(matter, kind, sha256_of(text))
        out = Release(
            question=matter.question,
            case=matter.case,
            text=text,
            citations=citations,
            decision=decision,
            decision_key=_key(matter.case, matter.request),
            unit_role=self._unit(work, matter, Role(decision.role)),
        )
        release(work, self._ids, matter.now, out)
        if self._sampling is not None:
            studied = self._arms is not None and self._arms.studied(work, matter.case)
            self._sampling.of_decision(work, matter.case, matter.question, matter.draft, decision, studied)
        if matter.draft is not None:
            written = kind is DecisionKind.WRITTEN
            _note_use(
                work, matter, decision, 1.0 if written else changed_share(matter.draft.draft.text(), text)
            )
        work.saved_edits.forget(matter.case.id)
        return decision

    def _decision(self, matter: _Matter, kind: DecisionKind, sent_sha256: str) -> Decision:
        draft, question = matter.draft, matter.question
        return Decision(
            id=self._ids.new_id(),
            question_id=question.id,
            case_id=matter.case.id,
            draft_id=draft.id if draft is not None else None,
            draft_version=draft.version if draft is not None else None,
            kind=kind,
            reason=matter.request.reason,
            note=recorded_note(matter.request),
            actor_kind=PERSON,
            actor=matter.staff.id,
            role=deciding_role(matter.staff, matter.case.department_id).value,
            shown_sha256=draft.sha256 if draft is not None else "",
            sent_sha256=sent_sha256,
            index_version=draft.index_version if draft is not None else question.index_version,
            pipeline_hash=draft.pipeline_hash if draft is not None else question.pipeline_hash,
            decided_at=matter.now,
        )

    def _unit(self, work: Work, matter: _Matter, role: Role) -> str:
        conversation = work.conversations.get(matter.case.conversation_id)
        language = conversation.language if conversation is not None else Language(matter.case.language)
        return unit_label(self._departments.get(matter.case.department_id), role, language)


def _note_use(work: Work, matter: _Matter, decision: Decision, changed: float) -> None:
    """What became of the draft, for the watch over approvals (H-10)."""
    draft = matter.draft
    if draft is None:
        return
    case = matter.case
    use = DraftUse(
        decision.id,
        draft.id,
        matter.staff.id,
        case.department_id,
        case.topic_id,
        matter.question.confidence,
        changed,
        matter.now,
    )
    work.reviewing.add_use(use)


def deciding_role(staff: Staff, department_id: str) -> Role:
    """The role that answers for the text (L-03): the highest of those that let this person decide here."""
    held = {
        grant.role
        for grant in staff.grants
        if grant.department_id in (None, department_id) and Right.DECIDE_CASES in RIGHTS[grant.role]
    }
    for role in (Role.SUPERVISOR, Role.CASEWORKER):
        if role in held:
            return role
    raise Forbidden("You may not decide this case.")


def _named_draft(work: Work, case: Case, request: DecisionRequest) -> StoredDraft | None:
    """The newest draft, which must be the very one that was shown; None for an own reply that names none."""
    if (request.draft_id, request.draft_version, request.draft_sha256) == (None, None, None):
        return None
    drafts = work.questions.drafts(case.question_id)
    newest = drafts[-1] if drafts else None
    named = (request.draft_id, request.draft_version, request.draft_sha256)
    if newest is None or named != (newest.id, newest.version, newest.sha256):
        raise Conflict("draft_changed", "The draft has changed since you opened the case.")
    return newest


def _key(case: Case, request: DecisionRequest) -> str:
    """Keys are chosen outside, so each case has its own: nobody can use up another decision's key."""
    return f"person:{case.id}:{request.key}"
