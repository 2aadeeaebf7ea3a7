"""The queue on the wire. What is searched for travels in a body: the words of a question stand in no address or log."""

from __future__ import annotations

from pydantic import Field

from assistant.domain.queue_entries import Priority, WaitingFor
from assistant.domain.reasons import Reason
from assistant.services.case_queue import LARGEST_PAGE, QueuePage
from assistant.services.queue_entry_store import Holding, QueueFilter, QueueState
from assistant.web.wire import Shown, Wire
from assistant.web.wire_cases import CaseRowShown, case_row_shown

USUAL_PAGE = 25
"""Rows of a page unless asked otherwise: more than a screenful or two is not read anyway."""


class QueueRequest(Wire):
    """A filter, and the place after which the page begins."""

    state: QueueState = QueueState.OPEN
    department: str | None = Field(default=None, max_length=100)
    topic: str | None = Field(default=None, max_length=100)
    language: str | None = Field(default=None, max_length=20)
    priority: Priority | None = None
    reason: Reason | None = None
    waiting_for: WaitingFor | None = None
    holding: Holding = Holding.ANYBODY
    overdue: bool = False
    text: str = Field(default="", max_length=200)
    after: str | None = Field(default=None, max_length=100)
    limit: int = Field(default=USUAL_PAGE, ge=1, le=LARGEST_PAGE)

    def wanted(self) -> QueueFilter:
        """As the service knows it."""
        return QueueFilter(
            state=self.state,
            department_id=self.department,
            topic_id=self.topic,
            language=self.language,
            priority=self.priority,
            reason=self.reason,
            waiting_for=self.waiting_for,
            holding=self.holding,
            overdue=self.overdue,
            text=self.text,
        )


class QueueRowShown(CaseRowShown):
    """One line with its band and whom it waits for."""

    priority: str
    waiting_for: str


class QueuePageShown(Shown):
    """A page; `matching` and `overdue` count everything the filter finds, `after` begins the next page."""

    cases: tuple[QueueRowShown, ...]
    matching: int
    overdue: int
    after: str | None


def queue_page_shown(page: QueuePage) -> QueuePageShown:
    """As it is sent."""
    return QueuePageShown(
        cases=tuple(
            QueueRowShown(
                **case_row_shown(one.row).model_dump(), priority=one.priority, waiting_for=one.waiting_for
            )
            for one in page.rows
        ),
        matching=page.matching,
        overdue=page.overdue,
        after=page.after,
    )
