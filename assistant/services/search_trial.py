"""Trying the search: which passages a question finds on any day, why, and why a document is not among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.domain.errors import Forbidden, Invalid, NotFound
from assistant.domain.personal_data import masked
from assistant.domain.staff import Right, Staff
from assistant.services.policies import UNPUBLISHED
from knowledge_base import Audience, Hit, KnowledgeBase, SearchQuery, UnknownObject
from knowledge_base.matched_terms import matched_spans
from knowledge_base.whereabouts import Whereabouts, whereabouts

MAX_QUERY = 1_000
MAX_HISTORY = 5
"""Earlier messages that may be given: as many as anybody types in by hand."""
LIMIT = 10
"""Passages shown; the engine itself looks at as many."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A question as somebody on the staff tries it."""

    text: str
    as_of: date
    audience: Audience = Audience.PUBLIC
    history: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SeenHit:
    """A hit, and where the question's words stand in its text."""

    hit: Hit
    matched: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class SeenHits:
    """The hits, best first, and the index version that was asked."""

    hits: tuple[SeenHit, ...]
    index_version: str


class SearchTrials:
    """The search as the engine runs it, for whoever reads policies."""

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base

    def hits(self, staff: Staff, trial: Trial) -> SeenHits:
        """What the question finds. Raises Forbidden, Invalid, IndexUnavailable."""
        result = self._base.search(self._query(staff, trial))
        return SeenHits(
            tuple(SeenHit(hit, matched_spans(trial.text, hit.passage.text)) for hit in result.hits),
            result.index_version,
        )

    def whereabouts(self, staff: Staff, trial: Trial, document_id: str) -> Whereabouts:
        """Where a document stands for the question. Raises NotFound also for another department's draft."""
        query = self._query(staff, trial)
        try:
            found = whereabouts(self._base, query, document_id)
        except UnknownObject as error:
            raise NotFound("There is no such document.") from error
        own = staff.may(Right.READ_POLICIES, found.document.department_id)
        versions = tuple(one for one in found.versions if own or one.state not in UNPUBLISHED)
        if not versions:
            raise NotFound("There is no such document.")
        return replace(found, versions=versions)

    def _query(self, staff: Staff, trial: Trial) -> SearchQuery:
        if not staff.may_somewhere(Right.READ_POLICIES):
            raise Forbidden("You may not read policies here.")
        _check("q", [trial.text])
        if len(trial.history) > MAX_HISTORY:
            raise Invalid("history", f"Give at most {MAX_HISTORY} earlier messages.")
        _check("history", trial.history)
        history = tuple(masked(text) for text in trial.history)
        return SearchQuery(masked(trial.text), trial.as_of, trial.audience, history, LIMIT)


def _check(field: str, texts: Sequence[str]) -> None:
    if any(not text.strip() or len(text) > MAX_QUERY for text in texts):
        raise Invalid(field, f"Write a question of at most {MAX_QUERY} characters.")
