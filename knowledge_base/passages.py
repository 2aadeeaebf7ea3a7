"""A passage: the unit that is indexed, found, quoted and cited."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of one version's text.

    `text` is byte for byte `version_text[start:end]` (code points), so a citation resolves exactly (G-03).
    `heading_path` runs from the document's title to the nearest heading, e.g. ("Parking permits", "3 Fees").
    `page` is 1-based where the source has pages, else None. `ordinal` orders passages within the version.
    """

    id: str
    version_id: str
    document_id: str
    ordinal: int
    text: str
    start: int
    end: int
    heading_path: tuple[str, ...]
    page: int | None
    language: str


@dataclass(frozen=True, slots=True)
class PassagePlace:
    """Where a passage stands in its version's text."""

    passage_id: str
    version_id: str
    start: int
    end: int
