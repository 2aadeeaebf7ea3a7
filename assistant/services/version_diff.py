"""What changed between two versions of a document, for readers who may see both."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass

from assistant.domain.errors import Invalid, NotFound
from assistant.domain.paragraph_diff import Change, Paragraph, Row, compared
from assistant.domain.staff import Staff
from assistant.services.policies import Policies
from knowledge_base import Version, VersionPreview

MAX_HEADING = 60
"""Longer lines are sentences, whatever they end with."""

_NO_HEADING = re.compile(
    r"[.。;；:：,，、!！?？]\s*$|\||^\s*(?:[-*•·]|\(?\d+[.)、]|[（(]?[一二三四五六七八九十]+[)）、])\s*\S"
)
"""The ends of sentences, cells of a table, items of a list."""


@dataclass(frozen=True, slots=True)
class VersionDiff:
    """Two versions of one document, paragraph by paragraph."""

    older: Version
    newer: Version
    rows: tuple[Row, ...]

    @property
    def counts(self) -> dict[Change, int]:
        """How many paragraphs became what."""
        return Counter(row.change for row in self.rows)

    @property
    def figures(self) -> int:
        """In how many paragraphs a number came, went or changed."""
        return sum(any(piece.figure for piece in row.pieces) for row in self.rows)


class VersionDiffs:
    """Compares versions as they were read."""

    def __init__(self, policies: Policies) -> None:
        self._policies = policies

    def between(self, staff: Staff, document_id: str, from_id: str, to_id: str) -> VersionDiff:
        """What changed from one version to the other. Raises Forbidden, NotFound, Invalid (the same one twice)."""
        if from_id == to_id:
            raise Invalid("to", "Choose two different versions.")
        one, other = (self._policies.preview(staff, version_id) for version_id in (from_id, to_id))
        if {one.document.id, other.document.id} != {document_id}:
            raise NotFound("The document has no such version.")
        return VersionDiff(one.version, other.version, compared(paragraphs(one), paragraphs(other)))


def paragraphs(preview: VersionPreview) -> list[Paragraph]:
    """The lines of a version's text that say something, each with the headings it stands under.

    A passage may hold several short sections and names the first: the headings between them are told by their form.
    """
    passages = sorted(preview.passages, key=lambda passage: passage.start)
    starts = [passage.start for passage in passages]
    names = {heading for passage in passages for heading in passage.heading_path}
    found: list[Paragraph] = []
    at, last = 0, -1
    path: tuple[str, ...] = ()
    for line in preview.text.split("\n"):
        said = line.strip()
        number = max(bisect_right(starts, at) - 1, 0)
        at += len(line) + 1
        if not said:
            continue
        if passages and number != last:
            last, path = number, passages[number].heading_path[1:]
        is_heading = said in names or _looks_like_heading(said)
        if is_heading and said not in path:
            path = (*path[:-1], said)
        found.append(Paragraph(said, path, is_heading))
    return found


def _looks_like_heading(line: str) -> bool:
    return len(line) <= MAX_HEADING and not _NO_HEADING.search(line)
