"""How the end of one line and the start of the next become one text: spaces, hyphens, broken numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable

from knowledge_base.parsing.pdf_lines import is_wide

_WORD = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_BROKEN_WORD = re.compile(r"([^\W\d_]{2,})([-‐\u00ad])$")
_BROKEN_NAME = re.compile(r"\w–$|\d[-‐]$|(?:https?|ftp)://(?:\S*/)?$")
"""An address, or a number with a dash, that goes on in the next line."""
_BROKEN_NUMBER = re.compile(r"\d[,.，]$")


class LineJoins:
    """Joins lines. Whether a hyphen at a line's end belongs to the word is told by the other words of the document."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._words: set[str] = set()
        for line in lines:
            found = _WORD.findall(line)
            # The last word of a line may be half a word.
            self._words.update(word.lower() for word in (found[:-1] if line[-1:] in "-‐\u00ad" else found))

    def joined(self, left: str, right: str) -> str:
        """Two neighbouring lines of one paragraph as one."""
        if not left or not right:
            return left or right
        broken = _BROKEN_WORD.search(left)
        if broken and right[0].isalpha() and not is_wide(right[0]):
            return self._mended(left, broken, right)
        if is_wide(left[-1]) or is_wide(right[0]) or _BROKEN_NAME.search(left):
            return left + right
        if (
            _BROKEN_NUMBER.search(left)
            and re.match(r"\d{3}(?!\d)", right)
            and re.search(r"[\u4e00-\u9fff]", left)
        ):
            return left + right
        return f"{left} {right}"

    def _mended(self, left: str, broken: re.Match[str], right: str) -> str:
        first, hyphen = broken.group(1), broken.group(2)
        match = re.match(r"[^\W\d_]+", right)
        second = match.group() if match else ""
        whole, kept = (first + second).lower(), f"{first}-{second}".lower()
        if hyphen == "\u00ad" or whole in self._words:
            return left[:-1] + right
        if kept in self._words or not second[:1].islower():
            return left + right
        # A half that is a word of the document by itself speaks for a compound ("long-" + "term").
        both_words = first.lower() in self._words and second.lower() in self._words
        return left + right if both_words else left[:-1] + right
