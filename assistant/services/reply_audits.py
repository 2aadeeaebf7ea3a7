"""The work list of audits: people who had no part in an answer label it blind (C-07, H-11)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant.domain.errors import Conflict, NotFound
from assistant.domain.evidence import Evidence
from assistant.domain.oversight import Label
from assistant.domain.questions import Language
from assistant.domain.reply_audits import AuditLabel, AuditVerdict, ReplyAudit, Stratum, settled_wrong
from assistant.domain.seeds import SeedFeedback, SeedPlace
from assistant.domain.staff import Right, Staff
from assistant.services.alarm_bell import AlarmBell
from assistant.services.audit_access import labelling_departments, question_text, took_part
from assistant.services.ports import Clock
from assistant.services.seeded_errors import SeededErrors
from assistant.services.stores import Store, Work

LISTED = 200
"""Audits shown in one list; nobody labels more before looking again."""


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One line of the list. It does not tell who or what let the answer out: that would be a first verdict."""

    id: str
    department_id: str
    topic_id: str | None
    language: Language
    drawn_at: datetime


@dataclass(frozen=True, slots=True)
class AuditSheet:
    """What a labeller sees: the question, the answer, the passages it stands on, and nothing that anybody said of it."""

    row: AuditRow
    question: str
    answer: str
    passages: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class AuditLabelled:
    """What came of a label. `withdrawn` names the certificates that the alarm ended there and then; `feedback` is there
    where the answer was a seed."""

    settled: bool
    withdrawn: tuple[str, ...] = ()
    feedback: SeedFeedback | None = None


class ReplyAudits:
    """Who decides cases of a department may label its audits, but none of an answer they had a part in."""

    def __init__(self, store: Store, clock: Clock, bell: AlarmBell, seeds: SeededErrors) -> None:
        self._store = store
        self._clock = clock
        self._bell = bell
        self._seeds = seeds

    def work_list(self, staff: Staff) -> tuple[AuditRow, ...]:
        """What waits for this person's label, oldest first. Raises Forbidden without any right to label."""
        with self._store.read() as work:
            audits = work.audits.open(labelling_departments(staff))
            labels = work.audits.labels([one.id for one in audits])
            waiting = [row_of(one) for one in audits if _may_label(work, staff, one, labels[one.id])]
            waiting += [
                AuditRow(showing.id, seed.department_id, seed.topic_id, seed.language, showing.at)
                for showing, seed in self._seeds.open(work, staff, SeedPlace.AUDITS)
            ]
        return tuple(sorted(waiting, key=lambda row: (row.drawn_at, row.id))[:LISTED])

    def read(self, staff: Staff, audit_id: str) -> AuditSheet:
        """One answer to label; the reading is on record first (X-21). Raises NotFound also for what is not one's own."""
        now = self._clock.now()
        with self._store.begin() as work:
            seeded = self._seed_sheet(work, staff, audit_id)
            if seeded is not None:
                work.oversight.audit(staff.id, "reply_audit_read", "reply_audit", audit_id, {}, now)
                return seeded
            audit = self._labelable(work, staff, audit_id)
            sheet = _sheet(work, audit)
            work.oversight.audit(staff.id, "reply_audit_read", "reply_audit", audit.id, {}, now)
        return sheet

    def label(self, staff: Staff, audit_id: str, verdict: AuditVerdict) -> AuditLabelled:
        """Store a blind verdict; where it settles the audit, everything that follows is stored with it or not at all.

        Raises NotFound, Conflict (`already_labelled`, `try_again`).
        """
        now = self._clock.now()
        with self._store.begin() as work:
            given = self._seeds.given(work, staff, SeedPlace.AUDITS, audit_id)
            if given is not None:
                return AuditLabelled(True, feedback=self._seeds.answer(work, *given, rejected=verdict.wrong))
            audit = self._labelable(work, staff, audit_id)
            work.audits.add_label(AuditLabel(audit.id, staff.id, verdict, now))
            labels = work.audits.labels([audit.id])[audit.id]
            wrong = settled_wrong(audit, labels)
            withdrawn: tuple[str, ...] = ()
            if wrong is not None:
                work.audits.settle(audit.id, wrong, now)
                _add_to_labels(work, audit, wrong, staff.id, now)
            data = {"verdict": verdict.value, "blind": "true", "settled": str(wrong is not None).lower()}
            work.oversight.audit(staff.id, "reply_audit_labelled", "reply_audit", audit.id, data, now)
            if wrong is not None:
                withdrawn = self._bell.ring(work, audit, wrong, now)
            self._seeds.offer(work, staff, SeedPlace.AUDITS)
        return AuditLabelled(wrong is not None, withdrawn)

    def _seed_sheet(self, work: Work, staff: Staff, audit_id: str) -> AuditSheet | None:
        given = self._seeds.given(work, staff, SeedPlace.AUDITS, audit_id)
        if given is None:
            return None
        showing, seed = given
        stored = next(one for one in work.questions.drafts(seed.question_id) if one.id == seed.draft_id)
        row = AuditRow(showing.id, seed.department_id, seed.topic_id, seed.language, showing.at)
        return AuditSheet(row, question_text(work, seed.question_id), seed.draft.text(), stored.evidence)

    def _labelable(self, work: Work, staff: Staff, audit_id: str) -> ReplyAudit:
        audit = work.audits.get(audit_id)
        if audit is None or not staff.may(Right.DECIDE_CASES, audit.department_id):
            raise NotFound("There is no such audit.")
        labels = work.audits.labels([audit.id])[audit.id]
        if any(one.labelled_by == staff.id for one in labels):
            raise Conflict("already_labelled", "You have labelled this answer.")
        if not _may_label(work, staff, audit, labels):
            raise NotFound("There is no such audit.")
        return audit


def row_of(audit: ReplyAudit) -> AuditRow:
    """An audit as its list shows it."""
    return AuditRow(audit.id, audit.department_id, audit.topic_id, audit.language, audit.drawn_at)


def _may_label(work: Work, staff: Staff, audit: ReplyAudit, labels: Sequence[AuditLabel]) -> bool:
    """True if it still needs a label and this person neither gave one nor had a part in the answer."""
    if settled_wrong(audit, labels) is not None or any(one.labelled_by == staff.id for one in labels):
        return False
    record = work.questions.get(audit.question_id)
    if record is None or work.conversations.erased(record.conversation_id):
        return False
    return not took_part(work, staff, audit.question_id)


def _sheet(work: Work, audit: ReplyAudit) -> AuditSheet:
    drafts = work.questions.drafts(audit.question_id)
    if not drafts:
        raise NotFound("There is no such audit.")
    if audit.stratum is Stratum.WOULD_BE_AUTO:
        return AuditSheet(
            row_of(audit), question_text(work, audit.question_id), drafts[0].draft.text(), drafts[0].evidence
        )
    reply = work.questions.reply(audit.question_id)
    if reply is None:
        raise NotFound("There is no such audit.")
    return AuditSheet(row_of(audit), question_text(work, audit.question_id), reply.text, drafts[-1].evidence)


def _add_to_labels(work: Work, audit: ReplyAudit, wrong: bool, by: str, now: datetime) -> None:
    """A settled audit of the uniform sample becomes a label that a certificate may be tried on (C-06)."""
    if not audit.uniform or audit.topic_id is None:
        return
    asked = hashlib.sha256(question_text(work, audit.question_id).encode()).hexdigest()
    work.oversight.add_label(
        Label(
            id=audit.id,
            topic_id=audit.topic_id,
            language=audit.language,
            question_sha256=asked,
            confidence=audit.confidence,
            would_answer=True,
            wrong=wrong,
            blind=True,
            pipeline_hash=audit.pipeline_hash,
            labelled_by=by,
            at=now,
        )
    )
