"""A certificate: the signed statement under which answers of one topic and language may go out by themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assistant.domain.questions import Language


class CertificateStatus(StrEnum):
    """Whether a certificate permits anything now; derived, never stored."""

    VALID = "valid"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class Certificate:
    """Everything C-01 asks for. `threshold` is λ; `risk_upper` the exact one-sided bound at 1-δ; k errors in n."""

    id: str
    topic_id: str
    language: Language
    threshold: float
    alpha: float
    delta: float
    n: int
    k: int
    risk_upper: float
    coverage: float
    grid: tuple[float, ...]
    data_sha256: str
    pipeline_hash: str
    signed_by: str
    signed_at: datetime
    expires_at: datetime
    withdrawn_at: datetime | None = None
    withdrawn_reason: str | None = None

    def status(self, now: datetime, pipeline_hash: str) -> CertificateStatus:
        """The status at `now` for a pipeline of this hash; any pipeline change voids it (C-04)."""
        if self.withdrawn_at is not None:
            return CertificateStatus.WITHDRAWN
        if self.pipeline_hash != pipeline_hash:
            return CertificateStatus.VOID
        if now >= self.expires_at:
            return CertificateStatus.EXPIRED
        return CertificateStatus.VALID

    def permits(
        self, topic_id: str | None, language: Language | None, now: datetime, pipeline_hash: str
    ) -> bool:
        """True if it is valid now and speaks of this topic and language (C-12: no group rides on another's labels)."""
        if topic_id != self.topic_id or language is not self.language:
            return False
        return self.status(now, pipeline_hash) is CertificateStatus.VALID
