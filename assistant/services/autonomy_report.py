"""What is known of each certificate: for staff with the alarm's picture and the labellers' agreement, for everybody the
figures (S-07, C-09, C-11, H-12)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant.domain.certificates import MAX_REPLIES, Certificate, CertificateStatus
from assistant.domain.errors import NotFound
from assistant.domain.questions import Language
from assistant.domain.reply_audits import Stratum
from assistant.domain.staff import Right, Staff
from assistant.domain.traffic_shift import RAISED_FOR, ShiftWarning
from assistant.services.alarm_bell import WITHDRAWN_BY_ALARM, certificate_monitor, topic_monitor
from assistant.services.fresh_eyes import AppealCount, appeals_against
from assistant.services.label_quality import LabelQuality, usable_labels
from assistant.services.ports import Clock, Directory
from assistant.services.reply_audit_store import RecordedStep, Settlement
from assistant.services.stores import Store, Work


@dataclass(frozen=True, slots=True)
class WatchedCertificate:
    """A certificate with all that came after its signature. `risk` is the share of wrong audits, each weighted by the
    inverse of its chance to be drawn; None without audits."""

    certificate: Certificate
    status: CertificateStatus
    drawn: int
    settled: int
    wrong: int
    risk: float | None
    steps: tuple[RecordedStep, ...]
    topic_steps: tuple[RecordedStep, ...]
    quality: LabelQuality
    warnings: tuple[ShiftWarning, ...]
    appeals: AppealCount
    max_replies: int = MAX_REPLIES


@dataclass(frozen=True, slots=True)
class PublicGroup:
    """What everybody may read of a topic in a language. `cumulative_delta` sums the failure budgets of all its
    certificates: the chance that at least one of these statements was wrong when it was signed (C-11)."""

    topic_id: str
    language: Language
    status: CertificateStatus | None
    alpha: float | None
    delta: float | None
    n: int
    k: int
    risk_upper: float | None
    replies: int
    audited: int
    audited_wrong: int
    certificates: int
    cumulative_delta: float
    ended_by_alarm_at: datetime | None
    topic_name: Mapping[Language, str]
    appealed: int = 0
    appealed_changed: int = 0


class AutonomyReport:
    """Reads only; every figure is counted anew from what is stored."""

    def __init__(self, store: Store, directory: Directory, clock: Clock, pipeline_hash: str) -> None:
        self._store = store
        self._directory = directory
        self._clock = clock
        self._pipeline_hash = pipeline_hash

    def certificate(self, staff: Staff, certificate_id: str) -> WatchedCertificate:
        """One of them. Raises NotFound also for one the reader may not see."""
        now = self._clock.now()
        with self._store.read() as work:
            found = work.oversight.certificate_by_id(certificate_id)
            if found is None or not staff.may(Right.READ_CERTIFICATES, self._department_of(found.topic_id)):
                raise NotFound("There is no such certificate.")
            settled = [
                one
                for one in work.audits.settled(found.topic_id, found.language)
                if one.audit.certificate_id == found.id
            ]
            return WatchedCertificate(
                certificate=found,
                status=found.status(now, self._pipeline_hash),
                drawn=work.audits.drawn(found.id),
                settled=len(settled),
                wrong=sum(one.wrong for one in settled),
                risk=weighted_risk(settled),
                steps=work.audits.alarm_steps(certificate_monitor(found.id)),
                topic_steps=work.audits.alarm_steps(topic_monitor(work, found.topic_id)),
                quality=usable_labels(work, found.topic_id, found.language, self._pipeline_hash).quality,
                warnings=tuple(
                    one
                    for one in work.audits.warnings(now - RAISED_FOR)
                    if (one.topic_id, one.language) == (found.topic_id, found.language)
                ),
                appeals=appeals_against(work, (found.id,), now),
            )

    def public(self) -> tuple[PublicGroup, ...]:
        """Each topic and language that ever had a certificate, or was audited; for everybody."""
        with self._store.read() as work:
            signed = work.oversight.certificates()
            groups = sorted({(one.topic_id, one.language) for one in signed})
            return tuple(
                self._group(
                    work,
                    topic_id,
                    language,
                    [one for one in signed if (one.topic_id, one.language) == (topic_id, language)],
                )
                for topic_id, language in groups
            )

    def _group(
        self, work: Work, topic_id: str, language: Language, signed: Sequence[Certificate]
    ) -> PublicGroup:
        newest = work.oversight.certificate(topic_id, language)
        assert newest is not None
        status = newest.status(self._clock.now(), self._pipeline_hash)
        settled = [
            one
            for one in work.audits.settled(topic_id, language)
            if one.audit.stratum is Stratum.WOULD_BE_AUTO and one.audit.certificate_id is not None
        ]
        appeals = appeals_against(work, [one.id for one in signed], self._clock.now())
        ended = [one.withdrawn_at for one in signed if one.withdrawn_reason == WITHDRAWN_BY_ALARM]
        return PublicGroup(
            topic_id=topic_id,
            language=language,
            status=status,
            alpha=newest.alpha,
            delta=newest.failure_budget,
            n=newest.n,
            k=newest.k,
            risk_upper=newest.risk_upper,
            replies=sum(one.used for one in signed),
            audited=len(settled),
            audited_wrong=sum(one.wrong for one in settled),
            certificates=len(signed),
            cumulative_delta=min(1.0, sum(one.failure_budget for one in signed)),
            ended_by_alarm_at=max((at for at in ended if at is not None), default=None),
            topic_name=next((one.name for one in self._directory.topics() if one.id == topic_id), {}),
            appealed=appeals.made,
            appealed_changed=appeals.changed,
        )

    def _department_of(self, topic_id: str) -> str | None:
        return next((one.department_id for one in self._directory.topics() if one.id == topic_id), None)


def weighted_risk(settled: Sequence[Settlement]) -> float | None:
    """The share of wrong answers among those that went out: the ratio estimator of Hajek with weights 1/pi (C-06)."""
    total = sum(1.0 / one.audit.probability for one in settled)
    return sum(one.wrong / one.audit.probability for one in settled) / total if settled else None
