"""Audits, their labels and the alarms' steps in the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from assistant.adapters.database.conflicts import TRY_AGAIN, unique_or
from assistant.adapters.database.reply_audit_tables import (
    alarm_steps,
    reply_audit_documents,
    reply_audit_labels,
    reply_audit_settlements,
    reply_audits,
    shift_warnings,
)
from assistant.domain.questions import Language
from assistant.domain.reply_audits import AuditLabel, AuditVerdict, ReplyAudit, Stratum
from assistant.domain.risk_alarm import AlarmStep, RiskAlarm
from assistant.domain.traffic_shift import Shift, ShiftKind, ShiftWarning
from assistant.services.reply_audit_store import RecordedStep, ReplyAuditStore, Settlement


@dataclass(frozen=True, slots=True)
class DatabaseReplyAudits(ReplyAuditStore):
    """Bound to one transaction."""

    connection: sa.Connection

    def add(self, audit: ReplyAudit) -> None:
        values = asdict(audit)
        documents = values.pop("document_ids")
        values["forced"] = list(audit.forced)
        with unique_or(self.connection, "audit_exists", "This question has been drawn already."):
            self.connection.execute(sa.insert(reply_audits).values(values))
        for document_id in dict.fromkeys(documents):
            row = {"audit_id": audit.id, "document_id": document_id}
            self.connection.execute(sa.insert(reply_audit_documents).values(row))

    def get(self, audit_id: str) -> ReplyAudit | None:
        found = self._audits(sa.select(reply_audits).where(reply_audits.c.id == audit_id))
        return found[0] if found else None

    def of_question(self, question_id: str) -> tuple[ReplyAudit, ...]:
        query = sa.select(reply_audits).where(reply_audits.c.question_id == question_id)
        return tuple(self._audits(query.order_by(reply_audits.c.drawn_at, reply_audits.c.id)))

    def open(self, department_ids: frozenset[str] | None, limit: int = 500) -> tuple[ReplyAudit, ...]:
        settled = sa.select(reply_audit_settlements.c.audit_id)
        query = sa.select(reply_audits).where(reply_audits.c.id.not_in(settled))
        if department_ids is not None:
            query = query.where(reply_audits.c.department_id.in_(department_ids))
        return self._audits(query.order_by(reply_audits.c.drawn_at, reply_audits.c.id).limit(limit))

    def labels(self, audit_ids: Sequence[str]) -> Mapping[str, tuple[AuditLabel, ...]]:
        query = sa.select(reply_audit_labels).where(reply_audit_labels.c.audit_id.in_(audit_ids))
        found: dict[str, list[AuditLabel]] = {one: [] for one in audit_ids}
        for row in self.connection.execute(query.order_by(reply_audit_labels.c.seq)):
            found[row.audit_id].append(_label(row))
        return {one: tuple(labels) for one, labels in found.items()}

    def add_label(self, label: AuditLabel) -> None:
        counted = sa.select(sa.func.count()).where(reply_audit_labels.c.audit_id == label.audit_id)
        seq = self.connection.execute(counted).scalar_one() + 1
        with unique_or(self.connection, "already_labelled", "This answer has been labelled already."):
            self.connection.execute(sa.insert(reply_audit_labels).values(seq=seq, **asdict(label)))

    def settle(self, audit_id: str, wrong: bool, at: datetime) -> None:
        with unique_or(self.connection, "already_settled", "This audit is settled already."):
            values = {"audit_id": audit_id, "wrong": wrong, "at": at}
            self.connection.execute(sa.insert(reply_audit_settlements).values(values))

    def settled(
        self, topic_id: str, language: Language | None = None, pipeline_hash: str | None = None
    ) -> tuple[Settlement, ...]:
        query = _settled().where(reply_audits.c.topic_id == topic_id)
        if language is not None:
            query = query.where(reply_audits.c.language == language)
        if pipeline_hash is not None:
            query = query.where(reply_audits.c.pipeline_hash == pipeline_hash)
        return self._settlements(query)

    def settled_on(self, document_id: str, since: datetime) -> tuple[Settlement, ...]:
        quoting = sa.select(reply_audit_documents.c.audit_id).where(
            reply_audit_documents.c.document_id == document_id
        )
        return self._settlements(
            _settled().where(reply_audits.c.id.in_(quoting), reply_audits.c.drawn_at >= since)
        )

    def double_labelled(self, topic_id: str, language: Language) -> Mapping[str, tuple[AuditLabel, ...]]:
        double = (
            sa.select(reply_audit_labels.c.audit_id)
            .join(reply_audits, reply_audits.c.id == reply_audit_labels.c.audit_id)
            .where(
                reply_audits.c.topic_id == topic_id,
                reply_audits.c.language == language,
                reply_audits.c.stratum == Stratum.WOULD_BE_AUTO,
            )
            .group_by(reply_audit_labels.c.audit_id)
            .having(sa.func.count() > 1)
            .order_by(reply_audit_labels.c.audit_id)
        )
        return self.labels(list(self.connection.execute(double).scalars()))

    def drawn(self, certificate_id: str) -> int:
        query = sa.select(sa.func.count()).where(reply_audits.c.certificate_id == certificate_id)
        return int(self.connection.execute(query).scalar_one())

    def alarm_steps(self, monitor: str) -> tuple[RecordedStep, ...]:
        query = sa.select(alarm_steps).where(alarm_steps.c.monitor == monitor).order_by(alarm_steps.c.seq)
        return tuple(_step(row) for row in self.connection.execute(query))

    def alarm(self, monitor: str) -> tuple[RiskAlarm, int]:
        query = sa.select(alarm_steps).where(alarm_steps.c.monitor == monitor)
        row = self.connection.execute(query.order_by(alarm_steps.c.seq.desc()).limit(1)).one_or_none()
        return (RiskAlarm(), 0) if row is None else (_step(row).after, row.seq)

    def add_alarm_step(self, step: RecordedStep) -> None:
        values = {
            "monitor": step.monitor,
            "seq": step.seq,
            "audit_id": step.audit_id,
            "certificate_id": step.certificate_id,
            **asdict(step.step),
            "log_capitals": list(step.after.log_capitals),
            "errors": step.after.wrong,
            "raised": step.after.raised,
            "at": step.at,
        }
        with unique_or(self.connection, TRY_AGAIN, "Someone else labelled at the same moment; try again."):
            self.connection.execute(sa.insert(alarm_steps).values(values))

    def add_warning(self, warning: ShiftWarning) -> None:
        values = {
            "id": warning.id,
            "kind": warning.shift.kind,
            "topic_id": warning.topic_id,
            "language": warning.language,
            "value": warning.shift.value,
            "bound": warning.shift.bound,
            "at": warning.at,
        }
        self.connection.execute(sa.insert(shift_warnings).values(values))

    def warnings(self, since: datetime) -> tuple[ShiftWarning, ...]:
        query = sa.select(shift_warnings).where(shift_warnings.c.at >= since)
        rows = self.connection.execute(query.order_by(shift_warnings.c.at, shift_warnings.c.id))
        return tuple(
            ShiftWarning(
                row.id,
                row.topic_id,
                Language(row.language),
                Shift(ShiftKind(row.kind), row.value, row.bound),
                row.at,
            )
            for row in rows
        )

    def _audits(self, query: sa.Select[Any]) -> tuple[ReplyAudit, ...]:
        rows = self.connection.execute(query).all()
        documents: dict[str, list[str]] = defaultdict(list)
        wanted = [row.id for row in rows]
        table = reply_audit_documents
        named = sa.select(table).where(table.c.audit_id.in_(wanted)).order_by(table.c.document_id)
        for row in self.connection.execute(named):
            documents[row.audit_id].append(row.document_id)
        return tuple(_audit(row, documents[row.id]) for row in rows)

    def _settlements(self, query: sa.Select[Any]) -> tuple[Settlement, ...]:
        order = (reply_audit_settlements.c.at, reply_audits.c.drawn_at, reply_audits.c.id)
        query = query.order_by(*order)
        ended = [(row.settled_wrong, row.settled_at) for row in self.connection.execute(query)]
        audits = self._audits(query)
        return tuple(Settlement(audit, wrong, at) for audit, (wrong, at) in zip(audits, ended, strict=True))


def _settled() -> sa.Select[Any]:
    return sa.select(
        reply_audits,
        reply_audit_settlements.c.wrong.label("settled_wrong"),
        reply_audit_settlements.c.at.label("settled_at"),
    ).join(reply_audit_settlements, reply_audit_settlements.c.audit_id == reply_audits.c.id)


def _audit(row: Any, document_ids: Sequence[str]) -> ReplyAudit:
    return ReplyAudit(
        id=row.id,
        question_id=row.question_id,
        stratum=Stratum(row.stratum),
        department_id=row.department_id,
        topic_id=row.topic_id,
        language=Language(row.language),
        confidence=row.confidence,
        pipeline_hash=row.pipeline_hash,
        draw=row.draw,
        probability=row.probability,
        share=row.share,
        base_share=row.base_share,
        wanted=row.wanted,
        drawn_at=row.drawn_at,
        certificate_id=row.certificate_id,
        alpha=row.alpha,
        delta=row.delta,
        document_ids=tuple(document_ids),
        forced=tuple(row.forced),
        handled_by=row.handled_by,
    )


def _label(row: Any) -> AuditLabel:
    return AuditLabel(row.audit_id, row.labelled_by, AuditVerdict(row.verdict), row.at, row.blind)


def _step(row: Any) -> RecordedStep:
    return RecordedStep(
        row.monitor,
        row.seq,
        row.audit_id,
        row.certificate_id,
        AlarmStep(row.wrong, row.weight, row.alpha, row.level),
        RiskAlarm(tuple(row.log_capitals), row.seq, row.errors, row.raised),
        row.at,
    )
