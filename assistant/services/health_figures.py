"""A document's health, put together from what is counted elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.domain.ageing import History, MeanRates, ageing
from assistant.domain.health import Exposure, Review
from assistant.domain.named_days import share_past
from assistant.domain.passage_use import Asked, VersionUse
from assistant.domain.tasks import Task, TaskKind, TaskState
from assistant.services.health_histories import history_of, review_after
from assistant.services.health_values import DocumentHealth
from knowledge_base import Audience, DocumentSummary, Version

NEVER_FOUND_AFTER = 30
"""Questions of its department and language after which a passage that none of them found is called never found: one
that every tenth of them should find is missed by all thirty with a chance of 4 %."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What is known of all documents at one moment: replies, use, reviews, days and passages by version, tasks by
    document."""

    today: date
    first_week: date | None
    replies: Mapping[str, int]
    use: Mapping[str, VersionUse]
    asked: Sequence[Asked]
    reviews: Mapping[str, Review]
    tasks: Mapping[str, Sequence[Task]]
    days: Mapping[str, Sequence[date]]
    passages: Mapping[str, int]


def health_of(
    summary: DocumentSummary, version: Version, history: History, mean: MeanRates, counts: Counts
) -> DocumentHealth:
    """One document's figures. `history` is what `history_in` says of it, `mean` of all documents."""
    document, today = summary.document, counts.today
    reviewed = counts.reviews.get(version.id)
    approved = (version.published_at or version.created_at).date()
    exposure = Exposure(
        replies=sum(counts.replies.get(one.id, 0) for one in summary.versions),
        looked_at=max(approved, reviewed.at.date()) if reviewed else approved,
        review_by=reviewed.next_review if reviewed else version.review_by,
    )
    use = counts.use.get(version.id, VersionUse(version.id, 0, 0))
    passages = counts.passages.get(version.id, 0)
    # Where a process died before it carried the counts over a new cut, those of passages that are no more stand too.
    found = min(use.found, passages)
    questions = _questions(summary, version, counts)
    estimate = ageing(history, mean)
    return DocumentHealth(
        document_id=document.id,
        title=document.title,
        department_id=document.department_id,
        language=document.language,
        audience=document.audience,
        version=version,
        in_force=version.in_force_on(today),
        exposure=exposure,
        reviewed=reviewed,
        open_faults=sum(
            task.facts.kind is TaskKind.CONTENT_FAULT and task.state is TaskState.OPEN
            for task in counts.tasks.get(document.id, ())
        ),
        history=history,
        ageing=estimate,
        next_review=review_after(estimate, version, today),
        passages=passages,
        passages_found=found,
        passages_quoted=min(use.quoted, passages),
        questions=questions,
        never_found=passages - found
        if questions >= NEVER_FOUND_AFTER and version.in_force_on(today)
        else None,
    )


def _questions(summary: DocumentSummary, version: Version, counts: Counts) -> int:
    """Questions of the document's department and language asked in whole weeks since its version answers."""
    if summary.document.audience is not Audience.PUBLIC:
        return 0  # citizens' questions never search it
    began = max((version.published_at or version.created_at).date(), version.effective_from)
    language = summary.document.language.split("-")[0]
    return sum(
        one.questions
        for one in counts.asked
        if one.week > began
        and (one.department_id, one.language) == (summary.document.department_id, language)
    )


def history_in(summary: DocumentSummary, version: Version, counts: Counts) -> History:
    """What was observed of one document."""
    share = share_past(counts.days.get(version.id, ()), counts.today)
    return history_of(summary.versions, counts.tasks.get(summary.document.id, ()), share, counts.today)
