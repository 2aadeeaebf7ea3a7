"""Certificates, stop switches, labels and the audit chain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime

import sqlalchemy as sa

from assistant.adapters.database.audit_rows import AuditRows
from assistant.adapters.database.conflicts import unique_or
from assistant.adapters.database.oversight_tables import certificate_withdrawals, certificates, labels, stops
from assistant.adapters.database.reply_audit_tables import certificate_limits
from assistant.adapters.database.tables import decisions
from assistant.domain.certificates import Certificate
from assistant.domain.errors import NotFound
from assistant.domain.oversight import AuditEntry, Label, Stop, StopScope
from assistant.domain.questions import Language
from assistant.services.stores import OversightStore


@dataclass(slots=True)
class DatabaseOversight(OversightStore):
    """Bound to one transaction."""

    connection: sa.Connection
    _audit: AuditRows = field(init=False)

    def __post_init__(self) -> None:
        self._audit = AuditRows(self.connection)

    def add_certificate(self, certificate: Certificate) -> None:
        values = asdict(certificate)
        withdrawn_at, reason = values.pop("withdrawn_at"), values.pop("withdrawn_reason")
        values["grid"] = list(certificate.grid)
        stricter = values.pop("stricter")
        del values["used"]
        with unique_or(self.connection, "certificate_exists", "This certificate is already stored."):
            self.connection.execute(sa.insert(certificates).values(values))
        if withdrawn_at is not None:
            self.withdraw_certificate(certificate.id, withdrawn_at, reason or "")
        if stricter is not None:
            self.limit_certificate(certificate.id, stricter, certificate.signed_by, "", certificate.signed_at)

    def certificates(self) -> tuple[Certificate, ...]:
        query = _with_withdrawal().order_by(certificates.c.signed_at, certificates.c.id)
        return tuple(_certificate(row) for row in self.connection.execute(query))

    def certificate(self, topic_id: str, language: Language) -> Certificate | None:
        query = (
            _with_withdrawal()
            .where(certificates.c.topic_id == topic_id, certificates.c.language == language)
            .order_by(certificates.c.signed_at.desc(), certificates.c.id.desc())
            .limit(1)
        )
        row = self.connection.execute(query).one_or_none()
        return None if row is None else _certificate(row)

    def certificate_by_id(self, certificate_id: str) -> Certificate | None:
        query = _with_withdrawal().where(certificates.c.id == certificate_id)
        row = self.connection.execute(query).one_or_none()
        return None if row is None else _certificate(row)

    def withdraw_certificate(self, certificate_id: str, at: datetime, reason: str) -> None:
        if self.certificate_by_id(certificate_id) is None:
            raise NotFound("There is no such certificate.")
        with unique_or(self.connection, "already_withdrawn", "This certificate is already withdrawn."):
            self.connection.execute(
                sa.insert(certificate_withdrawals).values(certificate_id=certificate_id, at=at, reason=reason)
            )

    def limit_certificate(
        self, certificate_id: str, threshold: float, by: str, reason: str, at: datetime
    ) -> None:
        if self.certificate_by_id(certificate_id) is None:
            raise NotFound("There is no such certificate.")
        values = {
            "certificate_id": certificate_id,
            "threshold": threshold,
            "set_by": by,
            "reason": reason,
            "at": at,
        }
        with unique_or(self.connection, "already_limited", "This threshold is set already."):
            self.connection.execute(sa.insert(certificate_limits).values(values))

    def add_stop(self, stop: Stop) -> None:
        self.connection.execute(
            sa.insert(stops).values(
                scope=stop.scope,
                scope_id=stop.scope_id,
                is_on=stop.on,
                reason=stop.reason,
                turned_by=stop.by,
                at=stop.at,
            )
        )

    def stops(self) -> tuple[Stop, ...]:
        newest = sa.select(sa.func.max(stops.c.id)).group_by(stops.c.scope, stops.c.scope_id)
        query = sa.select(stops).where(stops.c.id.in_(newest)).order_by(stops.c.scope, stops.c.scope_id)
        return tuple(
            Stop(StopScope(row.scope), row.scope_id, row.is_on, row.reason, row.turned_by, row.at)
            for row in self.connection.execute(query)
        )

    def add_label(self, label: Label) -> None:
        with unique_or(self.connection, "label_exists", "This label is already stored."):
            self.connection.execute(sa.insert(labels).values(asdict(label)))

    def labels(self, topic_id: str, language: Language, pipeline_hash: str) -> tuple[Label, ...]:
        query = (
            sa.select(labels)
            .where(
                labels.c.topic_id == topic_id,
                labels.c.language == language,
                labels.c.pipeline_hash == pipeline_hash,
            )
            .order_by(labels.c.at, labels.c.id)
        )
        return tuple(_label(row) for row in self.connection.execute(query))

    def label_counts(self) -> Mapping[tuple[str, Language], int]:
        query = sa.select(labels.c.topic_id, labels.c.language, sa.func.count()).group_by(
            labels.c.topic_id, labels.c.language
        )
        return {
            (topic, Language(language)): count for topic, language, count in self.connection.execute(query)
        }

    def audit(
        self, actor: str, action: str, object_kind: str, object_id: str, data: Mapping[str, str], at: datetime
    ) -> AuditEntry:
        return self._audit.append(actor, action, object_kind, object_id, data, at)

    def audit_entries(self, after: int = 0, limit: int = 500) -> tuple[AuditEntry, ...]:
        return self._audit.after(after, limit)

    def audit_head(self) -> AuditEntry | None:
        return self._audit.head()

    def audit_by_hash(self, entry_hash: str) -> AuditEntry | None:
        return self._audit.by_hash(entry_hash)

    def audit_about(self, object_ids: Sequence[str]) -> tuple[AuditEntry, ...]:
        return self._audit.about(object_ids)

    def audit_of(self, object_kind: str, object_ids: Sequence[str], action: str) -> tuple[AuditEntry, ...]:
        return self._audit.of(object_kind, object_ids, action)


def _with_withdrawal() -> sa.Select[tuple[object, ...]]:
    stricter = sa.select(sa.func.max(certificate_limits.c.threshold)).where(
        certificate_limits.c.certificate_id == certificates.c.id
    )
    used = sa.select(sa.func.count()).where(decisions.c.actor == certificates.c.id)
    return sa.select(
        certificates,
        stricter.scalar_subquery().label("stricter"),
        used.scalar_subquery().label("used"),
        certificate_withdrawals.c.at.label("withdrawn_at"),
        certificate_withdrawals.c.reason.label("withdrawn_reason"),
    ).outerjoin(certificate_withdrawals, certificate_withdrawals.c.certificate_id == certificates.c.id)


def _certificate(row: sa.Row[tuple[object, ...]]) -> Certificate:
    return Certificate(
        id=row.id,
        topic_id=row.topic_id,
        language=Language(row.language),
        threshold=row.threshold,
        alpha=row.alpha,
        delta=row.delta,
        n=row.n,
        k=row.k,
        risk_upper=row.risk_upper,
        coverage=row.coverage,
        grid=tuple(row.grid),
        data_sha256=row.data_sha256,
        pipeline_hash=row.pipeline_hash,
        signed_by=row.signed_by,
        signed_at=row.signed_at,
        expires_at=row.expires_at,
        withdrawn_at=row.withdrawn_at,
        withdrawn_reason=row.withdrawn_reason,
        catch_lower=row.catch_lower,
        catch_delta=row.catch_delta,
        stricter=row.stricter,
        used=row.used,
    )


def _label(row: sa.Row[tuple[object, ...]]) -> Label:
    return Label(
        id=row.id,
        topic_id=row.topic_id,
        language=Language(row.language),
        question_sha256=row.question_sha256,
        confidence=row.confidence,
        would_answer=row.would_answer,
        wrong=row.wrong,
        blind=row.blind,
        pipeline_hash=row.pipeline_hash,
        labelled_by=row.labelled_by,
        at=row.at,
    )
