"""Hits of a tried search as the API tells them, with what their places are due to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pydantic import Field

from review_console.transport import Wire


class Span(Wire):
    """A stretch of a text."""

    start: int
    end: int


class SearchHit(Wire):
    """One passage found, with owner and level, the question's words in it, and the shares of its score."""

    passage_id: str
    document_id: str = ""
    document_title: str
    department_id: str = ""
    level: str = ""
    audience: str = ""
    heading_path: tuple[str, ...] = ()
    text: str
    matched: tuple[Span, ...] = ()
    score: float
    explanation: Mapping[str, float] = Field(default_factory=dict)
    leg_ranks: Mapping[str, int] = Field(default_factory=dict)
    version_number: int | None = None
    effective_from: date | None = None
    effective_to: date | None = None


class SearchHits(Wire):
    """The hits, best first."""

    hits: tuple[SearchHit, ...] = ()
    index_version: str = ""


class VersionForce(Wire):
    """A version and when it is in force."""

    number: int
    state: str
    served: bool = False
    effective_from: date
    effective_to: date | None = None


class Whereabouts(Wire):
    """Where one document stands for a question."""

    standing: str
    document_id: str
    document_title: str
    rank: int | None = None
    considered: int = 0
    heading_path: tuple[str, ...] = ()
    text: str = ""
    missing: tuple[str, ...] = ()
    explanation: Mapping[str, float] = Field(default_factory=dict)
    versions: tuple[VersionForce, ...] = ()
