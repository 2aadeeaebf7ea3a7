"""A version of a document and its publication life cycle.

draft -> submitted -> published -> withdrawn; draft/submitted -> discarded.
Publishing needs a second person (X-03): whoever approves neither uploaded nor submitted the version.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from knowledge_base.documents import MediaType


class VersionState(StrEnum):
    """Where a version stands in its publication life cycle."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    DISCARDED = "discarded"


@dataclass(frozen=True, slots=True)
class Version:
    """One text of a document. Dates are local calendar days; `effective_to` is the last day in force, None = open.

    `served` tells whether the active index version answers on it; after a roll-back a published version may not be
    served. While it is served, the dates are those decided when the index version was built (a newer version ends an
    older one); otherwise they are those declared at upload. `source_url` and `fetched_at` tell from where and when the
    file was fetched, None for one that was handed in.
    """

    id: str
    document_id: str
    number: int
    title: str
    state: VersionState
    effective_from: date
    effective_to: date | None
    media_type: MediaType
    file_name: str
    source_sha256: str
    text_sha256: str
    created_by: str
    created_at: datetime
    submitted_by: str | None = None
    approved_by: str | None = None
    published_at: datetime | None = None
    supersedes: str | None = None
    review_by: date | None = None
    served: bool = False
    source_url: str | None = None
    fetched_at: datetime | None = None

    def in_force_on(self, day: date) -> bool:
        """True if the version is published and `day` lies within its effective dates (G-08)."""
        if self.state is not VersionState.PUBLISHED or day < self.effective_from:
            return False
        return self.effective_to is None or day <= self.effective_to
