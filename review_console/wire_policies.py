"""Documents, versions, indexes and search hits as the API tells them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from pydantic import Field

from review_console.transport import Wire


class VersionRow(Wire):
    """One version of a document."""

    id: str
    number: int
    state: str
    document_id: str = ""
    title: str = ""
    effective_from: date
    effective_to: date | None = None
    file_name: str = ""
    source_sha256: str = ""
    created_by: str = ""
    submitted_by: str | None = None
    approved_by: str | None = None
    published_at: datetime | None = None
    review_by: date | None = None


class DocumentRow(Wire):
    """A document with its versions."""

    id: str
    title: str
    department_id: str
    language: str
    audience: str
    level: str = ""
    versions: tuple[VersionRow, ...] = ()


class DocumentList(Wire):
    """Every document the reader may see."""

    documents: tuple[DocumentRow, ...]


class PassageCut(Wire):
    """A passage as the splitter cut it."""

    id: str
    ordinal: int
    heading_path: tuple[str, ...] = ()
    text: str
    start: int = 0
    end: int = 0
    page: int | None = None


class ParseWarning(Wire):
    """Something the parser wants a person to look at."""

    kind: str
    detail: str = ""
    start: int | None = None


class VersionPreview(Wire):
    """What was understood of a file, before anybody publishes it."""

    version: VersionRow
    text: str
    passages: tuple[PassageCut, ...] = ()
    warnings: tuple[ParseWarning, ...] = ()
    page_count: int | None = None


class IndexVersion(Wire):
    """An immutable index version."""

    id: str
    active: bool = False
    created_at: datetime | None = None
    versions: int | None = None
    passages: int | None = None
    embedding_model: str = ""


class SearchHit(Wire):
    """One passage found by the trial search, with the legs that found it."""

    passage_id: str
    document_id: str = ""
    document_title: str
    heading_path: tuple[str, ...] = ()
    text: str
    score: float
    leg_ranks: Mapping[str, int] = Field(default_factory=dict)
    leg_scores: Mapping[str, Any] = Field(default_factory=dict)
    effective_from: date | None = None
    effective_to: date | None = None


class SearchHits(Wire):
    """The hits, best first."""

    hits: tuple[SearchHit, ...] = ()
    index_version: str = ""
