"""The numbers that count the items of a list: they tell where an item begins and are no figures of the text."""

from __future__ import annotations

import re
from functools import lru_cache

_AT_A_LINE = re.compile(
    r"(?:^|(?<=\n))[ \t]*(?:[-*#>]+ ?)*(?:(?:step )?(\d{1,2})(?:[.):](?=[\s*]|$)|、)|\((\d{1,2})\)(?=\s))"
)
_IN_A_ROW = re.compile(r"(?:^|(?<=\s)|(?<=[:;,*]))(\d{1,2})[.)](?=\s+[*\"'(a-z])")
_FEWEST_IN_A_ROW = 2
"""So many numbers that count up from one make a list inside a line; "see item 1." alone is a sentence that ends."""


@lru_cache(maxsize=4096)
def list_marks(folded: str) -> dict[int, int]:
    """Where each mark of a plain text begins (its first digit) and ends (behind its full stop or bracket)."""
    marks = {match.start(match.lastindex or 0): match.end() for match in _AT_A_LINE.finditer(folded)}
    row: list[re.Match[str]] = []
    for match in _IN_A_ROW.finditer(folded):
        if match.start(1) in marks:
            if int(match.group(1)) == len(row) + 1:
                row.append(match)
            continue
        if int(match.group(1)) == len(row) + 1:
            row.append(match)
        elif int(match.group(1)) == 1:
            _close(row, marks)
            row = [match]
    _close(row, marks)
    return marks


def _close(row: list[re.Match[str]], marks: dict[int, int]) -> None:
    if len(row) >= _FEWEST_IN_A_ROW:
        marks.update((match.start(1), match.end()) for match in row)
