"""Recalls on the wire: what ended, which replies had quoted it, what stands in its place, what is to be done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from pydantic import Field

from assistant.domain.answers import Citation
from assistant.domain.questions import Language
from assistant.domain.recalls import LeaveReason, QuotedThenAndNow, Recall, RecallState
from assistant.services.emergency_recall import RecalledVersion
from assistant.services.recall_views import ChangeDetail, ChangeRow, RecalledReply, RecallGroup
from assistant.services.recalls import DECIDED_AT_ONCE, MAX_CORRECTION, Told
from assistant.web.wire import Shown, Wire

MAX_ID = 400
MAX_REASON = 500


class EmergencyRequest(Wire):
    """Why a version is withdrawn at once."""

    reason: str = Field(max_length=MAX_REASON)


class LeaveRequest(Wire):
    """Which replies stay as they are, and why."""

    reply_ids: tuple[str, ...] = Field(min_length=1, max_length=DECIDED_AT_ONCE)
    reason: LeaveReason


class CorrectRequest(Wire):
    """Which replies of one group are corrected, and with which words in each language."""

    group_id: str = Field(max_length=MAX_ID)
    reply_ids: tuple[str, ...] = Field(min_length=1, max_length=DECIDED_AT_ONCE)
    texts: dict[Language, str]

    def checked_lengths(self) -> Mapping[Language, str]:
        """The texts; the service says which are missing or too long."""
        return {language: text[: MAX_CORRECTION + 1] for language, text in self.texts.items()}


class ChangeShown(Shown):
    """An ended version with what became of the replies on it, counted as far as the reader may see them."""

    id: str
    kind: str
    document_id: str
    version_id: str
    version_number: int
    title: str
    department_id: str
    at: datetime
    noticed_at: datetime
    actor: str
    reason: str
    successor_id: str | None
    open: int
    corrected: int
    left: int
    erased: int


class ChangesShown(Shown):
    """The newest first."""

    changes: tuple[ChangeShown, ...]


class PlaceShown(Shown):
    """Quoted words and where they stand."""

    version_id: str
    version_number: int
    document_title: str
    heading_path: tuple[str, ...]
    quote: str
    number: int


class QuoteShown(Shown):
    """Words that were quoted, what became of them, and what stands in their place."""

    then: PlaceShown
    fate: str
    now: PlaceShown | None


class RecallShown(Shown):
    """A recalled reply without its content."""

    reply_id: str
    state: str
    case_id: str | None
    case_number: str | None
    department_id: str
    language: str
    replied_at: datetime
    was_correction: bool
    decided_by: str | None
    decided_at: datetime | None
    left_because: str | None


class GroupShown(Shown):
    """Replies that quoted the same words, with the correction proposed in each language that is needed."""

    id: str
    still_says_the_same: bool
    quotes: tuple[QuoteShown, ...]
    replies: tuple[RecallShown, ...]
    proposed: dict[Language, str]


class ChangeDetailShown(Shown):
    """One change, opened."""

    change: ChangeShown
    groups: tuple[GroupShown, ...]
    erased: tuple[RecallShown, ...]


class ReplyContentShown(Shown):
    """What a citizen asked and was told."""

    question: str
    reply: str


class ToldShown(Shown):
    """What one request did, by reply."""

    done: tuple[str, ...]
    decided_before: tuple[str, ...]
    erased: tuple[str, ...]


class RecalledVersionShown(Shown):
    """What a withdrawal in an emergency found."""

    change_id: str | None
    since: date | None
    replies: tuple[str, ...]


def change_shown(row: ChangeRow, names: Mapping[str, str]) -> ChangeShown:
    """On the wire."""
    change = row.change
    return ChangeShown(
        id=change.id,
        kind=change.kind.value,
        document_id=change.document_id,
        version_id=change.version_id,
        version_number=row.version_number,
        title=row.title,
        department_id=change.department_id,
        at=change.at,
        noticed_at=change.noticed_at,
        actor=names.get(change.actor, change.actor),
        reason=change.reason,
        successor_id=change.successor_id,
        **{state.value: row.counts[state] for state in RecallState},
    )


def detail_shown(detail: ChangeDetail, names: Mapping[str, str]) -> ChangeDetailShown:
    """On the wire."""
    return ChangeDetailShown(
        change=change_shown(detail.row, names),
        groups=tuple(_group(one, names) for one in detail.groups),
        erased=tuple(_reply(one, names) for one in detail.erased),
    )


def told_shown(told: Told) -> ToldShown:
    """On the wire."""
    return ToldShown.model_validate(told)


def recalled_shown(recalled: RecalledVersion) -> RecalledVersionShown:
    """On the wire: ids only, since whoever withdraws need not be who may read replies."""
    change = recalled.change
    return RecalledVersionShown(
        change_id=change.id if change is not None else None,
        since=change.at.date() if change is not None else None,
        replies=tuple(one.reply_id for one in recalled.replies),
    )


def _group(group: RecallGroup, names: Mapping[str, str]) -> GroupShown:
    return GroupShown(
        id=group.id,
        still_says_the_same=group.still_says_the_same,
        quotes=tuple(_quote(one) for one in group.quotes),
        replies=tuple(_reply(one, names) for one in group.replies),
        proposed=dict(group.proposed),
    )


def _quote(quote: QuotedThenAndNow) -> QuoteShown:
    return QuoteShown(
        then=_place(quote.then),
        fate=quote.fate.value,
        now=_place(quote.now) if quote.now is not None else None,
    )


def _place(citation: Citation) -> PlaceShown:
    return PlaceShown.model_validate(citation)


def _reply(one: RecalledReply, names: Mapping[str, str]) -> RecallShown:
    recall: Recall = one.recall
    decision = recall.decision
    return RecallShown(
        reply_id=recall.reply_id,
        state=recall.state.value,
        case_id=one.case_id,
        case_number=one.case_number,
        department_id=recall.department_id,
        language=recall.language,
        replied_at=recall.replied_at,
        was_correction=recall.correction_id is not None,
        decided_by=names.get(decision.actor, decision.actor) if decision is not None else None,
        decided_at=decision.at if decision is not None else None,
        left_because=decision.left.value if decision is not None and decision.left is not None else None,
    )
