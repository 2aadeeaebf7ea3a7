"""Lines of print as headings, paragraphs, list items and rows, over all pages of a PDF."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from knowledge_base.parsing.articles import starts_article
from knowledge_base.parsing.blocks import BlockKind, RawBlock, table_rows
from knowledge_base.parsing.line_joins import LineJoins
from knowledge_base.parsing.pdf_lines import Line
from knowledge_base.parsing.plain_text import heading_level

_BIGGER = 1.12
"""A heading's font size over the body's; 11 pt text with 12.5 pt headings still counts."""
_NEW_PARAGRAPH_GAP = 0.75
"""Space between lines, in line heights, that starts a new paragraph."""
_SPACED = 1.3
"""A gap up to so many usual gaps is the space between lines, not between paragraphs."""
_LONGEST_HEADING = 140
_BULLET = re.compile(
    r"(?:[-•●▪◦–]|\(?\d{1,2}[.)](?!\d)|\(?[a-z][.)](?![a-z])|[（(][一二三四五六七八九十\d]{1,3}[)）])\s*\S"
)
_PAGE_NUMBER = re.compile(
    r"(?:page|p\.|第)?\s*[-–—]?\s*(?:\d{1,4}|[ivxlc]{1,6})\s*[-–—]?\s*(?:页|頁)?(?:[,，\s]*(?:of|/|共)\s*\d{1,4}\s*(?:页|頁)?)?",
    re.IGNORECASE,
)
_SENTENCE_END = (".", "。", "!", "?", "！", "？", ":", "：", ";", "；")
_LEAST_REPEATS = 3
_MANY_PAGES = 0.3
"""Share of the pages on which a line stands at the same place to count as running: left and right pages may differ."""
_EDGE = 0.13
"""Top and bottom share of a page where running heads, feet and page numbers stand; what repeats elsewhere is text."""

Table = tuple[float, list[list[str]]]


@dataclass(frozen=True, slots=True)
class Page:
    """A page's lines in reading order, and its tables with their distance from the top."""

    number: int
    height: float
    lines: list[Line]
    tables: list[Table]


def blocks_of(pages: Sequence[Page]) -> Iterator[RawBlock]:
    """The blocks of all pages. A table that goes on at the top of the next page keeps its header."""
    repeated = _running_lines(pages)
    kept = [[line for line in page.lines if not _is_running(page, line, repeated)] for page in pages]
    joins = LineJoins(line.text for lines in kept for line in lines)
    sizes = Counter(line.size for lines in kept for line in lines for _ in line.text)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    larger = sorted({size for size in sizes if size > body * _BIGGER}, reverse=True)
    header: list[str] | None = None
    for page, lines in zip(pages, kept, strict=True):
        start = 0
        for top, rows in sorted(page.tables, key=lambda table: table[0]):
            end = next((i for i, line in enumerate(lines) if line.top > top), len(lines))
            yield from _text_blocks(lines[start:end], page.number, larger, joins)
            continued = header is not None and start == end == 0 and len(rows[0]) == len(header)
            header = header if continued and header else rows[0]
            yield from table_rows([header, *rows] if continued else rows, page.number)
            start = max(start, end)
        yield from _text_blocks(lines[start:], page.number, larger, joins)
        if not page.tables or start < len(lines):
            header = None


def _signature(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "#", line.text.strip()), round(line.top / 12)


def _at_edge(page: Page, line: Line) -> bool:
    return line.bottom < page.height * _EDGE or line.top > page.height * (1 - _EDGE)


def _running_lines(pages: Sequence[Page]) -> set[tuple[str, int]]:
    """Lines at the edge that stand at the same place on many pages: running heads and feet."""
    seen: Counter[tuple[str, int]] = Counter()
    for page in pages:
        seen.update({_signature(line) for line in page.lines if _at_edge(page, line)})
    least = max(_LEAST_REPEATS, len(pages) * _MANY_PAGES)
    return {signature for signature, count in seen.items() if count >= least}


def _is_running(page: Page, line: Line, repeated: set[tuple[str, int]]) -> bool:
    if not _at_edge(page, line):
        return False
    if _signature(line) in repeated:
        return True
    # A first page's number stands alone there too; a lone number elsewhere is a figure.
    return len(page.lines) > 1 and bool(_PAGE_NUMBER.fullmatch(line.text.strip()))


def _text_blocks(
    lines: Sequence[Line], page: int, larger: list[float], joins: LineJoins
) -> Iterator[RawBlock]:
    paragraph: list[Line] = []
    level_so_far = 0
    setting = _Setting.of(lines)
    for line in lines:
        level = _heading(line, larger)
        if paragraph and (level != level_so_far or _starts_new(paragraph[-1], line, setting)):
            yield _block(paragraph, level_so_far, page, joins)
            paragraph = []
        paragraph.append(line)
        level_so_far = level
    if paragraph:
        yield _block(paragraph, level_so_far, page, joins)


def _heading(line: Line, larger: list[float]) -> int:
    if len(line.text) > _LONGEST_HEADING:
        return 0
    if line.size in larger:
        return min(6, larger.index(line.size) + 1)
    by_words = heading_level(line.text)
    if line.bold and not line.text.rstrip().endswith((".", "。", ";", "；", ",")):
        return by_words or min(6, len(larger) + 2)
    return by_words if re.match(r"第[^条]{1,8}[编篇章节]", line.text) else 0


@dataclass(frozen=True, slots=True)
class _Setting:
    """How a stretch of lines is set: the usual space between them, and where full lines end."""

    gap: float
    right: float

    @staticmethod
    def of(lines: Sequence[Line]) -> _Setting:
        gaps = [max(0.0, b.top - a.bottom) for a, b in pairwise(lines)]
        return _Setting(median(gaps) if gaps else 0.0, max((line.right for line in lines), default=0.0))


def _starts_new(previous: Line, line: Line, setting: _Setting) -> bool:
    gap = line.top - previous.bottom
    height = max(previous.bottom - previous.top, 1.0)
    if gap < -height:  # the top of the next column
        return previous.text.rstrip().endswith(_SENTENCE_END) or _begins(line)
    if line.size * _BIGGER < previous.size or _begins(line):  # a footnote, an item
        return True
    if gap <= _NEW_PARAGRAPH_GAP * height:
        return False
    # In widely spaced print every gap is large: a full line without an end goes on in the next.
    spaced = gap <= _SPACED * setting.gap and previous.right >= setting.right - 2 * height
    return not spaced or previous.text.rstrip().endswith(_SENTENCE_END)


def _begins(line: Line) -> bool:
    return bool(_BULLET.match(line.text)) or starts_article(line.text)


def _block(lines: Sequence[Line], level: int, page: int, joins: LineJoins) -> RawBlock:
    text = ""
    for line in lines:
        text = joins.joined(text, line.text.strip())
    if level:
        return RawBlock(BlockKind.HEADING, text, level, page)
    kind = BlockKind.LIST_ITEM if _BULLET.match(text) else BlockKind.PARAGRAPH
    return RawBlock(kind, text, 0, page)
