"""Test questions and their runs on the wire."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from pydantic import Field

from assistant.domain.questions import Language
from assistant.domain.saved_questions import QuestionRun, SavedQuestion
from assistant.services.saved_questions import SeenRun
from assistant.web.wire import Shown, Wire


class QuestionRequest(Wire):
    """A question that must find its document. `must_say`: words one of its passages found must hold; empty: any."""

    text: str = Field(max_length=2_000)
    language: Language
    as_staff: bool = False
    must_say: str = Field(default="", max_length=2_000)


class QuestionShown(Shown):
    """A test question; `removed_at` tells that it is asked no more."""

    id: str
    document_id: str
    text: str
    language: str
    as_staff: bool
    must_say: str | None
    added_by: str
    added_at: datetime
    removed_by: str | None
    removed_at: datetime | None


class QuestionsShown(Shown):
    """The questions of a document, oldest first."""

    questions: tuple[QuestionShown, ...]


class ResultShown(Shown):
    """What asking one question on one day showed, and what it showed before."""

    question_id: str
    document_id: str
    document_title: str
    text: str
    language: str
    as_staff: bool
    must_say: str | None
    day: date
    finding: str
    passes: bool
    rank: int | None
    finding_before: str
    rank_before: int | None
    holds: bool


class RunSummary(Shown):
    """A run in figures."""

    id: str
    occasion: str
    by: str
    at: datetime
    version_ids: tuple[str, ...]
    asked: int
    failed: int
    held: int
    override: str | None


class RunsShown(Shown):
    """The latest runs, newest first."""

    runs: tuple[RunSummary, ...]


class RunShown(RunSummary):
    """A run with its results: what holds a publication back first, then what fails, then the rest."""

    results: tuple[ResultShown, ...]


def question_shown(question: SavedQuestion, names: Mapping[str, str]) -> QuestionShown:
    """On the wire."""
    removal = question.removal
    return QuestionShown(
        id=question.id,
        document_id=question.document_id,
        text=question.text,
        language=question.language,
        as_staff=question.as_staff,
        must_say=question.must_say,
        added_by=names.get(question.added_by, question.added_by),
        added_at=question.added_at,
        removed_by=names.get(removal.by, removal.by) if removal is not None else None,
        removed_at=removal.at if removal is not None else None,
    )


def run_summary(run: QuestionRun, names: Mapping[str, str]) -> RunSummary:
    """On the wire."""
    return RunSummary(
        id=run.id,
        occasion=run.occasion.value,
        by=names.get(run.by, run.by),
        at=run.at,
        version_ids=run.version_ids,
        asked=len(run.results),
        failed=len(run.failed),
        held=len(run.held),
        override=run.override,
    )


def run_shown(seen: SeenRun, names: Mapping[str, str]) -> RunShown:
    """On the wire, with the questions the reader may see."""
    results = []
    for result in sorted(seen.run.results, key=lambda one: (not one.holds, one.finding.passes)):
        question = seen.questions.get(result.question_id)
        if question is None:
            continue
        results.append(
            ResultShown(
                question_id=question.id,
                document_id=question.document_id,
                document_title=seen.titles[question.document_id],
                text=question.text,
                language=question.language,
                as_staff=question.as_staff,
                must_say=question.must_say,
                day=result.day,
                finding=result.finding.value,
                passes=result.finding.passes,
                rank=result.rank,
                finding_before=result.finding_before.value,
                rank_before=result.rank_before,
                holds=result.holds,
            )
        )
    summary = run_summary(seen.run, names)
    return RunShown(**summary.model_dump(), results=tuple(results))
