"""Certificates, stop switches and the audit log on the wire."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from pydantic import Field

from assistant.domain.audit_chain import ChainVerdict
from assistant.domain.oversight import StopScope
from assistant.domain.questions import Language
from assistant.services.certificates import ShownCertificate, Trial
from assistant.web.wire import Shown, Wire
from assistant.web.wire_autonomy import QualityShown, quality_shown


class TrialRequest(Wire):
    """What to certify, and what is tolerated."""

    topic_id: str = Field(max_length=100)
    language: Language
    alpha: float
    delta: float


class SignRequest(TrialRequest):
    """As a trial, with the signer's reason."""

    reason: str = Field(default="", max_length=2_000)


class StopRequest(Wire):
    """One turn of a switch."""

    scope: StopScope
    scope_id: str = Field(default="", max_length=100)
    on: bool
    reason: str = Field(default="", max_length=2_000)


class FiguresShown(Shown):
    """The figures of a certificate."""

    threshold: float
    n: int
    k: int
    risk_upper: float
    coverage: float


class CertificateShown(FiguresShown):
    """A certificate with its status now."""

    id: str
    topic_id: str
    language: str
    status: str
    alpha: float
    delta: float
    grid: tuple[float, ...]
    data_sha256: str
    pipeline_hash: str
    signed_by: str
    signed_at: datetime
    expires_at: datetime
    withdrawn_at: datetime | None
    withdrawn_reason: str | None


class CertificatesShown(Shown):
    """All certificates the reader may see."""

    certificates: tuple[CertificateShown, ...]


class RiskPointShown(Shown):
    """One threshold of the risk-coverage picture."""

    threshold: float
    n: int
    k: int
    risk: float
    coverage: float


class MissingShown(Shown):
    """How many labels there are and how many it takes."""

    have: int
    need: int


class TrialShown(Shown):
    """The procedure's outcome, unsigned."""

    possible: bool
    certificate: FiguresShown | None
    missing: MissingShown | None
    alpha_tried: float
    quality: QualityShown
    risk_coverage: tuple[RiskPointShown, ...]
    examples: tuple[Mapping[str, str], ...]


class StopShown(Shown):
    """The newest turn of a switch."""

    scope: str
    scope_id: str
    on: bool
    reason: str
    by: str
    at: datetime


class StopsShown(Shown):
    """All switches ever turned."""

    stops: tuple[StopShown, ...]


class AuditEntryShown(Shown):
    """One link of the chain."""

    seq: int
    at: datetime
    actor: str
    action: str
    object_kind: str
    object_id: str
    data: Mapping[str, str]
    previous_hash: str
    hash: str


class AuditPageShown(Shown):
    """Consecutive entries."""

    entries: tuple[AuditEntryShown, ...]


class ChainProblemShown(Shown):
    """The first entry that does not verify."""

    seq: int
    detail: str


class ChainVerdictShown(Shown):
    """Whether the chain is intact."""

    intact: bool
    entries: int
    head: str
    problem: ChainProblemShown | None


def certificate_shown(shown: ShownCertificate) -> CertificateShown:
    """On the wire."""
    one = shown.certificate
    return CertificateShown(
        id=one.id,
        topic_id=one.topic_id,
        language=one.language.value,
        status=shown.status.value,
        threshold=one.threshold,
        n=one.n,
        k=one.k,
        risk_upper=one.risk_upper,
        coverage=one.coverage,
        alpha=one.alpha,
        delta=one.delta,
        grid=one.grid,
        data_sha256=one.data_sha256,
        pipeline_hash=one.pipeline_hash,
        signed_by=shown.signed_by_name,
        signed_at=one.signed_at,
        expires_at=one.expires_at,
        withdrawn_at=one.withdrawn_at,
        withdrawn_reason=one.withdrawn_reason,
    )


def trial_shown(trial: Trial) -> TrialShown:
    """On the wire. Examples carry figures, never a citizen's words."""
    return TrialShown(
        possible=trial.figures is not None,
        certificate=FiguresShown.model_validate(trial.figures) if trial.figures is not None else None,
        missing=MissingShown.model_validate(trial.missing) if trial.missing is not None else None,
        alpha_tried=trial.alpha_tried,
        quality=quality_shown(trial.quality),
        risk_coverage=tuple(map(RiskPointShown.model_validate, trial.risk_coverage)),
        examples=tuple(
            {
                "label": one.id,
                "labelled_by": one.labelled_by,
                "confidence": f"{one.confidence:.3f}",
                "would_answer": "yes" if one.would_answer else "no",
                "wrong": "yes" if one.wrong else "no",
            }
            for one in trial.examples
        ),
    )


def verdict_shown(verdict: ChainVerdict) -> ChainVerdictShown:
    """On the wire."""
    return ChainVerdictShown.model_validate(verdict)
