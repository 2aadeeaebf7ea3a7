"""A policy document: who owns it, who may see it, what it is called."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Audience(StrEnum):
    """Who may find a document: everybody, or staff only."""

    PUBLIC = "public"
    STAFF = "staff"

    def admits(self, reader: Audience) -> bool:
        """True if a reader of the given audience may see a document of this one."""
        return self is Audience.PUBLIC or reader is Audience.STAFF


class JurisdictionLevel(StrEnum):
    """The level of government a document speaks for (S-03)."""

    NATIONAL = "national"
    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"


class MediaType(StrEnum):
    """The file kinds that can be parsed."""

    MARKDOWN = "text/markdown"
    HTML = "text/html"
    TEXT = "text/plain"
    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Document:
    """One policy document over all its versions. `id` is a stable slug, e.g. `housing-waiting-list`."""

    id: str
    department_id: str
    title: str
    language: str
    audience: Audience
    level: JurisdictionLevel = JurisdictionLevel.CITY
