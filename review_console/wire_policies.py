"""Documents, versions, indexes and search hits as the API tells them."""

from __future__ import annotations

from datetime import date, datetime

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
    source_url: str | None = None
    fetched_at: datetime | None = None


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
    hidden: str = ""


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
