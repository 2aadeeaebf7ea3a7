"""Asking test questions of the base as it is, or as it would be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from assistant.domain.saved_questions import (
    PASSES_WITHIN,
    Answer,
    Finding,
    QuestionResult,
    SavedQuestion,
    holds_back,
)
from knowledge_base import Audience, Hit, IndexUnavailable, SearchQuery, SearchResult, TrialIndex
from knowledge_base.text import normalise

RANK_DEPTH = 20
"""Passages looked at for a rank: deep enough to tell a near miss from a document that is not found at all."""

Search = Callable[[SearchQuery], SearchResult]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Questions asked of two bases: as it is now, and as it would be once the versions are published."""

    now: Search
    index: TrialIndex
    published: Mapping[str, str]
    """The documents of the versions to be published, by version id."""

    def results(self, questions: Iterable[SavedQuestion], days: Iterable[date]) -> tuple[QuestionResult, ...]:
        """Every question on every day, before and after."""
        asked = list(questions)
        return tuple(self._one(question, day) for day in sorted(set(days)) for question in asked)

    def _one(self, question: SavedQuestion, day: date) -> QuestionResult:
        after = answered(self.index.search, question, day)
        try:
            before: Answer | None = answered(self.now, question, day)
        except IndexUnavailable:  # the first publication of all has no before
            before = None
        finding = after.finding()
        finding_before = before.finding() if before is not None else Finding.NOT_ASKED
        return QuestionResult(
            question_id=question.id,
            day=day,
            finding=finding,
            rank=after.rank,
            finding_before=finding_before,
            rank_before=before.rank if before is not None else None,
            holds=holds_back(self._speaks(question.document_id, day), finding_before, finding),
        )

    def _speaks(self, document_id: str, day: date) -> bool:
        """True if a version to be published is the document's text on that day."""
        return any(
            content.effective_from <= day and (content.effective_to is None or day <= content.effective_to)
            for version_id, document in self.published.items()
            if document == document_id and (content := self.index.contents.get(version_id)) is not None
        )


def results_now(search: Search, questions: Iterable[SavedQuestion], day: date) -> tuple[QuestionResult, ...]:
    """Every question of the base as it is. Raises IndexUnavailable."""
    found = []
    for question in questions:
        answer = answered(search, question, day)
        found.append(QuestionResult(question.id, day, answer.finding(), answer.rank))
    return tuple(found)


def answered(search: Search, question: SavedQuestion, day: date) -> Answer:
    """Where the question finds its document on that day. Raises IndexUnavailable."""
    audience = Audience.STAFF if question.as_staff else Audience.PUBLIC
    hits = search(SearchQuery(question.text, day, audience, limit=RANK_DEPTH)).hits
    rank = next((place for place, hit in enumerate(hits, 1) if hit.document.id == question.document_id), None)
    return Answer(rank, any(_says(hit, question) for hit in hits[:PASSES_WITHIN]))


def _says(hit: Hit, question: SavedQuestion) -> bool:
    if hit.document.id != question.document_id:
        return False
    if question.must_say is None:
        return True
    return normalise(question.must_say).casefold() in normalise(hit.passage.text).casefold()
