"""Why a document is, or is not, among what a question finds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from knowledge_base.base import KnowledgeBase
from knowledge_base.documents import Document
from knowledge_base.matched_terms import missing_words
from knowledge_base.passages import Passage
from knowledge_base.search_values import Hit, SearchQuery
from knowledge_base.versions import Version, VersionState

EVERY_CANDIDATE = 1_000
"""More passages than any search considers: with this limit a search returns all its candidates, ranked."""


class Standing(StrEnum):
    """Where a document stands for one question, reader and day."""

    FOUND = "found"
    FURTHER_DOWN = "further_down"
    NO_CANDIDATE = "no_candidate"
    STAFF_ONLY = "staff_only"
    NOT_IN_FORCE = "not_in_force"
    WITHDRAWN = "withdrawn"
    NOT_SERVED = "not_served"
    NOT_PUBLISHED = "not_published"


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """`rank` is that of its best passage among all passages found (None: none of its passages is considered).

    `hit` is that passage as found; `passage` the one that shares the most words with the question, where nothing of the
    document is considered; `missing` the words of the question that this passage and its headings lack.
    """

    standing: Standing
    document: Document
    versions: tuple[Version, ...]
    rank: int | None = None
    considered: int = 0
    hit: Hit | None = None
    passage: Passage | None = None
    missing: tuple[str, ...] = ()


def whereabouts(base: KnowledgeBase, query: SearchQuery, document_id: str) -> Whereabouts:
    """Where the document stands for the query. Raises UnknownObject, IndexUnavailable."""
    summary = base.document(document_id)
    document, versions = summary.document, summary.versions
    if not document.audience.admits(query.audience):
        return Whereabouts(Standing.STAFF_ONLY, document, versions)
    in_force = next((one for one in versions if one.served and one.in_force_on(query.as_of)), None)
    if in_force is None:
        return Whereabouts(_out_of_force(versions, query.as_of), document, versions)
    hits = base.search(replace(query, limit=EVERY_CANDIDATE)).hits
    for rank, hit in enumerate(hits, 1):
        if hit.document.id == document_id:
            standing = Standing.FOUND if rank <= query.limit else Standing.FURTHER_DOWN
            missing = _missing(query, hit.passage)
            return Whereabouts(standing, document, versions, rank, len(hits), hit, hit.passage, missing)
    nearest = _nearest(query, base.preview(in_force.id).passages)
    missing = _missing(query, nearest) if nearest is not None else ()
    return Whereabouts(Standing.NO_CANDIDATE, document, versions, None, len(hits), None, nearest, missing)


def _out_of_force(versions: tuple[Version, ...], day: date) -> Standing:
    """Why no version answers on that day."""
    published = [one for one in versions if one.state is VersionState.PUBLISHED]
    if any(one.served for one in published):
        return Standing.NOT_IN_FORCE
    if any(one.in_force_on(day) for one in published):
        return Standing.NOT_SERVED
    if published:
        return Standing.NOT_IN_FORCE
    if any(one.state is VersionState.WITHDRAWN for one in versions):
        return Standing.WITHDRAWN
    return Standing.NOT_PUBLISHED


def _nearest(query: SearchQuery, passages: tuple[Passage, ...]) -> Passage | None:
    return min(passages, key=lambda one: (len(_missing(query, one)), one.ordinal), default=None)


def _missing(query: SearchQuery, passage: Passage) -> tuple[str, ...]:
    return missing_words(query.text, " ".join((*passage.heading_path, passage.text)))
