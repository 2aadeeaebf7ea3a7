"""Stop switches, audit entries, blind labels and sessions, as records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assistant.domain.questions import Language


class StopScope(StrEnum):
    """How far a stop switch reaches."""

    WHOLE = "whole"
    DEPARTMENT = "department"
    TOPIC = "topic"


@dataclass(frozen=True, slots=True)
class Stop:
    """One turn of a stop switch; the newest per (scope, scope_id) counts. `scope_id` is "" for the whole."""

    scope: StopScope
    scope_id: str
    on: bool
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One link of the hash chain (X-13). `data` holds ids, versions, hashes and reasons, never personal data."""

    seq: int
    at: datetime
    actor: str
    action: str
    object_kind: str
    object_id: str
    data: Mapping[str, str]
    previous_hash: str
    hash: str


@dataclass(frozen=True, slots=True)
class Label:
    """A blind label: would the unreviewed reply to this question have been wrong? (C-06, C-07)

    `confidence` is the frozen pipeline's, `would_answer` whether no hard rule or check fired, `pipeline_hash` what
    pipeline it was. `labelled_by` names the person or the labelled sample set.
    """

    id: str
    topic_id: str
    language: Language
    question_sha256: str
    confidence: float
    would_answer: bool
    wrong: bool
    blind: bool
    pipeline_hash: str
    labelled_by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class StaffSession:
    """A server-side session; the token's hash is the key (X-06)."""

    token_sha256: str
    staff_id: str
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime
