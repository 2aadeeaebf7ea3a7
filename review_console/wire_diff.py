"""Two versions compared, as the API tells it."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field

from review_console.transport import Wire
from review_console.wire_policies import VersionRow


class Piece(Wire):
    """Some words: of both texts, added or removed."""

    text: str
    change: str | None = None
    figure: bool = False


class ParagraphRow(Wire):
    """A paragraph and what became of it; `before` and `after` are its places in the two texts."""

    change: str
    pieces: tuple[Piece, ...] = ()
    headings: tuple[str, ...] = ()
    is_heading: bool = False
    before: int | None = None
    after: int | None = None


class VersionDiff(Wire):
    """Two versions, paragraph by paragraph."""

    older: VersionRow
    newer: VersionRow
    rows: tuple[ParagraphRow, ...] = ()
    counts: Mapping[str, int] = Field(default_factory=dict)
    figures: int = 0
