"""What a policy editor is warned about, and which warnings hold a version back until a person releases it (X-02)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class WarningKind(StrEnum):
    """What was odd about a file. The text of a version never holds what a reader of the file cannot see."""

    INVISIBLE_CHARACTERS = "invisible_characters"
    """Zero-width, bidi, tag, private-use and control characters; removed."""
    LAYOUT_CHARACTERS = "layout_characters"
    """Single soft hyphens, byte-order marks and variation selectors, as word processors leave them; removed."""
    MIXED_SCRIPTS = "mixed_scripts"
    """A word of letters that look Latin and are not all Latin; kept."""
    INSTRUCTION_LIKE_TEXT = "instruction_like_text"
    """Visible text that talks to a language model; kept as data."""
    ENCODED_TEXT = "encoded_text"
    """A long run of base64 or hexadecimal digits that decodes to text; kept as data."""
    HIDDEN_ELEMENT = "hidden_element"
    """Text that the file holds and hides from its readers; left out."""
    HIDDEN_INSTRUCTION = "hidden_instruction"
    """Text left out (comment, note, picture description, hidden cell) that talks to a language model."""
    HIDDEN_CELLS = "hidden_cells"
    """Hidden sheets, rows and columns of a workbook; left out."""
    SIDE_TEXT = "side_text"
    """Comments and notes beside the text; left out."""
    ACTIVE_CONTENT = "active_content"
    """Scripts, actions and files inside the file; never run or opened."""
    TRACKED_CHANGES = "tracked_changes"
    """Changes nobody accepted yet: insertions are kept, deletions left out."""
    PAGE_WITHOUT_TEXT = "page_without_text"
    """A page that is a picture or empty."""
    RECOGNISED_PAGE = "recognised_page"
    """A page whose text was recognised from its picture and may hold errors."""
    PARTLY_READ = "partly_read"
    """Something beyond a limit was left out."""

    @property
    def quarantines(self) -> bool:
        """True if a version with such a warning waits until a person has looked at it and released it."""
        return self in QUARANTINING


QUARANTINING = frozenset(
    {
        WarningKind.INVISIBLE_CHARACTERS,
        WarningKind.MIXED_SCRIPTS,
        WarningKind.INSTRUCTION_LIKE_TEXT,
        WarningKind.ENCODED_TEXT,
        WarningKind.HIDDEN_ELEMENT,
        WarningKind.HIDDEN_INSTRUCTION,
    }
)
"""Signs that somebody meant one text for people and another for the machine. What ordinary office files are full of
(soft hyphens, comments, tracked changes, form scripts) is told and does not wait."""

MAX_REPORTED = 50
"""Warnings of one kind that are listed one by one; a screen with more helps nobody."""

MAX_HIDDEN = 2_000
"""Characters of hidden text that a warning shows: enough to judge it, too few to flood the screen."""


@dataclass(frozen=True, slots=True)
class ParseWarning:
    """Something a policy editor should look at before publishing. Offsets are into the canonical text.

    `hidden` is what the file holds at `start` and the text does not: the difference between file and reader.
    """

    kind: WarningKind
    start: int
    end: int
    detail: str
    hidden: str = ""
