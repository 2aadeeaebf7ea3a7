"""Certificates, stop switches and the audit log as the API tells them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pydantic import Field

from review_console.transport import Wire
from review_console.wire_audits import Quality


class Certificate(Wire):
    """A signed certificate with its derived status."""

    id: str
    topic_id: str
    language: str
    status: str
    threshold: float
    alpha: float
    delta: float
    n: int
    k: int
    risk_upper: float
    coverage: float
    signed_by: str
    signed_at: datetime
    expires_at: datetime
    withdrawn_reason: str | None = None


class CertificateList(Wire):
    """All certificates."""

    certificates: tuple[Certificate, ...]


class RiskPoint(Wire):
    """One point of the risk–coverage curve: at this threshold, k of n released answers were wrong."""

    threshold: float
    n: int
    k: int
    risk: float
    coverage: float


class Figures(Wire):
    """The figures a certificate would carry."""

    threshold: float
    n: int
    k: int
    risk_upper: float
    coverage: float


class Missing(Wire):
    """How many labels there are and how many it takes."""

    have: int
    need: int


class Trial(Wire):
    """The outcome of the certification procedure, unsigned."""

    possible: bool
    certificate: Figures | None = None
    missing: Missing | None = None
    alpha_tried: float | None = None
    quality: Quality | None = None
    risk_coverage: tuple[RiskPoint, ...] = ()
    examples: tuple[Mapping[str, Any], ...] = ()


class Stop(Wire):
    """A stop switch. `scope_id` is empty for the whole service."""

    scope: str
    scope_id: str = ""
    on: bool
    reason: str = ""
    by: str = ""
    at: datetime | None = None


class StopList(Wire):
    """The newest turn of each switch."""

    stops: tuple[Stop, ...]


class AuditEntry(Wire):
    """One link of the audit chain."""

    seq: int
    at: datetime
    actor: str
    action: str
    object_kind: str
    object_id: str
    data: Mapping[str, Any] = Field(default_factory=dict)
    hash: str


class AuditPage(Wire):
    """Consecutive entries."""

    entries: tuple[AuditEntry, ...]


class Rebuilt(Wire):
    """What the log alone says of a case."""

    number: str = ""
    department: str = ""
    topic: str = ""
    asked_at: datetime | None = None
    finished_at: datetime | None = None
    outcome: str = ""
    reasons: tuple[str, ...] = ()
    confidence: str = ""
    passages: tuple[str, ...] = ()
    index_version: str = ""
    pipeline_hash: str = ""
    certificate: str = ""
    threshold: str = ""
    decision_kind: str = ""
    decision_reason: str = ""
    released_by_kind: str = ""
    released_by: str = ""
    role: str = ""
    sent_sha256: str = ""
    state: str = ""
    verified_by: tuple[str, ...] = ()


class Replay(Wire):
    """A case rebuilt, and where the store says something else."""

    entries: tuple[AuditEntry, ...] = ()
    rebuilt: Rebuilt
    differences: tuple[str, ...] = ()
    erased: bool = False


class ChainProblem(Wire):
    """The first entry that does not verify."""

    seq: int
    detail: str


class ChainVerdict(Wire):
    """Whether the audit chain is intact."""

    intact: bool
    entries: int
    head: str = ""
    problem: ChainProblem | None = None
