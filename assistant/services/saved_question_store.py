"""The store of test questions and their runs, part of a unit of work."""

from __future__ import annotations

from typing import Protocol

from assistant.domain.saved_questions import Occasion, QuestionRun, Removal, SavedQuestion


class SavedQuestionStore(Protocol):
    """Questions and what asking them showed; nothing is written over, a removal is added."""

    def add(self, question: SavedQuestion) -> None: ...
    def get(self, question_id: str) -> SavedQuestion | None: ...
    def of_document(self, document_id: str) -> tuple[SavedQuestion, ...]:
        """With those removed, oldest first."""
        ...

    def standing(self) -> tuple[SavedQuestion, ...]:
        """Every question that was not removed, oldest first."""
        ...

    def remove(self, question_id: str, removal: Removal) -> None:
        """Raises Conflict("already_removed")."""
        ...

    def add_run(self, run: QuestionRun) -> None:
        """A run with its results."""
        ...

    def run(self, run_id: str) -> QuestionRun | None: ...
    def runs(self, limit: int, occasion: Occasion | None = None) -> tuple[QuestionRun, ...]:
        """Newest first."""
        ...
