"""DOCX by python-docx: headings by style, lists, tables in reading order; hidden runs dropped."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from knowledge_base.parsing.blocks import BlockKind, RawBlock, table_rows
from knowledge_base.parsing.plain_text import heading_level
from knowledge_base.parsing.refusals import RefusalReason, Refused

_HEADING_STYLE = re.compile(r"heading\s*([1-9])", re.IGNORECASE)


class WordReader:
    """Reads one DOCX. `hidden` counts hidden runs, `tracked` insertions and deletions not yet accepted."""

    def __init__(self) -> None:
        self.hidden = 0
        self.tracked = 0

    def read(self, content: bytes) -> Iterator[RawBlock]:
        """The blocks in reading order. Raises Refused(MALFORMED)."""
        try:
            document = docx.Document(io.BytesIO(content))
        except (KeyError, ValueError, OSError, AttributeError, SyntaxError) as error:
            raise Refused(RefusalReason.MALFORMED) from error
        body = document.element.body
        self.tracked = sum(1 for _ in body.iter(qn("w:ins"), qn("w:del")))
        for item in document.iter_inner_content():
            if isinstance(item, Table):
                yield from table_rows([self._row(row) for row in item.rows])
            else:
                yield from self._paragraph(item)

    def _row(self, row: Any) -> list[str]:
        cells: list[str] = []
        seen: set[int] = set()
        for cell in row.cells:
            repeated = id(cell._tc) in seen  # a merged cell is handed out once per column it spans
            seen.add(id(cell._tc))
            cells.append("" if repeated else " ".join(self._text(p) for p in cell.paragraphs))
        return cells

    def _paragraph(self, paragraph: Paragraph) -> Iterator[RawBlock]:
        text = self._text(paragraph)
        if not text.strip():
            return
        style = paragraph.style.name or "" if paragraph.style is not None else ""
        level = (
            _style_level(style) or (heading_level(text) if _is_bold(paragraph) else 0) or _chapter_level(text)
        )
        if level:
            yield RawBlock(BlockKind.HEADING, text, level)
        elif "list" in style.lower() or _has_numbering(paragraph):
            yield RawBlock(BlockKind.LIST_ITEM, f"- {text.strip()}")
        else:
            yield RawBlock(BlockKind.PARAGRAPH, text)

    def _text(self, paragraph: Paragraph) -> str:
        """The visible text, with insertions not yet accepted and without deletions."""
        out: list[str] = []
        for run in paragraph._p.iter(qn("w:r")):
            properties = run.find(qn("w:rPr"))
            vanish = properties.find(qn("w:vanish")) if properties is not None else None
            if vanish is not None and vanish.get(qn("w:val")) not in ("0", "false"):
                self.hidden += 1
                continue
            for node in run:
                if node.tag == qn("w:t"):
                    out.append(node.text or "")
                elif node.tag in (qn("w:tab"), qn("w:noBreakHyphen")):
                    out.append(" " if node.tag == qn("w:tab") else "-")
                elif node.tag in (qn("w:br"), qn("w:cr")):
                    out.append("\n")
        return "".join(out)


def _style_level(style: str) -> int:
    if style.lower() == "title":
        return 1
    match = _HEADING_STYLE.match(style)
    return min(6, int(match.group(1))) if match else 0


def _chapter_level(text: str) -> int:
    level = heading_level(text)
    return level if re.match(r"第[^条]{1,8}[编篇章节]", text.strip()) else 0


def _is_bold(paragraph: Paragraph) -> bool:
    runs = [run for run in paragraph.runs if run.text.strip()]
    return bool(runs) and all(run.bold for run in runs)


def _has_numbering(paragraph: Paragraph) -> bool:
    properties = paragraph._p.pPr
    return properties is not None and properties.numPr is not None
