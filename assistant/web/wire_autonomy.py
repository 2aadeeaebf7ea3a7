"""Certificates and what came after their signature, for staff and for everybody, on the wire."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from pydantic import Field

from assistant.services.autonomy_report import PublicGroup, WatchedCertificate
from assistant.services.label_quality import LabelQuality
from assistant.services.reply_audit_store import RecordedStep
from assistant.web.wire import Shown, Wire


class TightenRequest(Wire):
    """A stricter threshold, and why."""

    threshold: float
    reason: str = Field(default="", max_length=2_000)


class AlarmStepShown(Shown):
    """One audited answer and the alarm after it. `wealth` is a multiple of its beginning, `limit` where it is raised."""

    number: int
    wrong: bool
    weight: float
    log_wealth: float
    log_limit: float
    raised: bool
    at: datetime


class AgreementShown(Shown):
    """How far labellers agree; a coefficient is null where it is not defined."""

    items: int
    observed: float
    kappa: float | None
    kappa_interval: tuple[float, float] | None
    alpha: float | None
    alpha_interval: tuple[float, float] | None


class QualityShown(Shown):
    """Whether labels of audits may feed a certificate, and what their labellers catch."""

    agreement: AgreementShown
    audited: int
    left_out: int
    reason: str
    seeds: int
    caught: int
    catch_lower: float | None


class WarningShown(Shown):
    """A shift of what is asked."""

    kind: str
    value: float
    bound: float
    at: datetime


class WatchedCertificateShown(Shown):
    """A certificate with all that came after its signature."""

    id: str
    topic_id: str
    language: str
    status: str
    threshold: float
    bar: float
    alpha: float
    delta: float
    catch_lower: float | None
    catch_delta: float | None
    failure_budget: float
    n: int
    k: int
    risk_upper: float
    signed_at: datetime
    expires_at: datetime
    withdrawn_at: datetime | None
    withdrawn_reason: str | None
    replies: int
    max_replies: int
    drawn: int
    settled: int
    wrong: int
    risk: float | None
    steps: tuple[AlarmStepShown, ...]
    topic_steps: tuple[AlarmStepShown, ...]
    quality: QualityShown
    warnings: tuple[WarningShown, ...]
    appealed: int
    appealed_changed: int
    appealed_open: int


class PublicGroupShown(Shown):
    """What everybody may read of the automatic answers of a topic in a language."""

    topic_id: str
    language: str
    status: str | None
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
    topic_name: Mapping[str, str]
    appealed: int
    appealed_changed: int


class AutonomyShown(Shown):
    """All groups, and the sum of all failure budgets."""

    groups: tuple[PublicGroupShown, ...]
    cumulative_delta: float


def quality_shown(quality: LabelQuality) -> QualityShown:
    """On the wire."""
    return QualityShown(
        agreement=AgreementShown.model_validate(quality.agreement),
        audited=quality.audited,
        left_out=quality.left_out,
        reason=quality.reason,
        seeds=quality.detection.seeds,
        caught=quality.detection.caught,
        catch_lower=quality.catch_lower,
    )


def watched_shown(watched: WatchedCertificate) -> WatchedCertificateShown:
    """On the wire. Steps name no audit: nobody is to look up how a colleague labelled."""
    one = watched.certificate
    return WatchedCertificateShown(
        id=one.id,
        topic_id=one.topic_id,
        language=one.language.value,
        status=watched.status.value,
        threshold=one.threshold,
        bar=one.bar,
        alpha=one.alpha,
        delta=one.delta,
        catch_lower=one.catch_lower,
        catch_delta=one.catch_delta,
        failure_budget=one.failure_budget,
        n=one.n,
        k=one.k,
        risk_upper=one.risk_upper,
        signed_at=one.signed_at,
        expires_at=one.expires_at,
        withdrawn_at=one.withdrawn_at,
        withdrawn_reason=one.withdrawn_reason,
        replies=one.used,
        max_replies=watched.max_replies,
        drawn=watched.drawn,
        settled=watched.settled,
        wrong=watched.wrong,
        risk=watched.risk,
        steps=tuple(map(_step, watched.steps)),
        topic_steps=tuple(map(_step, watched.topic_steps)),
        quality=quality_shown(watched.quality),
        appealed=watched.appeals.made,
        appealed_changed=watched.appeals.changed,
        appealed_open=watched.appeals.open,
        warnings=tuple(
            WarningShown(kind=one.shift.kind.value, value=one.shift.value, bound=one.shift.bound, at=one.at)
            for one in watched.warnings
        ),
    )


def autonomy_shown(groups: tuple[PublicGroup, ...]) -> AutonomyShown:
    """On the wire."""
    return AutonomyShown(
        groups=tuple(map(PublicGroupShown.model_validate, groups)),
        cumulative_delta=min(1.0, sum(one.cumulative_delta for one in groups)),
    )


def _step(step: RecordedStep) -> AlarmStepShown:
    return AlarmStepShown(
        number=step.seq,
        wrong=step.step.wrong,
        weight=step.step.weight,
        log_wealth=step.after.log_wealth,
        log_limit=step.step.log_limit,
        raised=step.after.raised,
        at=step.at,
    )
