"""Which answers are drawn for a blind label, with which chance; the chance and the draw are on record (C-06, H-11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant.domain.answers import Draft
from assistant.domain.cases import Case, Decision, DecisionKind
from assistant.domain.conversations import QuestionRecord, StoredDraft
from assistant.domain.errors import Conflict
from assistant.domain.questions import Language
from assistant.domain.reasons import REASON_TEXTS, Reason, ReasonGroup
from assistant.domain.reply_audits import ReplyAudit, Stratum
from assistant.domain.routing import Working
from assistant.domain.traffic_shift import RAISED_BY, RAISED_FOR
from assistant.domain.would_answer import only_autonomy_is_missing
from assistant.services.forced_review import ForcedReview
from assistant.services.ports import Clock, Ids
from assistant.services.stores import Work

DOUBLE_SHARE = 0.25
"""Share of audits that two people label: of 100 audits, 25 pairs tell a kappa of .6 from one of .2 most of the time."""


STUDIED_SHARE = 0.25
"""Share of replies in the arms of a study that are labelled: of 100 cases without a draft in four months of a small town, 25
tell an error rate of a tenth from one of a third."""


@dataclass(frozen=True, slots=True)
class AuditShares:
    """Chances to be drawn: of would-be automatic answers and of those that people approved (H-11)."""

    automatic: float
    approved: float


class AuditSampling:
    """Draws for every question alike, after its outcome is settled: nothing about an answer moves its own chance."""

    def __init__(self, ids: Ids, clock: Clock, shares: AuditShares, forced: ForcedReview) -> None:
        self._ids = ids
        self._clock = clock
        self._shares = shares
        self._forced = forced

    def of_engine(
        self, work: Work, record: QuestionRecord, working: Working, reasons: Sequence[Reason]
    ) -> None:
        """Draw from answers that went out under a certificate, or that only permission kept back.

        `reasons` are those of the outcome. What people do with the question later plays no part (C-06).
        """
        if record.topic_id is None or not _would_be_automatic(working, reasons):
            return
        certificate = work.oversight.certificate(record.topic_id, record.language)
        under = certificate if not reasons or tuple(reasons) == (Reason.AUDIT_SAMPLE,) else None
        documents = self._forced.documents(work, working.draft, certificate)
        forced = documents if Reason.KB_CHANGED in reasons else ()
        now = self._clock.now()
        share = self._share(work, record.topic_id, record.language, now)
        probability = 1.0 if forced else share
        draw = self._ids.draw()
        if not draw < probability or not share:
            return
        double = not forced and self._ids.draw() < DOUBLE_SHARE
        self._add(
            work,
            ReplyAudit(
                id=self._ids.new_id(),
                question_id=record.id,
                stratum=Stratum.WOULD_BE_AUTO,
                department_id=record.department_id or "",
                topic_id=record.topic_id,
                language=record.language,
                confidence=record.confidence,
                pipeline_hash=record.pipeline_hash,
                draw=draw,
                probability=probability,
                share=share,
                base_share=self._shares.automatic,
                wanted=2 if double else 1,
                drawn_at=now,
                certificate_id=under.id if under is not None else None,
                alpha=under.alpha if under is not None else None,
                delta=under.delta if under is not None else None,
                document_ids=_quoted(working.draft),
                forced=forced,
            ),
        )

    def of_decision(
        self,
        work: Work,
        case: Case,
        record: QuestionRecord,
        draft: StoredDraft | None,
        decision: Decision,
        studied: bool = False,
    ) -> None:
        """Draw from what a person approved, as it was drafted or edited (H-11). Of `studied` cases more are drawn, their own
        words too: few they are, and what they teach is worth a label (H-09, H-18)."""
        share = self._shares.approved
        if studied and share:
            share = max(share, STUDIED_SHARE)
            drafts = work.questions.drafts(record.id)
            draft = drafts[-1] if drafts else None
        elif decision.kind not in (DecisionKind.APPROVED, DecisionKind.EDITED):
            return
        if draft is None:
            return
        draw = self._ids.draw()
        if not draw < share:
            return
        self._add(work, self._approved(case, record, draft, decision, draw, share))

    def _approved(
        self,
        case: Case,
        record: QuestionRecord,
        draft: StoredDraft,
        decision: Decision,
        draw: float,
        share: float,
    ) -> ReplyAudit:
        return ReplyAudit(
            id=self._ids.new_id(),
            question_id=record.id,
            stratum=Stratum.APPROVED,
            department_id=case.department_id,
            topic_id=case.topic_id,
            language=Language(case.language),
            confidence=record.confidence,
            pipeline_hash=decision.pipeline_hash,
            draw=draw,
            probability=share,
            share=share,
            base_share=share,
            wanted=1,
            drawn_at=self._clock.now(),
            document_ids=_quoted(draft.draft),
            handled_by=decision.actor,
        )

    def of_hasty(self, work: Work, decision_id: str) -> bool:
        """Audit this decision for sure: its maker sent drafts on sooner than they can be read (H-05). False where it is
        audited already, or nothing is left to look at. It never feeds a certificate: no chance chose it."""
        decision = work.questions.decision(decision_id)
        assert decision is not None
        case = work.cases.get(decision.case_id) if decision.case_id is not None else None
        record = work.questions.get(decision.question_id)
        if case is None or record is None or work.conversations.erased(case.conversation_id):
            return False
        drafts = [one for one in work.questions.drafts(record.id) if one.id == decision.draft_id]
        try:
            self._add(work, self._approved(case, record, drafts[-1], decision, 0.0, 1.0))
        except Conflict:
            return False
        return True

    def of_appeal(self, work: Work, record: QuestionRecord, draft: StoredDraft) -> None:
        """Let somebody label blind what a citizen appealed and a certificate let out. It is no random draw, so that it
        names no certificate: alarm and certification never see it. Once for each answer."""
        if record.topic_id is None or self._labelled_as_appealed(work, record):
            return
        audit = ReplyAudit(
            id=self._ids.new_id(),
            question_id=record.id,
            stratum=Stratum.APPEALED,
            department_id=record.department_id or "",
            topic_id=record.topic_id,
            language=record.language,
            confidence=record.confidence,
            pipeline_hash=record.pipeline_hash,
            draw=0.0,
            probability=1.0,
            share=1.0,
            base_share=1.0,
            wanted=1,
            drawn_at=self._clock.now(),
            document_ids=_quoted(draft.draft),
        )
        self._add(work, audit)

    def _labelled_as_appealed(self, work: Work, record: QuestionRecord) -> bool:
        reply = work.questions.reply(record.id)
        return reply is not None and len(work.appeals.of_reply(reply.id)) > 1

    def _share(self, work: Work, topic_id: str, language: Language, now: datetime) -> float:
        """The share in force: raised while a shift of this topic and language was seen lately (C-10)."""
        raised = any(
            one.topic_id == topic_id and one.language is language
            for one in work.audits.warnings(now - RAISED_FOR)
        )
        return min(1.0, self._shares.automatic * (RAISED_BY if raised else 1.0))

    def _add(self, work: Work, audit: ReplyAudit) -> None:
        work.audits.add(audit)
        data = {
            "question": audit.question_id,
            "stratum": audit.stratum.value,
            "probability": f"{audit.probability:.6f}",
            "share": f"{audit.share:.6f}",
            "certificate": audit.certificate_id or "",
            "forced": ",".join(audit.forced),
        }
        work.oversight.audit("system", "reply_drawn", "reply_audit", audit.id, data, audit.drawn_at)


def _would_be_automatic(working: Working, reasons: Sequence[Reason]) -> bool:
    """True if nothing but permission, or a text that changed, kept the answer from going out."""
    return only_autonomy_is_missing(working) and all(
        one is Reason.KB_CHANGED
        or (REASON_TEXTS[one].group is ReasonGroup.AUTONOMY and one is not Reason.TOPIC_UNKNOWN)
        for one in reasons
    )


def _quoted(draft: Draft | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(quote.document_id for quote in draft.quotes())) if draft is not None else ()
