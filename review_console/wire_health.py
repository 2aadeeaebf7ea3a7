"""Health, history and content faults as the API tells them."""

from __future__ import annotations

from datetime import date, datetime

from review_console.transport import Wire


class Review(Wire):
    """A review on record."""

    version_id: str
    by: str
    at: datetime
    next_review: date
    note: str = ""


class Ageing(Wire):
    """How fast a text goes out of date, and from what that is estimated. Rates are events a month."""

    rate: float
    review_every_months: float
    next_review: date
    revisions: int = 0
    revision_months: float = 0.0
    findings: int = 0
    finding_months: float = 0.0
    past_dates: float = 0.0


class DocumentHealth(Wire):
    """One served document; `never_found` is None while too few questions were asked."""

    document_id: str
    title: str
    department_id: str
    language: str = ""
    version_id: str
    version_number: int
    in_force: bool = True
    damage: float
    replies: int
    months: float
    looked_at: date
    review_by: date | None = None
    overdue: bool = False
    reviewed: Review | None = None
    open_faults: int = 0
    ageing: Ageing
    passages: int = 0
    passages_found: int = 0
    passages_quoted: int = 0
    questions: int = 0
    never_found: int | None = None


class Health(Wire):
    """All documents the reader may see, most damage first."""

    today: date
    counted_since: date | None = None
    reply_days: int
    overdue_factor: float
    never_found_after: int
    mean_rate: float
    documents: tuple[DocumentHealth, ...]
    older_cuts: int = 0


class PassageHealth(Wire):
    """How often one passage was found and quoted."""

    passage_id: str
    ordinal: int
    heading_path: tuple[str, ...] = ()
    text: str
    found: int
    quoted: int


class DocumentPassages(Wire):
    """One document with its passages and reviews."""

    health: DocumentHealth
    passages: tuple[PassageHealth, ...] = ()
    reviews: tuple[Review, ...] = ()


class Touched(Wire):
    """A document of which another version answered after a step on the whole base."""

    document_id: str
    title: str
    before: int | None = None
    after: int | None = None


class HistoryStep(Wire):
    """One step in the history of a document or of the whole base."""

    step: str
    at: datetime
    by: str
    reason: str = ""
    document_id: str | None = None
    title: str = ""
    number: int | None = None
    index_version_id: str | None = None
    next_review: date | None = None
    touched: tuple[Touched, ...] = ()


class History(Wire):
    """Steps, newest first."""

    steps: tuple[HistoryStep, ...]


class Fault(Wire):
    """A reported fault of a page and where its task stands."""

    id: str
    kind: str
    document_id: str
    title: str
    quote: str = ""
    note: str
    reported_by: str
    reported_at: datetime
    task_id: str
    state: str
    due: date | None = None
    overdue: bool = False
    assignee: str | None = None
    newer_version: int | None = None
    departments: tuple[str, ...] = ()
    case_id: str | None = None
    case_number: str | None = None


class Faults(Wire):
    """Open ones first, soonest due first."""

    faults: tuple[Fault, ...]
