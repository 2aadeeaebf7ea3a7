"""What a question led to, stored in one transaction: outcome, draft, reply or case, message, log entry."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import assert_never

from assistant.domain.cases import Decision, DecisionKind, DecisionReason
from assistant.domain.conversations import (
    Conversation,
    Message,
    MessageKind,
    QuestionRecord,
    StoredDraft,
)
from assistant.domain.departments import Department
from assistant.domain.passage_use import week_of
from assistant.domain.questions import Author, Outcome
from assistant.domain.reasons import REASON_TEXTS, Reason, ReasonGroup
from assistant.domain.routing import (
    AskBack,
    Courtesy,
    ReleaseUnderCertificate,
    ShowEmergency,
    ToPerson,
    Working,
)
from assistant.domain.service_times import PLAIN, ServiceTimes
from assistant.services.audit_sampling import AuditSampling
from assistant.services.case_opening import CaseOpening
from assistant.services.certified_release import CertifiedRelease
from assistant.services.fixed_texts import CASE, CLARIFY, emergency_text
from assistant.services.forced_review import ForcedReview, NothingChanges
from assistant.services.passage_use import count_found
from assistant.services.ports import Clock, Directory, Ids, SourceStatus
from assistant.services.release import CERTIFICATE, Release, citations_of, release, sha256_of
from assistant.services.stored_drafts import stored_draft
from assistant.services.stores import Store, Work

EMERGENCY_PROMISE = timedelta(hours=1)
"""When a person reads a message about danger at the latest: the dispatch limit for life and property (L-23)."""

ERASED = "conversation_erased"
"""What the log says where other questions name what failed."""

SHOWN_PASSAGES = 3
"""Passages shown with a case: the evidence share found in the first three grows little after (decision 0011)."""


class OutcomeRecorder:
    """Stores what the engine made of a question. Every method of it runs inside one transaction."""

    def __init__(
        self,
        store: Store,
        directory: Directory,
        clock: Clock,
        ids: Ids,
        sources: SourceStatus,
        pipeline_hash: str,
        forced: ForcedReview | None = None,
        sampling: AuditSampling | None = None,
        times: ServiceTimes | None = None,
    ) -> None:
        """`forced` holds back what a text changed since the certificate says; `sampling` draws for audits. Both belong
        to every installation; a room of tests may do without."""
        self._store = store
        self._directory = directory
        self._clock = clock
        self._ids = ids
        self._pipeline_hash = pipeline_hash
        self._sampling = sampling
        self._certified = CertifiedRelease(
            directory, clock, sources, pipeline_hash, forced or ForcedReview(NothingChanges())
        )
        self._opening = CaseOpening(clock, ids, times or ServiceTimes(PLAIN))

    def record(self, record: QuestionRecord, conversation: Conversation, working: Working) -> Outcome:
        """Store everything or nothing. Raises Conflict("already_finished") if the question has its outcome."""
        with self._store.begin() as work:
            outcome, reasons = self._judged(work, working)
            finished = self._finished(record, working, outcome, reasons)
            work.questions.finish(finished)
            draft = self._store_draft(work, finished, working)
            count_found(work, finished, working)
            for answer_id in working.approved_ids:
                work.approved_answers.used(answer_id, week_of(self._clock.now()))
            match outcome:
                case Outcome.ANSWERED:
                    self._answer(work, finished, working, draft)
                case Outcome.CLARIFIED:
                    self._ask_back(work, finished, conversation, working)
                case Outcome.COURTESY:
                    assert isinstance(working.route, Courtesy)
                    self._say(work, finished, MessageKind.COURTESY, working.route.text, {})
                case Outcome.EMERGENCY:
                    self._show_emergency(work, finished, conversation, working)
                case Outcome.REVIEWED | Outcome.FAILED:
                    self._open_case(work, finished, conversation, working)
                case _:
                    assert_never(outcome)
            if self._sampling is not None and outcome in (Outcome.ANSWERED, Outcome.REVIEWED):
                self._sampling.of_engine(work, finished, working, reasons)
            self._log_outcome(work, finished, working)
        return outcome

    def record_erased(self, record: QuestionRecord) -> Outcome:
        """End a question whose conversation was erased: nobody is left to answer, so no case and no message.

        Raises Conflict("already_finished").
        """
        now = self._clock.now()
        finished = replace(record, outcome=Outcome.FAILED, pipeline_hash=self._pipeline_hash, finished_at=now)
        with self._store.begin() as work:
            work.questions.finish(finished)
            data = {"outcome": Outcome.FAILED.value, "errors": ERASED}
            work.oversight.audit("system", "question_finished", "question", record.id, data, now)
        return Outcome.FAILED

    def _judged(self, work: Work, working: Working) -> tuple[Outcome, tuple[Reason, ...]]:
        """What the route means now, and why. Whatever is not clearly something else goes to a person."""
        match working.route:
            case ReleaseUnderCertificate(certificate_id=certificate_id):
                objections = self._certified.objections(work, working, certificate_id)
                return (Outcome.REVIEWED, objections) if objections else (Outcome.ANSWERED, ())
            case AskBack(options=options) if options:
                return Outcome.CLARIFIED, ()
            case Courtesy(text=text) if text and not working.flags:
                return Outcome.COURTESY, ()
            case ShowEmergency(reasons=reasons):
                return Outcome.EMERGENCY, reasons or (Reason.CRISIS,)
            case ToPerson(reasons=reasons) if reasons:
                return Outcome.FAILED if _is_failure(reasons) else Outcome.REVIEWED, reasons
            case _:
                return Outcome.FAILED, (Reason.ENGINE_ERROR,)

    def _finished(
        self, record: QuestionRecord, working: Working, outcome: Outcome, reasons: tuple[Reason, ...]
    ) -> QuestionRecord:
        department = self._department(working.department_id)
        return replace(
            record,
            outcome=outcome,
            language=working.language or record.language,
            reasons=reasons,
            department_id=department.id,
            topic_id=working.topic_id,
            confidence=working.confidence,
            index_version=working.index_version or "",
            pipeline_hash=working.pipeline_hash or self._pipeline_hash,
            signals=dict(working.signals),
            timings_ms=dict(working.timings_ms),
            finished_at=self._clock.now(),
        )

    def _store_draft(self, work: Work, record: QuestionRecord, working: Working) -> StoredDraft | None:
        if working.draft is None:
            return None
        stored = stored_draft(self._ids.new_id(), record, working, 1, working.draft)
        work.questions.add_draft(stored)
        return stored

    def _answer(
        self, work: Work, record: QuestionRecord, working: Working, draft: StoredDraft | None
    ) -> None:
        route = working.route
        assert isinstance(route, ReleaseUnderCertificate)
        assert draft is not None
        now = self._clock.now()
        text = draft.draft.text()
        decision = Decision(
            id=self._ids.new_id(),
            question_id=record.id,
            case_id=None,
            draft_id=draft.id,
            draft_version=draft.version,
            kind=DecisionKind.CERTIFIED,
            reason=DecisionReason.OK,
            note="",
            actor_kind=CERTIFICATE,
            actor=route.certificate_id,
            role=CERTIFICATE,
            shown_sha256=draft.sha256,
            sent_sha256=sha256_of(text),
            index_version=record.index_version,
            pipeline_hash=record.pipeline_hash,
            decided_at=now,
        )
        citations = citations_of(draft.draft, draft.evidence)
        # With another part beside it, the whole is nobody's approved answer.
        only = working.approved_ids[0] if working.approved_ids and not working.parts else None
        answer = work.approved_answers.get(only) if only is not None else None
        out = Release(
            question=record,
            case=None,
            text=text,
            citations=citations,
            decision=decision,
            decision_key=f"certified:{record.id}",
            unit_role=route.certificate_id,
            approved_label=answer.facts.label if answer is not None else "",
            understood=working.understood,
        )
        release(work, self._ids, now, out)

    def _ask_back(
        self, work: Work, record: QuestionRecord, conversation: Conversation, working: Working
    ) -> None:
        assert isinstance(working.route, AskBack)
        payload: dict[str, object] = {"options": list(working.route.options), **_understood(working)}
        self._say(work, record, MessageKind.CLARIFY, CLARIFY[conversation.language], payload)

    def _show_emergency(
        self, work: Work, record: QuestionRecord, conversation: Conversation, working: Working
    ) -> None:
        assert isinstance(working.route, ShowEmergency)
        language = working.language or conversation.language  # whoever is in danger reads what they write
        contacts: list[object] = [
            {"name": one.name[language], "phone": one.phone, "when": one.when[language]}
            for one in working.route.contacts
        ]
        text = emergency_text(working.route.reasons, language)
        self._say(work, record, MessageKind.EMERGENCY, text, {"contacts": contacts})
        self._open_case(work, record, conversation, working, EMERGENCY_PROMISE)

    def _open_case(
        self,
        work: Work,
        record: QuestionRecord,
        conversation: Conversation,
        working: Working,
        promise: timedelta | None = None,
    ) -> None:
        case = self._opening.open(work, record, self._department(record.department_id), promise)
        passages: list[object] = [
            {
                "passage_id": passage.passage_id,
                "document_id": passage.document_id,
                "version_id": passage.version_id,
                "document_title": passage.document_title,
                "heading_path": list(passage.heading_path),
                "text": passage.text,
            }
            for passage in working.evidence[:SHOWN_PASSAGES]
        ]
        payload: dict[str, object] = {"case_id": case.id, "passages": passages, **_understood(working)}
        self._say(work, record, MessageKind.CASE, CASE[conversation.language], payload)
        data = {"question": record.id, "department": case.department_id, "number": case.number}
        work.oversight.audit("system", "case_opened", "case", case.id, data, case.opened_at)

    def _say(
        self, work: Work, record: QuestionRecord, kind: MessageKind, text: str, payload: dict[str, object]
    ) -> None:
        message = Message(
            id=self._ids.new_id(),
            conversation_id=record.conversation_id,
            seq=0,
            author=Author.ASSISTANT,
            kind=kind,
            text=text,
            payload=payload,
            created_at=self._clock.now(),
            question_id=record.id,
        )
        work.conversations.append(message)

    def _department(self, department_id: str | None) -> Department:
        """The department, or the first of the directory, which receives what nobody else owns."""
        departments = self._directory.departments()
        return next((one for one in departments if one.id == department_id), departments[0])

    def _log_outcome(self, work: Work, record: QuestionRecord, working: Working) -> None:
        assert record.outcome is not None
        data = {
            "outcome": record.outcome.value,
            "reasons": ",".join(reason.value for reason in record.reasons),
            "department": record.department_id or "",
            "topic": record.topic_id or "",
            "confidence": f"{record.confidence:.6f}",
            "index_version": record.index_version,
            "pipeline_hash": record.pipeline_hash,
            "passages": ",".join(passage.passage_id for passage in working.evidence),
            "errors": ",".join(working.errors),
        }
        if working.approved_ids:
            data["approved_answers"] = ",".join(working.approved_ids)
        if isinstance(working.route, ReleaseUnderCertificate):
            data["certificate"] = working.route.certificate_id
            certificate = work.oversight.certificate_by_id(working.route.certificate_id)
            # The bar of this moment: a stricter one may be set later, and the log is to tell what held (L-04).
            data["threshold"] = f"{certificate.bar:.6f}" if certificate is not None else ""
        now = self._clock.now()
        work.oversight.audit("system", "question_finished", "question", record.id, data, now)


def _understood(working: Working) -> dict[str, object]:
    """What the citizen is shown of how their words were taken; only where these were taken for more than they say."""
    return {"understood": list(working.understood)} if working.understood else {}


def _is_failure(reasons: tuple[Reason, ...]) -> bool:
    return REASON_TEXTS[reasons[0]].group is ReasonGroup.FAILURE
