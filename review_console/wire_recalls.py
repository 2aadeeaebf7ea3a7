"""Recalls as the API tells them."""

from __future__ import annotations

from datetime import datetime

from review_console.transport import Wire


class RecallChange(Wire):
    """An ended version with what became of the replies on it."""

    id: str
    kind: str
    document_id: str
    version_id: str
    version_number: int
    title: str
    department_id: str
    at: datetime
    actor: str
    reason: str = ""
    successor_id: str | None = None
    open: int = 0
    corrected: int = 0
    left: int = 0
    erased: int = 0

    @property
    def replies(self) -> int:
        """All of them."""
        return self.open + self.corrected + self.left + self.erased


class RecallChanges(Wire):
    """The newest first."""

    changes: tuple[RecallChange, ...]


class RecallPlace(Wire):
    """Quoted words and where they stand."""

    version_id: str
    version_number: int
    document_title: str
    heading_path: tuple[str, ...] = ()
    quote: str
    number: int


class RecallQuote(Wire):
    """Words that were quoted, what became of them, and what stands in their place."""

    then: RecallPlace
    fate: str
    now: RecallPlace | None = None


class RecalledReply(Wire):
    """A recalled reply without its content."""

    reply_id: str
    state: str
    case_id: str | None = None
    case_number: str | None = None
    department_id: str
    language: str
    replied_at: datetime
    was_correction: bool = False
    decided_by: str | None = None
    decided_at: datetime | None = None
    left_because: str | None = None


class RecallGroup(Wire):
    """Replies that quoted the same words."""

    id: str
    still_says_the_same: bool
    quotes: tuple[RecallQuote, ...]
    replies: tuple[RecalledReply, ...]
    proposed: dict[str, str]

    @property
    def open(self) -> tuple[RecalledReply, ...]:
        """Those nobody decided yet."""
        return tuple(one for one in self.replies if one.state == "open")


class RecallDetail(Wire):
    """One change, opened."""

    change: RecallChange
    groups: tuple[RecallGroup, ...]
    erased: tuple[RecalledReply, ...] = ()


class ReplyContent(Wire):
    """What a citizen asked and was told."""

    question: str
    reply: str


class Told(Wire):
    """What one request did, by reply."""

    done: tuple[str, ...] = ()
    decided_before: tuple[str, ...] = ()
    erased: tuple[str, ...] = ()
