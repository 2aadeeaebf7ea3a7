"""Words of a PDF page as lines of print in reading order, column by column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

Word = dict[str, Any]

GUTTER_POINTS = 8.0
"""White space between columns of print, in points; between words it is a third of that."""
_CROSSED = 0.2
"""Share of a page's lines that may cross a gutter: titles and pictures span the columns."""
_LEAST_LINES = 6
"""Lines of a stretch in columns; fewer side by side are a form or a signature."""
_PROSE = 0.62
"""Median width of a column's lines, of the column: running text fills its column, cells of a table do not."""
_SPACE = 0.15
"""Gap between two words, in type sizes, from which there is a space: a change of font alone leaves none."""
_WIDE_SPACE = 0.8
"""The same between two Chinese characters: a full-width space stands behind 第一条, less is justified type."""
_UNIT = re.compile(
    r"第[一二三四五六七八九十百千零〇两\d]{1,8}(?:[编篇章节]|条(?:之[一二三四五六七八九十]{1,3})?)"
)
"""The name of a chapter or an article: what stands apart from it on the line is its title or its text."""
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_SYMBOL_BULLET = re.compile(r"^[\uf020-\uf0ff]$")
BULLET = "•"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of print: its text, type size, and place on the page in points from the top left."""

    text: str
    size: float
    bold: bool
    top: float
    bottom: float
    left: float
    right: float


def lines_of(words: Sequence[Word]) -> list[Line]:
    """The lines of a page in reading order."""
    rows = _rows(words)
    gutters = _gutters(rows)
    if not gutters:
        return [_line(row) for row in rows]
    lines: list[Line] = []
    stretch: list[list[Word]] = []
    for row in [*rows, []]:
        if row and not any(_crosses(row, gutter) for gutter in gutters):
            stretch.append(row)
            continue
        lines += _columns(stretch, gutters)
        stretch = []
        if row:
            lines.append(_line(row))
    return lines


def _rows(words: Sequence[Word]) -> list[list[Word]]:
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w["top"] + w["bottom"]) / 2):
        middle = (word["top"] + word["bottom"]) / 2
        if rows and middle - (rows[-1][0]["top"] + rows[-1][0]["bottom"]) / 2 <= 0.4 * (
            word["bottom"] - word["top"]
        ):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda w: float(w["x0"])) for row in rows]


def _gutters(rows: Sequence[Sequence[Word]]) -> list[tuple[float, float]]:
    """Bands of white down the page that few lines cross."""
    if len(rows) < _LEAST_LINES:
        return []
    left = min(w["x0"] for row in rows for w in row)
    right = max(w["x1"] for row in rows for w in row)
    covered: Counter[int] = Counter()
    for row in rows:
        covered.update({x for w in row for x in range(int(w["x0"]), int(w["x1"]) + 1)})
    bands: list[tuple[float, float]] = []
    start: int | None = None
    for x in range(int(left), int(right) + 2):
        clear = covered[x] <= _CROSSED * len(rows) and x <= right
        if clear and start is None:
            start = x
        elif not clear and start is not None:
            inside = left + 0.15 * (right - left) < (start + x) / 2 < right - 0.15 * (right - left)
            if x - start >= GUTTER_POINTS and inside:
                bands.append((float(start), float(x)))
            start = None
    return bands


def _crosses(row: Sequence[Word], gutter: tuple[float, float]) -> bool:
    middle = (gutter[0] + gutter[1]) / 2
    return any(w["x0"] < middle < w["x1"] for w in row) or any(
        a["x1"] < middle < b["x0"] and b["x0"] - a["x1"] < GUTTER_POINTS * 0.75 for a, b in pairwise(row)
    )


def _columns(rows: Sequence[Sequence[Word]], gutters: Sequence[tuple[float, float]]) -> list[Line]:
    """A stretch without crossing lines: column after column if they hold running text, else row after row."""
    edges = [(a + b) / 2 for a, b in gutters]
    columns: list[list[Word]] = [[] for _ in range(len(edges) + 1)]
    for row in rows:
        for word in row:
            columns[sum(word["x0"] >= edge for edge in edges)].append(word)
    parts = [[_line(row) for row in _rows(column)] for column in columns if column]
    if len(rows) < _LEAST_LINES or len(parts) < 2 or not all(map(_is_prose, parts)):
        return [_line(row) for row in rows]
    return [line for part in parts for line in part]


def _is_prose(lines: Sequence[Line]) -> bool:
    width = max(line.right for line in lines) - min(line.left for line in lines)
    long = [line for line in lines if len(line.text) > 12]
    if len(lines) >= _LEAST_LINES and len(long) < len(lines) / 2:
        return False
    return width > 0 and median(line.right - line.left for line in lines) >= _PROSE * width


def _line(words: Sequence[Word]) -> Line:
    text = ""
    before: Word | None = None
    for word in words:
        text += " " + word["text"] if _UNIT.fullmatch(text) else _written(before, word)
        before = word
    sizes = Counter(round(float(word["size"]), 1) for word in words for _ in word["text"])
    bold = all("bold" in str(w["fontname"]).lower() or "black" in str(w["fontname"]).lower() for w in words)
    return Line(
        text,
        sizes.most_common(1)[0][0],
        bold,
        min(w["top"] for w in words),
        max(w["bottom"] for w in words),
        min(w["x0"] for w in words),
        max(w["x1"] for w in words),
    )


def _written(before: Word | None, word: Word) -> str:
    text = str(word["text"]).translate(_LIGATURES)
    if _SYMBOL_BULLET.match(
        text
    ):  # Symbol and Wingdings bullets come as private-use characters; a reader sees a mark
        text = BULLET
    if before is None:
        return text
    left, right = str(before["text"])[-1:], text[:1]
    least = _WIDE_SPACE if is_wide(left) and is_wide(right) else _SPACE
    return (" " if word["x0"] - before["x1"] > least * float(word["size"]) else "") + text


def is_wide(character: str) -> bool:
    """True for Chinese characters and full-width marks, which are set without spaces."""
    return "\u3000" <= character <= "\u9fff" or "\uff00" <= character <= "\uffef"
