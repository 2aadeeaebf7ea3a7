"""Test questions and their runs in the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from assistant.adapters.database.saved_question_tables import (
    question_results,
    question_runs,
    saved_questions,
)
from assistant.domain.errors import Conflict
from assistant.domain.saved_questions import (
    Finding,
    Occasion,
    QuestionResult,
    QuestionRun,
    Removal,
    SavedQuestion,
)
from assistant.services.saved_question_store import SavedQuestionStore


@dataclass(slots=True)
class DatabaseSavedQuestions(SavedQuestionStore):
    """Bound to one transaction."""

    connection: sa.Connection

    def add(self, question: SavedQuestion) -> None:
        self.connection.execute(
            sa.insert(saved_questions).values(
                id=question.id,
                document_id=question.document_id,
                text=question.text,
                language=question.language,
                as_staff=question.as_staff,
                must_say=question.must_say,
                added_by=question.added_by,
                added_at=question.added_at,
            )
        )

    def get(self, question_id: str) -> SavedQuestion | None:
        return next(iter(self._where(saved_questions.c.id == question_id)), None)

    def of_document(self, document_id: str) -> tuple[SavedQuestion, ...]:
        return self._where(saved_questions.c.document_id == document_id)

    def standing(self) -> tuple[SavedQuestion, ...]:
        return self._where(saved_questions.c.removed_at.is_(None))

    def remove(self, question_id: str, removal: Removal) -> None:
        change = (
            sa.update(saved_questions)
            .where(saved_questions.c.id == question_id, saved_questions.c.removed_at.is_(None))
            .values(removed_by=removal.by, removed_at=removal.at)
        )
        if self.connection.execute(change).rowcount != 1:
            raise Conflict("already_removed", "This question is not asked any more.")

    def add_run(self, run: QuestionRun) -> None:
        self.connection.execute(
            sa.insert(question_runs).values(
                id=run.id,
                occasion=run.occasion,
                run_by=run.by,
                run_at=run.at,
                version_ids=list(run.version_ids),
                index_version_id=run.index_version_id,
                override=run.override,
                state=run.state,
            )
        )
        rows = [
            {
                "run_id": run.id,
                "question_id": result.question_id,
                "day": result.day,
                "finding": result.finding,
                "finding_before": result.finding_before,
                "rank": result.rank,
                "rank_before": result.rank_before,
                "holds": result.holds,
            }
            for result in run.results
        ]
        if rows:
            self.connection.execute(sa.insert(question_results), rows)

    def run(self, run_id: str) -> QuestionRun | None:
        query = sa.select(question_runs).where(question_runs.c.id == run_id)
        return next(iter(self._with_results(self.connection.execute(query).all())), None)

    def runs(self, limit: int, occasion: Occasion | None = None) -> tuple[QuestionRun, ...]:
        query = sa.select(question_runs).order_by(question_runs.c.run_at.desc(), question_runs.c.id.desc())
        if occasion is not None:
            query = query.where(question_runs.c.occasion == occasion)
        return self._with_results(self.connection.execute(query.limit(limit)).all())

    def _where(self, condition: sa.ColumnElement[bool]) -> tuple[SavedQuestion, ...]:
        query = sa.select(saved_questions).where(condition)
        ordered = query.order_by(saved_questions.c.added_at, saved_questions.c.id)
        return tuple(map(_question, self.connection.execute(ordered)))

    def _with_results(self, rows: Sequence[Any]) -> tuple[QuestionRun, ...]:
        query = sa.select(question_results).where(question_results.c.run_id.in_([row.id for row in rows]))
        ordered = query.order_by(question_results.c.question_id, question_results.c.day)
        results: dict[str, list[QuestionResult]] = defaultdict(list)
        for row in self.connection.execute(ordered):
            results[row.run_id].append(_result(row))
        return tuple(_run(row, results[row.id]) for row in rows)


def _question(row: Any) -> SavedQuestion:
    removal = Removal(row.removed_by, row.removed_at) if row.removed_at is not None else None
    return SavedQuestion(
        id=row.id,
        document_id=row.document_id,
        text=row.text,
        language=row.language,
        as_staff=row.as_staff,
        must_say=row.must_say,
        added_by=row.added_by,
        added_at=row.added_at,
        removal=removal,
    )


def _result(row: Any) -> QuestionResult:
    return QuestionResult(
        question_id=row.question_id,
        day=row.day,
        finding=Finding(row.finding),
        rank=row.rank,
        finding_before=Finding(row.finding_before),
        rank_before=row.rank_before,
        holds=row.holds,
    )


def _run(row: Any, results: Sequence[QuestionResult]) -> QuestionRun:
    return QuestionRun(
        id=row.id,
        occasion=Occasion(row.occasion),
        by=row.run_by,
        at=row.run_at,
        version_ids=tuple(row.version_ids),
        index_version_id=row.index_version_id,
        results=tuple(results),
        override=row.override,
        state=row.state,
    )
