"""What a policy editor hands in, and what they see of it before publishing."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime

from knowledge_base.documents import Audience, Document, JurisdictionLevel
from knowledge_base.errors import InvalidInput
from knowledge_base.parsing.warning_kinds import ParseWarning
from knowledge_base.passages import Passage
from knowledge_base.versions import Version

_SLUG = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
MAX_TITLE = 300


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that becomes a draft version of a document; the document is created with its first version.

    `source_url` and `fetched_at`: from where and when it was fetched, None for a file that was handed in.
    """

    document_id: str
    title: str
    department_id: str
    language: str
    audience: Audience
    level: JurisdictionLevel
    effective_from: date
    effective_to: date | None
    file_name: str
    content: bytes = field(repr=False)
    review_by: date | None = None
    source_url: str | None = None
    fetched_at: datetime | None = None

    def check(self) -> None:
        """Raises InvalidInput naming the first field with a wrong value."""
        if not _SLUG.fullmatch(self.document_id):
            raise InvalidInput(
                "document_id",
                "Use lower-case letters, digits, dots, dashes and underscores, at most 100 characters.",
            )
        if not self.title.strip() or len(self.title) > MAX_TITLE:
            raise InvalidInput("title", f"Give a title of at most {MAX_TITLE} characters.")
        if not self.department_id.strip():
            raise InvalidInput("department_id", "Name the department that owns the document.")
        if not _LANGUAGE.fullmatch(self.language):
            raise InvalidInput("language", "Give a language code such as en or zh.")
        if self.effective_to is not None and self.effective_to < self.effective_from:
            raise InvalidInput("effective_to", "The last day in force is before the first.")
        if not self.file_name.strip():
            raise InvalidInput("file_name", "The file has no name.")
        if not self.content:
            raise InvalidInput("content", "The file is empty.")


@dataclass(frozen=True, slots=True)
class HeadingSpan:
    """A heading of a version's text: `text[start:end]`; `level` is 1 for the highest."""

    start: int
    end: int
    level: int


@dataclass(frozen=True, slots=True)
class VersionPreview:
    """A version as it was read and cut: what would be searched and quoted if it were published.

    `headings` are those of the text in order; None for a version taken in before they were kept.
    """

    version: Version
    document: Document
    text: str
    passages: tuple[Passage, ...]
    warnings: tuple[ParseWarning, ...]
    pages: int | None
    headings: tuple[HeadingSpan, ...] | None = None


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """A document with its versions, newest first."""

    document: Document
    versions: tuple[Version, ...]
