"""A certificate: the signed statement under which answers of one topic and language may go out by themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assistant.domain.questions import Language

MAX_REPLIES = 2_000
"""Replies after which a certificate expires, whatever its day (C-11, proposed there): ten days of 200 a day."""


class CertificateStatus(StrEnum):
    """Whether a certificate permits anything now; derived, never stored."""

    VALID = "valid"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class Certificate:
    """Everything C-01 asks for. `threshold` is λ; `risk_upper` the exact one-sided bound at 1-δ; k errors in n.

    `catch_lower` is the lower bound h of the share of errors that its labellers catch, at 1 - `catch_delta`: the labels were
    then tried at alpha * h (C-08); None where no person labelled. Not signed but added later: the withdrawal, the
    `stricter` threshold that somebody set by hand (C-02), and how many replies have `used` it (C-11).
    """

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
    catch_lower: float | None = None
    catch_delta: float | None = None
    stricter: float | None = None
    used: int = 0

    @property
    def bar(self) -> float:
        """What a confidence must reach: the signed threshold, or a stricter one (C-02)."""
        return self.threshold if self.stricter is None else max(self.threshold, self.stricter)

    @property
    def failure_budget(self) -> float:
        """The chance that the statement is wrong: that of the test, and that of the labellers' catch rate (C-08)."""
        return self.delta + (self.catch_delta or 0.0)

    def status(self, now: datetime, pipeline_hash: str) -> CertificateStatus:
        """The status at `now` for a pipeline of this hash; any pipeline change voids it (C-04)."""
        if self.withdrawn_at is not None:
            return CertificateStatus.WITHDRAWN
        if self.pipeline_hash != pipeline_hash:
            return CertificateStatus.VOID
        if now >= self.expires_at or self.used >= MAX_REPLIES:
            return CertificateStatus.EXPIRED
        return CertificateStatus.VALID

    def permits(
        self, topic_id: str | None, language: Language | None, now: datetime, pipeline_hash: str
    ) -> bool:
        """True if it is valid now and speaks of this topic and language (C-12: no group rides on another's labels)."""
        if topic_id != self.topic_id or language is not self.language:
            return False
        return self.status(now, pipeline_hash) is CertificateStatus.VALID
