"""Documents, versions, indexes and hits on the wire."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from pydantic import Field

from assistant.web.wire import Shown, Wire
from knowledge_base import DocumentSummary, IndexVersion, Version, VersionPreview


class ReasonRequest(Wire):
    """Why. Steps that need no reason take an empty body."""

    reason: str = Field(default="", max_length=2_000)


class PublishRequest(ReasonRequest):
    """A publication. `override`: why it goes on although test questions fail; empty: it does not.

    `acknowledged`: ids of the findings of the checks that were looked at, and why it goes on in spite of them.
    """

    override: str = Field(default="", max_length=2_000)
    acknowledged: tuple[str, ...] = Field(default=(), max_length=5_000)
    acknowledged_why: str = Field(default="", max_length=2_000)


class VersionShown(Shown):
    """One version of a document, with names instead of account ids."""

    id: str
    number: int
    state: str
    document_id: str
    title: str
    effective_from: date
    effective_to: date | None
    file_name: str
    media_type: str
    source_sha256: str
    created_by: str
    created_at: datetime
    submitted_by: str | None
    approved_by: str | None
    published_at: datetime | None
    supersedes: str | None
    review_by: date | None
    served: bool
    source_url: str | None
    fetched_at: datetime | None


class PolicyDocumentShown(Shown):
    """A document with its versions, newest first."""

    id: str
    title: str
    department_id: str
    language: str
    audience: str
    level: str
    versions: tuple[VersionShown, ...]


class PolicyDocumentsShown(Shown):
    """All documents the reader may see."""

    documents: tuple[PolicyDocumentShown, ...]


class PassageCutShown(Shown):
    """A passage as it was cut."""

    id: str
    ordinal: int
    heading_path: tuple[str, ...]
    text: str
    start: int
    end: int
    page: int | None


class ParseWarningShown(Shown):
    """Something a person should look at before publishing."""

    kind: str
    detail: str
    start: int | None
    hidden: str
    """What the file holds at this place and the text does not."""
    quarantines: bool


class PreviewShown(Shown):
    """What was understood of a file."""

    version: VersionShown
    text: str
    passages: tuple[PassageCutShown, ...]
    warnings: tuple[ParseWarningShown, ...]
    page_count: int | None


class IndexShown(Shown):
    """An index version."""

    id: str
    active: bool
    created_at: datetime
    activated_at: datetime | None
    versions: int
    passages: int
    embedding_model: str


def version_shown(version: Version, names: Mapping[str, str]) -> VersionShown:
    """On the wire."""

    def name(actor: str | None) -> str | None:
        return names.get(actor, actor) if actor is not None else None

    return VersionShown(
        id=version.id,
        number=version.number,
        state=version.state.value,
        document_id=version.document_id,
        title=version.title,
        effective_from=version.effective_from,
        effective_to=version.effective_to,
        file_name=version.file_name,
        media_type=version.media_type.value,
        source_sha256=version.source_sha256,
        created_by=name(version.created_by) or "",
        created_at=version.created_at,
        submitted_by=name(version.submitted_by),
        approved_by=name(version.approved_by),
        published_at=version.published_at,
        supersedes=version.supersedes,
        review_by=version.review_by,
        served=version.served,
        source_url=version.source_url,
        fetched_at=version.fetched_at,
    )


def document_shown(summary: DocumentSummary, names: Mapping[str, str]) -> PolicyDocumentShown:
    """On the wire."""
    document = summary.document
    return PolicyDocumentShown(
        id=document.id,
        title=document.title,
        department_id=document.department_id,
        language=document.language,
        audience=document.audience.value,
        level=document.level.value,
        versions=tuple(version_shown(version, names) for version in summary.versions),
    )


def preview_shown(preview: VersionPreview, names: Mapping[str, str]) -> PreviewShown:
    """On the wire."""
    return PreviewShown(
        version=version_shown(preview.version, names),
        text=preview.text,
        passages=tuple(map(PassageCutShown.model_validate, preview.passages)),
        warnings=tuple(
            ParseWarningShown(
                kind=one.kind.value,
                detail=one.detail,
                start=one.start,
                hidden=one.hidden,
                quarantines=one.kind.quarantines,
            )
            for one in preview.warnings
        ),
        page_count=preview.pages,
    )


def index_shown(index: IndexVersion) -> IndexShown:
    """On the wire."""
    return IndexShown.model_validate(index)
