"""Audits, alarms and the figures of those who check, on the wire."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import Field

from assistant.domain.reply_audits import AuditVerdict
from assistant.services.autonomy_report import PublicGroup, WatchedCertificate
from assistant.services.competence import OwnFigures
from assistant.services.label_quality import LabelQuality
from assistant.services.reply_audit_store import RecordedStep
from assistant.services.reply_audits import AuditLabelled, AuditSheet
from assistant.web.wire import Shown, Wire


class LabelRequest(Wire):
    """A blind verdict."""

    verdict: AuditVerdict


class TightenRequest(Wire):
    """A stricter threshold, and why."""

    threshold: float
    reason: str = Field(default="", max_length=2_000)


class PairRequest(Wire):
    """The very draft that a second person stands by."""

    case_id: str = Field(max_length=100)
    draft_sha256: str = Field(max_length=100)


class ReinstateRequest(Wire):
    """Why somebody may approve alone again."""

    reason: str = Field(default="", max_length=2_000)


class AuditRowShown(Shown):
    """One answer that waits for a label."""

    id: str
    department_id: str
    topic_id: str | None
    language: str
    drawn_at: datetime


class AuditListShown(Shown):
    """What waits for this person."""

    audits: tuple[AuditRowShown, ...]


class SourceShown(Shown):
    """A passage that the answer stands on."""

    document_title: str
    heading_path: tuple[str, ...]
    text: str
    effective_from: date
    effective_to: date | None


class AuditSheetShown(AuditRowShown):
    """Question, answer and sources; no verdict of anybody."""

    question: str
    answer: str
    passages: tuple[SourceShown, ...]


class FeedbackShown(Shown):
    """What a test was, told at once."""

    kind: str
    right: bool
    original: str
    changed: str


class AuditLabelledShown(Shown):
    """What came of a label."""

    settled: bool
    withdrawn: tuple[str, ...]
    feedback: FeedbackShown | None


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


class OwnAnswerShown(Shown):
    """One test that the reader has seen."""

    kind: str
    place: str
    right: bool
    at: datetime


class OwnFiguresShown(Shown):
    """The reader's own record."""

    seeds: int
    caught: int
    catch_lower: float | None
    controls: int
    rejected: int
    sensitivity: float | None
    criterion: float | None
    suspended: bool
    answered: tuple[OwnAnswerShown, ...]


class PersonShown(Shown):
    """Somebody to be trained."""

    id: str
    display_name: str


class SuspendedShown(Shown):
    """Whose approvals need a second person."""

    people: tuple[PersonShown, ...]


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


class AutonomyShown(Shown):
    """All groups, and the sum of all failure budgets."""

    groups: tuple[PublicGroupShown, ...]
    cumulative_delta: float


def sheet_shown(sheet: AuditSheet) -> AuditSheetShown:
    """On the wire. Scores and signals of the passages stay here: they would tell how sure the machine was."""
    row = AuditRowShown.model_validate(sheet.row)
    return AuditSheetShown(
        **row.model_dump(),
        question=sheet.question,
        answer=sheet.answer,
        passages=tuple(map(SourceShown.model_validate, sheet.passages)),
    )


def labelled_shown(done: AuditLabelled) -> AuditLabelledShown:
    """On the wire."""
    return AuditLabelledShown.model_validate(done)


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
        warnings=tuple(
            WarningShown(kind=one.shift.kind.value, value=one.shift.value, bound=one.shift.bound, at=one.at)
            for one in watched.warnings
        ),
    )


def own_shown(own: OwnFigures) -> OwnFiguresShown:
    """On the wire."""
    found = own.detection
    return OwnFiguresShown(
        seeds=found.seeds,
        caught=found.caught,
        catch_lower=own.catch_lower,
        controls=found.controls,
        rejected=found.rejected,
        sensitivity=found.sensitivity,
        criterion=found.criterion,
        suspended=own.suspended,
        answered=tuple(map(OwnAnswerShown.model_validate, own.answered)),
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
