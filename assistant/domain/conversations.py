"""Conversations, messages and stored drafts, as records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assistant.domain.answers import Draft, Verdict
from assistant.domain.evidence import Evidence
from assistant.domain.questions import Author, Language, Outcome, Stage
from assistant.domain.reasons import Reason


class MessageKind(StrEnum):
    """What a message in a conversation is."""

    QUESTION = "question"
    REPLY = "reply"
    CASE = "case"
    CLARIFY = "clarify"
    EMERGENCY = "emergency"
    COURTESY = "courtesy"
    CORRECTION = "correction"
    NEWS = "news"
    ENQUIRY = "enquiry"
    CALL_BACK = "call_back"
    AMENDMENT = "amendment"


@dataclass(frozen=True, slots=True)
class Conversation:
    """A citizen's conversation. `secret_sha256` is the hash of the receipt's secret; the secret is never stored."""

    id: str
    language: Language
    disclosure_version: str
    secret_sha256: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Message:
    """One message. `seq` counts from 1 in its conversation. `payload` is what else the page needs (JSON-able)."""

    id: str
    conversation_id: str
    seq: int
    author: Author
    kind: MessageKind
    text: str
    payload: Mapping[str, object]
    created_at: datetime
    client_id: str | None = None
    question_id: str | None = None


@dataclass(frozen=True, slots=True)
class QuestionRecord:
    """An accepted question and, once processed, what the engine found. `outcome` is None while in progress.

    `working` holds the figures of the run (stage timings, signals, confidence, hashes) for the log (L-04).
    """

    id: str
    conversation_id: str
    message_id: str
    language: Language
    asked_at: datetime
    outcome: Outcome | None
    reasons: tuple[Reason, ...] = ()
    department_id: str | None = None
    topic_id: str | None = None
    confidence: float = 0.0
    index_version: str = ""
    pipeline_hash: str = ""
    signals: Mapping[str, float] | None = None
    timings_ms: Mapping[Stage, float] | None = None
    finished_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """A draft as stored: `version` counts from 1 per question; `sha256` is over draft.text() in UTF-8.

    `evidence` are the passages it was drafted from (the exact input it saw); `index_version` and `pipeline_hash`
    what it depends on: if either changes before the decision, the draft is checked again or void.
    """

    id: str
    question_id: str
    version: int
    draft: Draft
    verdict: Verdict | None
    evidence: tuple[Evidence, ...]
    author_kind: str
    author: str
    sha256: str
    index_version: str
    pipeline_hash: str
    created_at: datetime
