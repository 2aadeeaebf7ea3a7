"""Cases and decisions on the wire, for staff only."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from pydantic import Field

from assistant.domain.cases import Decision, DecisionKind, DecisionReason
from assistant.domain.confidence_notes import SIDES, Side, SignalNote
from assistant.domain.conversations import StoredDraft
from assistant.domain.reading_times import reading_floor_s
from assistant.domain.review_arms import JudgedAs
from assistant.services.case_views import CaseDetail, CaseRow
from assistant.services.decision_rules import DecisionDone, DecisionRequest, KeptFinding
from assistant.services.review_arms import JudgementRequest
from assistant.web.wire import Shown, Wire
from assistant.web.wire_audits import FeedbackShown


class NothingMore(Wire):
    """A step that needs no further words."""


class NoteRequest(Wire):
    """An internal note."""

    text: str


class RedraftRequest(Wire):
    """A hint for the engine, if there is one."""

    hint: str = ""


class JudgementWire(Wire):
    """What a person thinks before the draft is shown: a line of their own, or the passage that matters most (H-01)."""

    judged_as: JudgedAs
    gist: str = ""
    passage_id: str | None = Field(default=None, max_length=200)

    def request(self) -> JudgementRequest:
        """As the service knows it."""
        return JudgementRequest(self.judged_as, self.gist, self.passage_id)


class KeptWire(Wire):
    """Why a marked sentence (by index, -1 for the whole draft) is kept."""

    claim: int
    why: str


class DecisionWire(Wire):
    """A decision on exactly the draft named. Which fields a kind takes is told by the service's refusals."""

    kind: DecisionKind
    reason: DecisionReason
    decision_key: str
    draft_id: str | None = None
    draft_version: int | None = None
    draft_sha256: str | None = None
    text: str | None = None
    note: str | None = None
    kept: tuple[KeptWire, ...] = Field(default=(), max_length=200)
    visible_ms: int | None = Field(default=None, ge=0)

    def request(self) -> DecisionRequest:
        """As the service knows it."""
        return DecisionRequest(
            kind=self.kind,
            reason=self.reason,
            key=self.decision_key,
            draft_id=self.draft_id,
            draft_version=self.draft_version,
            draft_sha256=self.draft_sha256,
            text=self.text,
            note=self.note or "",
            kept=tuple(KeptFinding(one.claim, one.why) for one in self.kept),
            visible_ms=self.visible_ms,
        )


class CaseRowShown(Shown):
    """One line of the queue."""

    id: str
    number: str
    state: str
    department_id: str
    topic_id: str | None
    language: str
    reasons: tuple[str, ...]
    opened_at: datetime
    promised_at: datetime
    overdue: bool
    claimed_by_me: bool
    claimed_by: str | None
    question_preview: str
    urgent: bool


class CaseListShown(Shown):
    """The queue."""

    cases: tuple[CaseRowShown, ...]


class FoundPassageShown(Shown):
    """A passage found; `start` is its offset in the version's text."""

    passage_id: str
    document_id: str
    version_id: str
    document_title: str
    heading_path: tuple[str, ...]
    text: str
    start: int
    effective_from: date | None
    effective_to: date | None


class QuoteShown(Shown):
    """A verbatim span that a claim stands on."""

    passage_id: str
    document_id: str
    version_id: str
    text: str
    start: int
    end: int


class ClaimShown(Shown):
    """One sentence of a draft, and the part of the reply it belongs to."""

    text: str
    quotes: tuple[QuoteShown, ...]
    part: str


class FindingShown(Shown):
    """A problem in the words start..end of a claim."""

    reason: str
    claim: int
    start: int
    end: int
    detail: str


class ChecksShown(Shown):
    """What the checks said about a draft."""

    findings: tuple[FindingShown, ...]
    supported: tuple[float, ...]
    omitted_conditions: tuple[str, ...]
    checker: str


class DraftShown(Shown):
    """A draft; `sha256` names exactly the text shown."""

    id: str
    version: int
    text: str
    method: str
    author_kind: str
    claims: tuple[ClaimShown, ...]
    sha256: str
    checks: ChecksShown | None


class TurnShown(Shown):
    """One message of the conversation."""

    author: str
    text: str
    created_at: datetime


class CaseEventShown(Shown):
    """One thing that happened."""

    seq: int
    kind: str
    actor: str
    at: datetime
    data: Mapping[str, str]


class NoteShown(Shown):
    """An internal note."""

    author: str
    text: str
    at: datetime


class PastDecisionShown(Shown):
    """A decision on record."""

    kind: str
    reason: str
    note: str
    actor: str
    decided_at: datetime


class NoticedShown(Shown):
    """What the engine noticed about the draft, and whether it speaks for it or against it."""

    note: SignalNote
    side: Side


class AppealedQuoteShown(Shown):
    """A source that the earlier reply named."""

    number: int
    document_title: str
    heading_path: tuple[str, ...]
    quote: str


class AppealedReplyShown(Shown):
    """The reply that an appeal is about."""

    question: str
    text: str
    released_by_kind: str
    label: str
    citations: tuple[AppealedQuoteShown, ...]
    sent_at: datetime


class CaseDetailShown(CaseRowShown):
    """Everything a person needs to decide."""

    question: str
    conversation: tuple[TurnShown, ...]
    evidence: tuple[FoundPassageShown, ...]
    draft: DraftShown | None
    draft_void: str | None
    confidence: float
    events: tuple[CaseEventShown, ...]
    decisions: tuple[PastDecisionShown, ...]
    notes: tuple[NoteShown, ...]
    noticed: tuple[NoticedShown, ...]
    erased: bool
    appealed: AppealedReplyShown | None
    judgement_needed: bool
    reading_floor_s: float | None


class DecisionDoneShown(Shown):
    """A recorded decision. `kind` may differ from what was asked."""

    decision_id: str
    kind: str
    case_state: str
    feedback: FeedbackShown | None = None
    rest: bool = False


def case_row_shown(row: CaseRow) -> CaseRowShown:
    """On the wire."""
    return CaseRowShown.model_validate(row)


def case_detail_shown(case: CaseDetail) -> CaseDetailShown:
    """On the wire."""
    return CaseDetailShown(
        **case_row_shown(case.row).model_dump(),
        question=case.question,
        conversation=tuple(map(TurnShown.model_validate, case.conversation)),
        evidence=tuple(map(FoundPassageShown.model_validate, case.evidence)),
        draft=_draft_shown(case.draft) if case.draft is not None else None,
        draft_void=case.draft_void,
        confidence=case.confidence,
        events=tuple(map(CaseEventShown.model_validate, case.events)),
        decisions=tuple(map(_decision_shown, case.decisions)),
        notes=tuple(map(NoteShown.model_validate, case.notes)),
        noticed=tuple(NoticedShown(note=note, side=SIDES[note]) for note in case.noticed),
        erased=case.erased,
        appealed=AppealedReplyShown.model_validate(case.appealed) if case.appealed is not None else None,
        judgement_needed=case.judgement_needed,
        reading_floor_s=reading_floor_s(case.draft.draft.text()) if case.draft is not None else None,
    )


def _draft_shown(stored: StoredDraft) -> DraftShown:
    return DraftShown(
        id=stored.id,
        version=stored.version,
        text=stored.draft.text(),
        method=stored.draft.method.value,
        author_kind=stored.author_kind,
        claims=tuple(map(ClaimShown.model_validate, stored.draft.claims)),
        sha256=stored.sha256,
        checks=ChecksShown.model_validate(stored.verdict) if stored.verdict is not None else None,
    )


def _decision_shown(decision: Decision) -> PastDecisionShown:
    return PastDecisionShown.model_validate(decision)


def decision_done_shown(done: DecisionDone) -> DecisionDoneShown:
    """On the wire."""
    return DecisionDoneShown.model_validate(done)
