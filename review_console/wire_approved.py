"""Approved answers as the API tells them."""

from __future__ import annotations

from datetime import datetime

from review_console.transport import Wire


class ApprovedSource(Wire):
    """A quote of the answer and where it stands."""

    number: int
    document_title: str
    version_number: int
    heading_path: tuple[str, ...] = ()
    quote: str


class ApprovedEvent(Wire):
    """One step of its history."""

    step: str
    by: str
    at: datetime
    reason: str = ""


class ApprovedAnswer(Wire):
    """A decided reply that is kept for repeats."""

    id: str
    department_id: str
    topic_id: str
    language: str
    state: str
    lapse_reason: str | None = None
    text: str
    wordings: tuple[str, ...] = ()
    sources: tuple[ApprovedSource, ...] = ()
    kept_by: str
    decision_label: str = ""
    kept_at: datetime
    uses: int = 0
    events: tuple[ApprovedEvent, ...] = ()


class ApprovedList(Wire):
    """Those the reader may see."""

    answers: tuple[ApprovedAnswer, ...]


class ApprovedOfCase(Wire):
    """The one made of a case's reply, if one was."""

    answer: ApprovedAnswer | None = None
