"""PDF by pdfplumber: lines with their font size, tables as rows, running headers and footers left out."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfparser import PDFSyntaxError
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import PdfminerException

from knowledge_base.parsing.blocks import BlockKind, RawBlock, table_rows
from knowledge_base.parsing.limits import MAX_PAGES
from knowledge_base.parsing.plain_text import ARTICLE, heading_level
from knowledge_base.parsing.refusals import RefusalReason, Refused

_BIGGER = 1.12
"""A heading's font size over the body's; 11 pt text with 12.5 pt headings still counts."""
_NEW_PARAGRAPH_GAP = 0.75
"""Space between lines, in line heights, that starts a new paragraph."""
_BULLET = re.compile(r"(?:[-•●▪◦–]|\(?\d{1,2}[.)]|\(?[a-z][.)]|[（(][一二三四五六七八九十\d]{1,3}[)）])\s*\S")
_MIN_REPEATS = 3


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    size: float
    bold: bool
    top: float
    bottom: float
    right: float


class PdfReader:
    """Reads one PDF. `pages` is their number; `pages_without_text` lists those with no text (pictures)."""

    def __init__(self) -> None:
        self.pages = 0
        self.pages_without_text: list[int] = []

    def read(self, content: bytes) -> Iterator[RawBlock]:
        """The blocks by page. Raises Refused(ENCRYPTED | MALFORMED | SCANNED | TOO_MANY_PAGES)."""
        try:
            with pdfplumber.open(io.BytesIO(content), strict_metadata=False) as pdf:
                self.pages = len(pdf.pages)
                if self.pages == 0:
                    raise Refused(RefusalReason.EMPTY)
                if self.pages > MAX_PAGES:
                    raise Refused(RefusalReason.TOO_MANY_PAGES)
                contents = [self._page(page) for page in pdf.pages]
        except Refused:
            raise
        except (PDFPasswordIncorrect, PDFEncryptionError) as error:
            raise Refused(RefusalReason.ENCRYPTED) from error
        except PdfminerException as error:
            inner = error.args[0] if error.args else None
            locked = isinstance(inner, PDFPasswordIncorrect | PDFEncryptionError)
            raise Refused(RefusalReason.ENCRYPTED if locked else RefusalReason.MALFORMED) from error
        except (
            PDFSyntaxError,
            PSException,
            ValueError,
            KeyError,
            TypeError,
            IndexError,
            AttributeError,
        ) as error:
            raise Refused(RefusalReason.MALFORMED) from error
        if not any(lines or tables for lines, tables in contents):
            raise Refused(RefusalReason.SCANNED)
        yield from _blocks(contents)

    def _page(self, page: Any) -> tuple[list[_Line], list[tuple[float, list[list[str]]]]]:
        tables = []
        boxes = []
        for table in page.find_tables():
            rows = [[cell or "" for cell in row] for row in table.extract()]
            if len(rows) > 1 and max(len(row) for row in rows) > 1:
                tables.append((float(table.bbox[1]), rows))
                boxes.append(table.bbox)
        words = page.extract_words(
            extra_attrs=["size", "fontname"], keep_blank_chars=False, use_text_flow=False
        )
        outside = [word for word in words if not any(_inside(word, box) for box in boxes)]
        lines = _lines(outside)
        if not lines and not tables:
            self.pages_without_text.append(page.page_number)
        page.close()
        return lines, tables


def _inside(word: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    x, y = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _lines(words: list[dict[str, Any]]) -> list[_Line]:
    rows: list[list[dict[str, Any]]] = []
    for word in sorted(words, key=lambda w: (w["top"] + w["bottom"]) / 2):
        middle = (word["top"] + word["bottom"]) / 2
        if rows and middle - (rows[-1][0]["top"] + rows[-1][0]["bottom"]) / 2 <= 0.4 * (
            word["bottom"] - word["top"]
        ):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [_line(sorted(row, key=lambda w: w["x0"])) for row in rows]


def _line(words: list[dict[str, Any]]) -> _Line:
    text = ""
    for word in words:
        text = _glued(text, word["text"])
    sizes = Counter(round(float(word["size"]), 1) for word in words for _ in word["text"])
    bold = all("bold" in str(w["fontname"]).lower() or "black" in str(w["fontname"]).lower() for w in words)
    return _Line(
        text,
        sizes.most_common(1)[0][0],
        bold,
        min(w["top"] for w in words),
        max(w["bottom"] for w in words),
        max(w["x1"] for w in words),
    )


def _glued(left: str, right: str) -> str:
    if not left:
        return right
    return left + ("" if _wide(left[-1]) and _wide(right[0]) else " ") + right


def _wide(character: str) -> bool:
    return "\u3000" <= character <= "\u9fff" or "\uff00" <= character <= "\uffef"


def _blocks(contents: list[tuple[list[_Line], list[tuple[float, list[list[str]]]]]]) -> Iterator[RawBlock]:
    repeated = _running_lines([lines for lines, _ in contents])
    sizes = Counter(line.size for lines, _ in contents for line in lines for _ in line.text)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    larger = sorted(
        {line.size for lines, _ in contents for line in lines if line.size > body * _BIGGER}, reverse=True
    )
    header: list[str] | None = None
    for number, (lines, tables) in enumerate(contents, 1):
        kept = [line for line in lines if _signature(line) not in repeated]
        pending = sorted(tables, key=lambda table: table[0])
        start = 0
        for top, rows in pending:
            end = next((i for i, line in enumerate(kept) if line.top > top), len(kept))
            yield from _text_blocks(kept[start:end], number, larger)
            continued = header is not None and start == end == 0 and len(rows[0]) == len(header)
            header = header if continued and header else rows[0]
            yield from table_rows([header, *rows] if continued else rows, number)
            start = max(start, end)
        yield from _text_blocks(kept[start:], number, larger)
        if not pending or start < len(kept):
            header = None


def _signature(line: _Line) -> tuple[str, int]:
    return re.sub(r"\d+", "#", line.text.strip()), round(line.top / 12)


def _running_lines(pages: list[list[_Line]]) -> set[tuple[str, int]]:
    """Lines that stand at the same place on most pages: running headers, footers, page numbers."""
    seen = Counter(_signature(line) for lines in pages for line in {_signature(x): x for x in lines}.values())
    return {signature for signature, count in seen.items() if count >= max(_MIN_REPEATS, len(pages) * 0.6)}


def _text_blocks(lines: list[_Line], page: int, larger: list[float]) -> Iterator[RawBlock]:
    paragraph: list[_Line] = []
    level_so_far = 0
    for line in lines:
        level = _heading(line, larger)
        if paragraph and (level != level_so_far or _starts_new(paragraph[-1], line)):
            yield _block(paragraph, level_so_far, page)
            paragraph = []
        paragraph.append(line)
        level_so_far = level
    if paragraph:
        yield _block(paragraph, level_so_far, page)


def _heading(line: _Line, larger: list[float]) -> int:
    if len(line.text) > 140:
        return 0
    if line.size in larger:
        return min(6, larger.index(line.size) + 1)
    by_words = heading_level(line.text)
    if line.bold and not line.text.rstrip().endswith((".", "。", ";", "；", ",")):
        return by_words or min(6, len(larger) + 2)
    return by_words if re.match(r"第[^条]{1,8}[编篇章节]", line.text) else 0


def _starts_new(previous: _Line, line: _Line) -> bool:
    gap = line.top - previous.bottom
    height = max(previous.bottom - previous.top, 1.0)
    return gap > _NEW_PARAGRAPH_GAP * height or bool(_BULLET.match(line.text) or ARTICLE.match(line.text))


def _block(lines: list[_Line], level: int, page: int) -> RawBlock:
    text = ""
    for line in lines:
        # A hyphen at the end of a line stays: whether it belongs to the word cannot be known, and a quote must be exact.
        text = _glued(text, line.text.strip())
    if level:
        return RawBlock(BlockKind.HEADING, text, level, page)
    kind = BlockKind.LIST_ITEM if _BULLET.match(text) else BlockKind.PARAGRAPH
    return RawBlock(kind, text, 0, page)
