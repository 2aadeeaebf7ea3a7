"""Cases as staff may see them: the queue, and everything a person needs to decide one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from assistant.domain.cases import (
    Case,
    CaseEvent,
    CaseEventKind,
    CaseState,
    CaseStatus,
    Decision,
    derive_status,
)
from assistant.domain.confidence_notes import SignalNote, signal_notes
from assistant.domain.conversations import Message, QuestionRecord, StoredDraft
from assistant.domain.errors import NotFound
from assistant.domain.reasons import Reason
from assistant.domain.staff import Staff
from assistant.services.appealed_replies import AppealedReply, appealed_draft, appealed_reply
from assistant.services.case_access import readable_case, readable_departments
from assistant.services.draft_validity import DraftVoid, why_void
from assistant.services.found_passages import FoundPassage, found_passages
from assistant.services.next_draft import CONFIDENCE, NOTICED
from assistant.services.own_choices import people_only
from assistant.services.ports import Clock, SourceStatus
from assistant.services.staff_names import display_names
from assistant.services.stores import Store, Work

PREVIEW = 120
"""Characters of the question shown in the queue: one line of the console."""

LOOKED_THROUGH = 1_000
"""Cases read for one queue. Open ones come soonest promise first, so that what is due is always among them."""

LISTED = 200
"""Cases shown in one queue; nobody works through more before looking again."""

UNTOLD = frozenset({Reason.AUDIT_SAMPLE, Reason.BELOW_THRESHOLD, Reason.NO_CERTIFICATE})
"""Reasons that only permission gave: sure but drawn for a check, not sure enough, not certified. All look alike."""


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One line of the queue. `claimed_by` is a colleague's display name.

    `urgent`: in this conversation someone may be in danger, and that case is still open; such rows lead the queue.
    """

    id: str
    number: str
    state: CaseState
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
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class StaffNote:
    """An internal note with its author's display name."""

    author: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CaseDetail:
    """Everything a person needs to decide. Actors of events and decisions are display names.

    `erased` tells that the citizen erased the conversation: nothing of its content is left.
    """

    row: CaseRow
    question: str
    conversation: tuple[Message, ...]
    evidence: tuple[FoundPassage, ...]
    draft: StoredDraft | None
    draft_void: DraftVoid | None
    confidence: float
    events: tuple[CaseEvent, ...]
    decisions: tuple[Decision, ...]
    notes: tuple[StaffNote, ...]
    noticed: tuple[SignalNote, ...] = ()
    erased: bool = False
    judgement_needed: bool = False
    """The draft is kept back until this person has judged the question (H-01)."""
    appealed: AppealedReply | None = None


class CaseViews:
    """Reads for the console, within the departments a person may read."""

    def __init__(self, store: Store, clock: Clock, sources: SourceStatus, pipeline_hash: str) -> None:
        self._store = store
        self._clock = clock
        self._sources = sources
        self._pipeline_hash = pipeline_hash

    def queue(
        self, staff: Staff, state: CaseState | None, department_id: str | None, mine: bool
    ) -> tuple[CaseRow, ...]:
        """Open cases, urgent ones first, then by promise; then closed ones, newest first. Raises Forbidden."""
        departments = readable_departments(staff)
        if department_id is not None:
            may = departments is None or department_id in departments
            departments = frozenset({department_id}) if may else frozenset()
        now = self._clock.now()
        with self._store.read() as work:
            cases = _cases(work, departments, state, mine)
            events = work.cases.events_of([case.id for case in cases])
            names = display_names(work)
            urgent = work.cases.urgent({case.conversation_id for case in cases})
            rows: list[CaseRow] = []
            for case in cases:
                status = derive_status(events[case.id], now)
                fits = state in (None, status.state) and (not mine or status.claimed_by == staff.id)
                if fits and len(rows) < LISTED:
                    row = _row(case, status, staff, names, now, _preview(work, case))
                    rows.append(_marked(row, case, urgent))
        return tuple(rows)

    def case(self, staff: Staff, case_id: str) -> CaseDetail:
        """One case. Raises NotFound."""
        now = self._clock.now()
        with self._store.read() as work:
            case = readable_case(work, staff, case_id)
            events = work.cases.events(case.id)
            names = display_names(work)
            status = derive_status(events, now)
            told = tuple(replace(event, actor=names.get(event.actor, event.actor)) for event in events)
            record = work.questions.get(case.question_id)
            if work.conversations.erased(case.conversation_id):
                row = _row(case, status, staff, names, now, "")
                return CaseDetail(row, "", (), (), None, None, 0.0, told, (), (), erased=True)
            messages = work.conversations.messages(case.conversation_id)
            drafts = work.questions.drafts(case.question_id)
            # A draft made before the citizen chose people only is nobody's help any more.
            draft = drafts[-1] if drafts and not people_only(work, case.conversation_id) else None
            question = _question_text(messages, record)
            appeal = work.appeals.of_case(case.id)
            return CaseDetail(
                row=_marked(
                    _row(case, status, staff, names, now, _shortened(question)),
                    case,
                    work.cases.urgent((case.conversation_id,)),
                ),
                question=question,
                conversation=messages,
                evidence=found_passages(case, draft or appealed_draft(work, appeal), messages),
                draft=draft,
                draft_void=self._void(draft, status, now),
                confidence=_confidence(events, record),
                events=told,
                decisions=tuple(
                    replace(one, actor=names.get(one.actor, one.actor))
                    for one in work.questions.decisions(case.question_id)
                ),
                notes=tuple(
                    StaffNote(names.get(author, author), text, at)
                    for author, text, at in work.cases.notes(case.id)
                ),
                noticed=_noticed(events, record) if draft is not None else (),
                appealed=appealed_reply(work, appeal),
            )

    def _void(self, draft: StoredDraft | None, status: CaseStatus, now: datetime) -> DraftVoid | None:
        if draft is None or not status.state.is_open:
            return None
        return why_void(draft, status, self._pipeline_hash, self._sources, now)


def case_row(
    case: Case, status: CaseStatus, staff: Staff, names: Mapping[str, str], now: datetime, question: str
) -> CaseRow:
    """A case as the queue shows it to this person."""
    return _row(case, status, staff, names, now, _shortened(question))


def told_reasons(reasons: Sequence[Reason]) -> tuple[str, ...]:
    """What reviewers are told of why a case came to them: nothing that says how sure the engine was of its draft, or that
    chance chose the case. With those told apart, a certain draft would be waved through."""
    return tuple(reason.value for reason in reasons if reason not in UNTOLD)


def _cases(
    work: Work, departments: frozenset[str] | None, state: CaseState | None, mine: bool
) -> Sequence[Case]:
    """Open cases first, so that no number of closed ones can push an open one out of sight."""
    pending = work.cases.pending(departments, LOOKED_THROUGH)
    if mine or (state is not None and state.is_open):
        return pending
    known = {case.id for case in pending}
    closed = [case for case in work.cases.all(departments, LOOKED_THROUGH) if case.id not in known]
    return closed if state is not None else [*pending, *closed]


def _row(
    case: Case, status: CaseStatus, staff: Staff, names: Mapping[str, str], now: datetime, preview: str
) -> CaseRow:
    holder = status.claimed_by
    return CaseRow(
        id=case.id,
        number=case.number,
        state=status.state,
        department_id=case.department_id,
        topic_id=case.topic_id,
        language=case.language,
        reasons=told_reasons(case.reasons),
        opened_at=case.opened_at,
        promised_at=case.promised_at,
        overdue=status.state.is_open and now > case.promised_at,
        claimed_by_me=holder == staff.id,
        claimed_by=names.get(holder, holder) if holder is not None else None,
        question_preview=preview,
    )


def _marked(row: CaseRow, case: Case, urgent: Collection[str]) -> CaseRow:
    return replace(row, urgent=row.state.is_open and case.conversation_id in urgent)


def _preview(work: Work, case: Case) -> str:
    record = work.questions.get(case.question_id)
    try:
        message = work.conversations.message(record.message_id) if record is not None else None
    except NotFound:
        return ""  # erased by the citizen
    return _shortened(message.text) if message is not None else ""


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= PREVIEW else line[: PREVIEW - 1] + "…"


def _question_text(messages: Sequence[Message], record: QuestionRecord | None) -> str:
    if record is None:
        return ""
    return next((message.text for message in messages if message.id == record.message_id), "")


def _confidence(events: Sequence[CaseEvent], record: QuestionRecord | None) -> float:
    """That of the newest draft: a redrafting puts its own on record."""
    redrafted = [event for event in events if event.kind is CaseEventKind.REDRAFTED]
    if redrafted:
        return float(redrafted[-1].data[CONFIDENCE])
    return record.confidence if record is not None else 0.0


def _noticed(events: Sequence[CaseEvent], record: QuestionRecord | None) -> tuple[SignalNote, ...]:
    """What the engine noticed about the newest draft; nothing of a redrafting that did not keep it."""
    redrafted = [event for event in events if event.kind is CaseEventKind.REDRAFTED]
    if redrafted:
        kept = redrafted[-1].data.get(NOTICED, "").split(",")
        return tuple(note for note in SignalNote if note in kept)
    return signal_notes(record.signals or {}) if record is not None else ()
