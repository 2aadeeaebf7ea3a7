"""Cases as the API tells them to staff."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from pydantic import Field

from review_console.transport import Wire
from review_console.wire_audits import Feedback


class CaseRow(Wire):
    """One line of the queue."""

    id: str
    number: str
    state: str
    department_id: str | None = None
    topic_id: str | None = None
    language: str
    reasons: tuple[str, ...] = ()
    opened_at: datetime
    promised_at: datetime
    overdue: bool = False
    claimed_by_me: bool = False
    claimed_by: str | None = None
    question_preview: str = ""
    urgent: bool = False


class CaseList(Wire):
    """The queue."""

    cases: tuple[CaseRow, ...]


class QueuePage(Wire):
    """Some cases in order; the counts are of everything the filter finds, `after` begins the next page."""

    cases: tuple[CaseRow, ...]
    matching: int
    overdue: int
    after: str | None = None


class Evidence(Wire):
    """A passage found. `start` is the passage's offset in its version's text."""

    passage_id: str
    document_id: str
    version_id: str
    document_title: str
    heading_path: tuple[str, ...] = ()
    text: str
    start: int = 0
    effective_from: date | None = None
    effective_to: date | None = None


class Quote(Wire):
    """A verbatim span that a claim stands on; offsets are in the version's text."""

    passage_id: str
    text: str
    document_id: str = ""
    version_id: str = ""
    start: int = 0
    end: int = 0


class Claim(Wire):
    """One sentence of a draft, and the part of the reply it belongs to."""

    text: str
    quotes: tuple[Quote, ...] = ()
    part: str = "answer"


class Finding(Wire):
    """A problem found by a check in the words start..end of a claim."""

    reason: str
    claim: int
    start: int = 0
    end: int = 0
    detail: str = ""


class Checks(Wire):
    """What the verifier said about a draft."""

    findings: tuple[Finding, ...] = ()
    supported: tuple[float, ...] = ()
    omitted_conditions: tuple[str, ...] = ()
    checker: str = ""


class Draft(Wire):
    """A draft; `sha256` names exactly the text shown."""

    id: str
    version: int
    text: str
    method: str
    author_kind: str = ""
    claims: tuple[Claim, ...] = ()
    sha256: str
    checks: Checks | None = None


class Turn(Wire):
    """One message of the conversation."""

    author: str
    text: str
    created_at: datetime


class CaseEvent(Wire):
    """One thing that happened to a case."""

    seq: int
    kind: str
    actor: str
    at: datetime
    data: Mapping[str, Any] = Field(default_factory=dict)


class Note(Wire):
    """An internal note."""

    author: str
    text: str
    at: datetime


class Noticed(Wire):
    """What the engine noticed about the draft; `side` is `for` or `against`."""

    note: str
    side: str


class PastDecision(Wire):
    """A decision on record."""

    kind: str
    reason: str
    note: str = ""
    actor: str = ""
    decided_at: datetime | None = None


class AppealedQuote(Wire):
    """A source that the earlier reply named."""

    number: int
    document_title: str
    heading_path: tuple[str, ...] = ()
    quote: str


class AppealedReply(Wire):
    """The reply that an appeal is about."""

    question: str
    text: str
    released_by_kind: str
    label: str = ""
    citations: tuple[AppealedQuote, ...] = ()
    sent_at: datetime


class CaseDetail(CaseRow):
    """Everything a person needs to decide."""

    question: str
    conversation: tuple[Turn, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    draft: Draft | None = None
    draft_void: str | None = None
    confidence: float | None = None
    events: tuple[CaseEvent, ...] = ()
    decisions: tuple[PastDecision, ...] = ()
    notes: tuple[Note, ...] = ()
    noticed: tuple[Noticed, ...] = ()
    appealed: AppealedReply | None = None
    judgement_needed: bool = False
    reading_floor_s: float | None = None


class DecisionDone(Wire):
    """A recorded decision. `kind` may differ from what was asked: an edit that changes nothing is an approval."""

    decision_id: str
    kind: str
    case_state: str
    feedback: Feedback | None = None
    rest: bool = False
