"""A case: a question that a person decides. Its state is derived from its events, never stored beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from assistant.domain.reasons import Reason

CLAIM_LASTS = timedelta(minutes=30)
"""How long a claim holds without activity before a colleague may take over (H-19); chosen as about ten times the
median time that published assisted-reply services report per case."""


class CaseEventKind(StrEnum):
    """What can happen to a case."""

    OPENED = "opened"
    CLAIMED = "claimed"
    RELEASED_CLAIM = "released_claim"
    REDRAFTED = "redrafted"
    REJECTED_DRAFT = "rejected_draft"
    REPLIED = "replied"
    NOTE_ADDED = "note_added"
    READ = "read"
    WITHDRAWN = "withdrawn"
    SOURCE_CHANGED = "source_changed"
    CORRECTED = "corrected"
    DISPATCHED = "dispatched"
    TAKEN_OVER = "taken_over"
    OFFERED = "offered"
    HANDED_OVER = "handed_over"
    RETURNED = "returned"
    LAPSED = "lapsed"
    SENT_TO_COORDINATOR = "sent_to_coordinator"
    CONSULTED = "consulted"
    PART_WRITTEN = "part_written"
    CONSULT_ENDED = "consult_ended"
    WARNED = "warned"
    ESCALATED = "escalated"
    CITIZEN_ASKED = "citizen_asked"
    CITIZEN_ANSWERED = "citizen_answered"
    FOLLOWED_UP = "followed_up"
    CLOSED = "closed"


class CaseState(StrEnum):
    """Where a case stands."""

    WAITING = "waiting"
    IN_HAND = "in_hand"
    REPLIED = "replied"
    WITHDRAWN = "withdrawn"

    @property
    def is_open(self) -> bool:
        """True while somebody waits for the reply."""
        return self in (CaseState.WAITING, CaseState.IN_HAND)


class DecisionKind(StrEnum):
    """What a person did with a draft, or a certificate with one. An edit that changes nothing is an approval."""

    APPROVED = "approved"
    EDITED = "edited"
    REJECTED = "rejected"
    WRITTEN = "written"
    CERTIFIED = "certified"


class DecisionReason(StrEnum):
    """Why: required of every decision (H-15)."""

    OK = "ok"
    WRONG_FACT = "wrong_fact"
    OUTDATED = "outdated"
    INCOMPLETE = "incomplete"
    WRONG_JURISDICTION = "wrong_jurisdiction"
    TONE = "tone"
    UNSAFE = "unsafe"
    NOT_OUR_REMIT = "not_our_remit"


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """One thing that happened. `seq` starts at 1 without gaps; `actor` is a staff id, `system` or `citizen`."""

    case_id: str
    seq: int
    kind: CaseEventKind
    actor: str
    at: datetime
    data: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Case:
    """What a case is about. `number` is what people read out, e.g. `CD-2026-000123`.

    `department_id` leads it; only an accepted hand-over, or the third return, moves the lead (L-25).
    """

    id: str
    number: str
    question_id: str
    conversation_id: str
    department_id: str
    topic_id: str | None
    language: str
    reasons: tuple[Reason, ...]
    opened_at: datetime
    promised_at: datetime


@dataclass(frozen=True, slots=True)
class CaseStatus:
    """The state derived from the events, at one moment. `draft_version` counts drafts stored for the case."""

    state: CaseState
    claimed_by: str | None
    claimed_until: datetime | None
    draft_rejected: bool


def derive_status(events: Iterable[CaseEvent], now: datetime) -> CaseStatus:
    """Fold a case's events (in order of `seq`) into its status; an expired claim counts as none."""
    state, holder, until, rejected = CaseState.WAITING, None, None, False
    for event in events:
        match event.kind:
            case CaseEventKind.CLAIMED | CaseEventKind.TAKEN_OVER:
                holder, until = event.actor, event.at + CLAIM_LASTS
            case CaseEventKind.RELEASED_CLAIM | CaseEventKind.HANDED_OVER | CaseEventKind.SENT_TO_COORDINATOR:
                holder, until = None, None
            case CaseEventKind.REJECTED_DRAFT:
                rejected = True
            case CaseEventKind.REDRAFTED:
                rejected = False
            case CaseEventKind.REPLIED:
                state = CaseState.REPLIED
            case CaseEventKind.WITHDRAWN:
                state = CaseState.WITHDRAWN
            case CaseEventKind.OPENED | CaseEventKind.NOTE_ADDED | CaseEventKind.READ:
                pass
            case CaseEventKind.SOURCE_CHANGED | CaseEventKind.CORRECTED:
                pass
            case _:
                pass  # where a case lies between departments, and what became of it later: `case_life`
        # A claim that has run out stays so: only claiming anew takes the case in hand again.
        active = holder is not None and until is not None and event.at < until
        if active and event.actor == holder and event.kind is not CaseEventKind.READ:
            until = event.at + CLAIM_LASTS
    if state in (CaseState.REPLIED, CaseState.WITHDRAWN):
        return CaseStatus(state, None, None, rejected)
    if holder is not None and until is not None and now < until:
        return CaseStatus(CaseState.IN_HAND, holder, until, rejected)
    return CaseStatus(CaseState.WAITING, None, None, rejected)


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided, by whom, on exactly which text; human and certificate decisions share this one record.

    `shown_sha256` is the hash of the draft the decider was shown, `sent_sha256` of the text that went out (empty for
    a rejection). `actor_kind` is `person` or `certificate`; `role` names who holds editorial responsibility (L-03).
    """

    id: str
    question_id: str
    case_id: str | None
    draft_id: str | None
    draft_version: int | None
    kind: DecisionKind
    reason: DecisionReason
    note: str
    actor_kind: str
    actor: str
    role: str
    shown_sha256: str
    sent_sha256: str
    index_version: str
    pipeline_hash: str
    decided_at: datetime
