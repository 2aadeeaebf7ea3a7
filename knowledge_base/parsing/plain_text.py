"""Plain text: headings by numbering and shape, list items by their marks, hard-wrapped lines joined."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge_base.parsing.articles import starts_article
from knowledge_base.parsing.blocks import BlockKind, RawBlock

_CN_NUMBER = "[一二三四五六七八九十百千零〇两\\d]{1,8}"
_CN_HEADINGS = (
    (re.compile(rf"第{_CN_NUMBER}[编篇]"), 1),
    (re.compile(rf"第{_CN_NUMBER}章"), 2),
    (re.compile(rf"第{_CN_NUMBER}节"), 3),
)
_CN_LIST_HEADING = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)[^。；！？]{1,28}$"
)

_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3})[.)]?\s+\S")
_NAMED = re.compile(
    r"(?:part|chapter|section|article|annex|appendix|schedule)\s+[\dA-Z]{1,4}\b", re.IGNORECASE
)
_LIST_ITEM = re.compile(
    r"\s*(?:[-*•●▪◦·]\s+|\(?\d{1,2}[.)]\s+|\(?[a-z][.)]\s+|[（(][一二三四五六七八九十\d]{1,3}[)）])"
)
_SENTENCE_END = re.compile(r"[.。!?！？;；:：,，、]\s*$")
MAX_HEADING = 90
MAX_CN_HEADING = 30


def heading_level(line: str) -> int:
    """1..6 if a line reads like a heading, else 0: 第X章/节, "3.2 Fees", "Section 4", or a short line in capitals."""
    line = line.strip()
    if not line or len(line) > MAX_HEADING:
        return 0
    for pattern, level in _CN_HEADINGS:
        if pattern.match(line) and len(line) <= MAX_CN_HEADING + 10 and "。" not in line:
            return level
    if _CN_LIST_HEADING.match(line):
        return 4
    if _SENTENCE_END.search(line):
        return 0
    numbered = _NUMBERED.match(line)
    if numbered and len(line) <= 70:
        return min(6, 2 + numbered.group(1).count("."))
    if _NAMED.match(line):
        return 2
    letters = [c for c in line if c.isalpha() and c.isascii()]
    return 3 if len(letters) >= 4 and line.upper() == line and len(line) <= 60 else 0


def parse_text(text: str) -> Iterator[RawBlock]:
    """The blocks of a plain text. A blank line ends a paragraph; a short first line before running text is a heading."""
    for chunk in re.split(r"\n[ \t\u3000]*\n+", text.replace("\r\n", "\n").replace("\r", "\n")):
        lines = [line for line in chunk.split("\n") if line.strip()]
        yield from _chunk_blocks(lines)


def _chunk_blocks(lines: list[str]) -> Iterator[RawBlock]:
    paragraph: list[str] = []
    kind = BlockKind.PARAGRAPH
    for position, line in enumerate(lines):
        level = heading_level(line)
        first_of_many = position == 0 and len(lines) > 1
        if level == 0 and first_of_many and _looks_like_title(line, lines[1]):
            level = 3
        if level and _stands_alone(line, lines, position):
            if paragraph:
                yield RawBlock(kind, _joined(paragraph))
            paragraph, kind = [], BlockKind.PARAGRAPH
            yield RawBlock(BlockKind.HEADING, line.strip(), level)
            continue
        item = bool(_LIST_ITEM.match(line))
        if paragraph and (item or starts_article(line.strip()) or not _continues(paragraph[-1], line)):
            yield RawBlock(kind, _joined(paragraph))
            paragraph = []
        if not paragraph:
            kind = BlockKind.LIST_ITEM if item else BlockKind.PARAGRAPH
        paragraph.append(line)
    if paragraph:
        yield RawBlock(kind, _joined(paragraph))


def _stands_alone(line: str, lines: list[str], position: int) -> bool:
    """A numbered line among numbered lines is a list, not a heading."""
    if not _LIST_ITEM.match(line):
        return True
    neighbours = lines[max(0, position - 1) : position] + lines[position + 1 : position + 2]
    return not any(_LIST_ITEM.match(other) for other in neighbours)


def _looks_like_title(line: str, following: str) -> bool:
    return (
        len(line.strip()) <= MAX_HEADING
        and not re.search(r"[.。;；,，、]\s*$", line)
        and not _LIST_ITEM.match(line)
        and len(following.strip()) > len(line.strip())
        and not following.strip()[:1].islower()
    )


def _continues(previous: str, line: str) -> bool:
    """True if `line` is the rest of a hard-wrapped sentence."""
    if _SENTENCE_END.search(previous) and not re.search(r"[,，、]\s*$", previous):
        return False
    return len(previous) > 50 and not line[:1].isspace() and (line[:1].islower() or not line[:1].isascii())


def _joined(lines: list[str]) -> str:
    out = lines[0].strip()
    for line in lines[1:]:
        line = line.strip()
        glue = "" if out and ord(out[-1]) > 0x2E7F and line and ord(line[0]) > 0x2E7F else " "
        out = f"{out}{glue}{line}"
    return out
