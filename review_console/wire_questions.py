"""Test questions and their runs as the API tells them."""

from __future__ import annotations

from datetime import date, datetime

from review_console.transport import Wire


class SavedQuestion(Wire):
    """A question that must find its document; one with a moment of removal is asked no more."""

    id: str
    document_id: str = ""
    text: str
    language: str
    as_staff: bool = False
    must_say: str | None = None
    added_by: str = ""
    added_at: datetime | None = None
    removed_by: str | None = None
    removed_at: datetime | None = None


class SavedQuestionList(Wire):
    """The questions of a document, oldest first."""

    questions: tuple[SavedQuestion, ...] = ()


class QuestionResult(Wire):
    """What asking one question on one day showed."""

    question_id: str
    document_id: str
    document_title: str
    text: str
    language: str = ""
    as_staff: bool = False
    must_say: str | None = None
    day: date
    finding: str
    passes: bool
    rank: int | None = None
    finding_before: str = ""
    rank_before: int | None = None
    holds: bool = False


class QuestionRunRow(Wire):
    """A run in figures."""

    id: str
    occasion: str
    by: str = ""
    at: datetime
    version_ids: tuple[str, ...] = ()
    asked: int = 0
    failed: int = 0
    held: int = 0
    override: str | None = None


class QuestionRunList(Wire):
    """The latest runs, newest first."""

    runs: tuple[QuestionRunRow, ...] = ()


class QuestionRun(QuestionRunRow):
    """A run with its results."""

    results: tuple[QuestionResult, ...] = ()
