"""Recalls: replies that come back because the text they quoted is no longer in force, and what was decided of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assistant.domain.answers import Citation


class ChangeKind(StrEnum):
    """How a version came into force, or why it is no longer."""

    BEGAN = "began"
    SUPERSEDED = "superseded"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    ROLLED_BACK = "rolled_back"

    @property
    def ended(self) -> bool:
        """True if the version is no longer in force after it."""
        return self is not ChangeKind.BEGAN


@dataclass(frozen=True, slots=True)
class KnowledgeChange:
    """A version that came into force or went out of it.

    `at` is when it took effect, `noticed_at` when it was found; `actor` is `system` for what the calendar does.
    `successor_id` is the version that took over, if one did. `reason` is what the person said who withdrew it.
    """

    id: str
    kind: ChangeKind
    version_id: str
    document_id: str
    department_id: str
    at: datetime
    noticed_at: datetime
    actor: str
    reason: str = ""
    successor_id: str | None = None


class RecallState(StrEnum):
    """Where a recalled reply stands. An erased conversation has nobody left to be told anything."""

    OPEN = "open"
    CORRECTED = "corrected"
    LEFT = "left"
    ERASED = "erased"


class LeaveReason(StrEnum):
    """Why a recalled reply stays as it is."""

    STILL_SAYS_THE_SAME = "still_says_the_same"
    NOT_AFFECTED = "not_affected"
    TOLD_OTHERWISE = "told_otherwise"
    TOO_LONG_AGO = "too_long_ago"


@dataclass(frozen=True, slots=True)
class RecallDecision:
    """What a supervisor decided. Exactly one of `left` and `correction_id` is there."""

    actor: str
    role: str
    at: datetime
    left: LeaveReason | None = None
    correction_id: str | None = None


@dataclass(frozen=True, slots=True)
class Recall:
    """A reply that quoted the version which a change ended. A change recalls a reply once.

    `correction_id` names the correction that quoted the version, None if the reply itself did.
    """

    change_id: str
    version_id: str
    reply_id: str
    question_id: str
    conversation_id: str
    department_id: str
    language: str
    replied_at: datetime
    opened_at: datetime
    correction_id: str | None = None
    erased: bool = False
    decision: RecallDecision | None = None

    @property
    def state(self) -> RecallState:
        """Derived, never stored."""
        if self.decision is not None:
            return RecallState.LEFT if self.decision.left is not None else RecallState.CORRECTED
        return RecallState.ERASED if self.erased else RecallState.OPEN


@dataclass(frozen=True, slots=True)
class Correction:
    """A message that corrects an earlier reply. `sent_sha256` is over `text`, `proposed_sha256` over what the fixed
    texts proposed: equal if the supervisor changed nothing. `label` is what the citizen reads about who decided."""

    id: str
    change_id: str
    reply_id: str
    question_id: str
    conversation_id: str
    text: str
    citations: tuple[Citation, ...]
    label: str
    actor: str
    role: str
    proposed_sha256: str
    sent_sha256: str
    created_at: datetime


class QuoteFate(StrEnum):
    """What has become of quoted words, in what is in force now.

    `same`: they stand under the same heading. `moved`: they stand elsewhere. `changed`: a sentence like them stands
    there. `gone`: nothing like them does. `in_force`: the very version quoted is in force again.
    """

    SAME = "same"
    MOVED = "moved"
    CHANGED = "changed"
    GONE = "gone"
    IN_FORCE = "in_force"

    @property
    def still_says_the_same(self) -> bool:
        """True if whoever read the quote was told what applies now."""
        return self in (QuoteFate.SAME, QuoteFate.IN_FORCE)


@dataclass(frozen=True, slots=True)
class QuotedThenAndNow:
    """A quote of a recalled reply beside what stands in its place; `now` is None where nothing does."""

    then: Citation
    fate: QuoteFate
    now: Citation | None
