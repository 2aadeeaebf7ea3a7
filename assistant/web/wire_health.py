"""The health and the history of the knowledge base on the wire, with names instead of account ids."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from pydantic import Field

from assistant.domain.health import OVERDUE_FACTOR, REPLY_DAYS, Review
from assistant.services.health import MAX_NOTE
from assistant.services.health_figures import NEVER_FOUND_AFTER
from assistant.services.health_values import DocumentHealth, DocumentPassages, HealthOverview
from assistant.services.publication_history import HistoryStep
from assistant.web.wire import Shown, Wire


class ReviewRequest(Wire):
    """A person read this version and found it still right."""

    version_id: str = Field(max_length=200)
    next_review: date
    note: str = Field(default="", max_length=MAX_NOTE)


class ReviewShown(Shown):
    """A review on record."""

    version_id: str
    by: str
    at: datetime
    next_review: date
    note: str


class AgeingShown(Shown):
    """How fast the content goes out of date, and the history that says so. Rates are events a month."""

    rate: float
    revision_rate: float
    finding_rate: float
    review_every_months: float
    next_review: date
    revisions: int
    revision_months: float
    findings: int
    finding_months: float
    past_dates: float


class DocumentHealthShown(Shown):
    """One served document."""

    document_id: str
    title: str
    department_id: str
    language: str
    audience: str
    version_id: str
    version_number: int
    in_force: bool
    damage: float
    replies: int
    months: float
    looked_at: date
    review_by: date | None
    overdue: bool
    reviewed: ReviewShown | None
    open_faults: int
    ageing: AgeingShown
    passages: int
    passages_found: int
    passages_quoted: int
    questions: int
    never_found: int | None


class HealthShown(Shown):
    """All documents the reader may see, most damage first, with the constants behind the figures."""

    today: date
    counted_since: date | None
    reply_days: int
    overdue_factor: float
    never_found_after: int
    mean_rate: float
    documents: tuple[DocumentHealthShown, ...]
    older_cuts: int


class PassageHealthShown(Shown):
    """How often one passage was found and quoted."""

    passage_id: str
    ordinal: int
    heading_path: tuple[str, ...]
    text: str
    found: int
    quoted: int


class DocumentPassagesShown(Shown):
    """One document, its passages in their order, and its reviews, newest first."""

    health: DocumentHealthShown
    passages: tuple[PassageHealthShown, ...]
    reviews: tuple[ReviewShown, ...]


class TouchedShown(Shown):
    """A document whose answering version a step on the whole base changed."""

    document_id: str
    title: str
    before: int | None
    after: int | None


class HistoryStepShown(Shown):
    """One step in the history."""

    step: str
    at: datetime
    by: str
    reason: str
    document_id: str | None
    title: str
    version_id: str | None
    number: int | None
    index_version_id: str | None
    next_review: date | None
    touched: tuple[TouchedShown, ...]


class HistoryShown(Shown):
    """Steps, newest first."""

    steps: tuple[HistoryStepShown, ...]


def review_shown(review: Review, names: Mapping[str, str]) -> ReviewShown:
    """On the wire."""
    return ReviewShown(
        version_id=review.version_id,
        by=names.get(review.by, review.by),
        at=review.at,
        next_review=review.next_review,
        note=review.note,
    )


def document_health_shown(
    health: DocumentHealth, today: date, names: Mapping[str, str]
) -> DocumentHealthShown:
    """On the wire."""
    exposure = health.exposure
    return DocumentHealthShown(
        document_id=health.document_id,
        title=health.title,
        department_id=health.department_id,
        language=health.language,
        audience=health.audience.value,
        version_id=health.version.id,
        version_number=health.version.number,
        in_force=health.in_force,
        damage=exposure.damage(today),
        replies=exposure.replies,
        months=exposure.months(today),
        looked_at=exposure.looked_at,
        review_by=exposure.review_by,
        overdue=exposure.overdue(today),
        reviewed=review_shown(health.reviewed, names) if health.reviewed else None,
        open_faults=health.open_faults,
        ageing=_ageing_shown(health),
        passages=health.passages,
        passages_found=health.passages_found,
        passages_quoted=health.passages_quoted,
        questions=health.questions,
        never_found=health.never_found,
    )


def _ageing_shown(health: DocumentHealth) -> AgeingShown:
    history, estimate = health.history, health.ageing
    return AgeingShown(
        rate=estimate.rate,
        revision_rate=estimate.revision_rate,
        finding_rate=estimate.finding_rate,
        review_every_months=estimate.review_every_months,
        next_review=health.next_review,
        revisions=history.revisions,
        revision_months=history.revision_months,
        findings=history.findings,
        finding_months=history.finding_months,
        past_dates=history.past_dates,
    )


def health_shown(overview: HealthOverview, names: Mapping[str, str]) -> HealthShown:
    """On the wire."""
    return HealthShown(
        older_cuts=overview.older_cuts,
        today=overview.today,
        counted_since=overview.counted_since,
        reply_days=REPLY_DAYS,
        overdue_factor=OVERDUE_FACTOR,
        never_found_after=NEVER_FOUND_AFTER,
        mean_rate=overview.mean.revisions + overview.mean.findings,
        documents=tuple(document_health_shown(one, overview.today, names) for one in overview.documents),
    )


def document_passages_shown(
    found: DocumentPassages, today: date, names: Mapping[str, str]
) -> DocumentPassagesShown:
    """On the wire."""
    return DocumentPassagesShown(
        health=document_health_shown(found.health, today, names),
        passages=tuple(map(PassageHealthShown.model_validate, found.passages)),
        reviews=tuple(review_shown(one, names) for one in found.reviews),
    )


def history_shown(steps: tuple[HistoryStep, ...], names: Mapping[str, str]) -> HistoryShown:
    """On the wire."""
    return HistoryShown(
        steps=tuple(
            HistoryStepShown(
                step=one.step.value,
                at=one.at,
                by=names.get(one.by, one.by),
                reason=one.reason,
                document_id=one.document_id,
                title=one.title,
                version_id=one.version_id,
                number=one.number,
                index_version_id=one.index_version_id,
                next_review=one.next_review,
                touched=tuple(map(TouchedShown.model_validate, one.touched)),
            )
            for one in steps
        )
    )
