"""DOCX by python-docx: headings by style, numbers as drawn, lists, tables and notes in reading order."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import docx
from docx.oxml.ns import qn

from knowledge_base.parsing.blocks import BlockKind, RawBlock
from knowledge_base.parsing.plain_text import heading_level
from knowledge_base.parsing.refusals import RefusalReason, Refused
from knowledge_base.parsing.screening import Aside
from knowledge_base.parsing.tables import Cell, Grid
from knowledge_base.parsing.warning_kinds import WarningKind
from knowledge_base.parsing.word_numbering import DEPTHS, WordNumbering
from knowledge_base.parsing.word_parts import active_parts, asides, note_texts
from knowledge_base.parsing.word_visibility import RunLooks

_HEADING_STYLE = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_WRAPPERS = frozenset(map(qn, ("w:sdt", "w:sdtContent", "w:customXml", "w:smartTag", "w:ins", "w:moveTo")))
_SKIPPED = frozenset(map(qn, ("w:del", "w:moveFrom", "w:sdtPr", "w:pPr", "w:instrText")))
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MAX_DEPTH = 60
"""Elements inside elements that are followed; Word nests a dozen."""


class WordReader:
    """Reads one DOCX."""

    def __init__(self) -> None:
        self._asides: list[Aside] = []

    def read(self, content: bytes) -> Iterator[RawBlock | Aside]:
        """The blocks in reading order. Raises Refused(MALFORMED)."""
        try:
            document = docx.Document(io.BytesIO(content))
        except (KeyError, ValueError, OSError, AttributeError, SyntaxError) as error:
            raise Refused(RefusalReason.MALFORMED) from error
        self._looks = RunLooks(document)
        self._numbering = WordNumbering(document)
        self._style_names = {style.style_id: style.name or "" for style in document.styles}
        self._style_lists = _style_lists(document)
        self._notes = note_texts(document)
        body = document.element.body
        if body is None:
            raise Refused(RefusalReason.MALFORMED)
        for block in self._children(body, None, 0):
            yield from self._left_out()
            yield block
        yield from self._left_out()
        yield from asides(document)
        yield from active_parts(document)
        tracked = sum(1 for _ in body.iter(qn("w:ins"), qn("w:del"), qn("w:moveFrom")))
        if tracked:
            yield Aside(
                WarningKind.TRACKED_CHANGES, f"{tracked} changes; insertions kept, deletions left out"
            )

    def _left_out(self) -> Iterator[Aside]:
        found, self._asides = self._asides, []
        yield from found

    def _children(self, parent: Any, ground: str | None, depth: int) -> Iterator[RawBlock]:
        if depth > _MAX_DEPTH:
            raise Refused(RefusalReason.TOO_DEEP)
        for child in parent:
            if child.tag == qn("w:p"):
                yield from self._paragraph(child, ground, depth)
            elif child.tag == qn("w:tbl"):
                yield from self._table(child, depth)
            elif child.tag in _WRAPPERS:
                yield from self._children(child, ground, depth + 1)

    def _table(self, table: Any, depth: int) -> Iterator[RawBlock]:
        grid = Grid()
        for row in table.iter(qn("w:tr")):
            if next(row.iterancestors(qn("w:tbl")), None) is not table:
                continue
            header = row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
            grid.add_row(
                [self._cell(cell, depth) for cell in row.iter(qn("w:tc")) if _row_of(cell) is row],
                is_header=header,
            )
        yield from grid.blocks()

    def _cell(self, cell: Any, depth: int) -> Cell:
        properties = cell.find(qn("w:tcPr"))
        span, shade, merged = (
            (properties.find(qn(name)) if properties is not None else None)
            for name in ("w:gridSpan", "w:shd", "w:vMerge")
        )
        columns = span.get(qn("w:val"), "1") if span is not None else "1"
        fill = shade.get(qn("w:fill"), "auto") if shade is not None else "auto"
        texts = [b.text for b in self._children(cell, None if fill == "auto" else fill, depth + 1)]
        text = " ".join(texts) if merged is None or merged.get(qn("w:val")) == "restart" else ""
        return Cell(text, int(columns) if columns.isdigit() else 1)

    def _paragraph(self, paragraph: Any, ground: str | None, depth: int) -> Iterator[RawBlock]:
        boxes: list[Any] = []
        text = "".join(self._pieces(paragraph, paragraph, ground, boxes, 0))
        style = self._style_of(paragraph)
        mark = self._mark(paragraph) if text.strip() else ""
        if text.strip():
            yield self._block(paragraph, text, style, mark)
        for box in boxes:
            yield from self._children(box, ground, depth + 1)

    def _block(self, paragraph: Any, text: str, style: str, mark: str) -> RawBlock:
        numbered = text.strip() if mark in ("", "-") else f"{mark} {text.strip()}"
        level = _style_level(style) or _outline_level(paragraph)
        level = level or (heading_level(numbered) if _is_bold(paragraph) else 0) or _chapter_level(numbered)
        if level:
            return RawBlock(BlockKind.HEADING, numbered, level)
        if re.match(r"第.{1,8}条", mark):
            return RawBlock(BlockKind.PARAGRAPH, numbered)
        if mark or "list" in style.lower():
            return RawBlock(BlockKind.LIST_ITEM, f"{mark or '-'} {text.strip()}")
        return RawBlock(BlockKind.PARAGRAPH, text)

    def _style_of(self, paragraph: Any) -> str:
        reference = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        return self._style_names.get(reference.get(qn("w:val")), "") if reference is not None else ""

    def _mark(self, paragraph: Any) -> str:
        properties = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if properties is None:
            reference = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
            properties = self._style_lists.get(reference.get(qn("w:val"))) if reference is not None else None
        if properties is None:
            return ""
        list_id, depth = (properties.find(qn(name)) for name in ("w:numId", "w:ilvl"))
        at = depth.get(qn("w:val"), "0") if depth is not None else "0"
        if list_id is None:
            return "-"
        return self._numbering.mark(
            list_id.get(qn("w:val"), ""), min(int(at), DEPTHS - 1) if at.isdigit() else 0
        )

    def _pieces(
        self, node: Any, paragraph: Any, ground: str | None, boxes: list[Any], depth: int
    ) -> Iterator[str]:
        """The visible text of a paragraph's runs, with insertions not yet accepted and without deletions."""
        if depth > _MAX_DEPTH:
            raise Refused(RefusalReason.TOO_DEEP)
        for child in node:
            if child.tag in _SKIPPED or child.tag == _FALLBACK:
                continue
            if child.tag == qn("w:txbxContent"):
                boxes.append(child)
            elif child.tag == qn("w:r") and self._looks.is_hidden(child, paragraph, ground):
                hidden = "".join(t.text or "" for t in child.iter(qn("w:t")))
                if hidden.strip():
                    self._asides.append(Aside(WarningKind.HIDDEN_ELEMENT, "hidden run", hidden))
            elif child.tag in _MARKS:
                yield _MARKS[child.tag]
            elif child.tag == qn("w:t"):
                yield child.text or ""
            elif child.tag in (qn("w:footnoteReference"), qn("w:endnoteReference")):
                note = self._notes.get((child.tag, child.get(qn("w:id"), "")), "")
                yield f" ({note})" if note else ""
            else:
                yield from self._pieces(child, paragraph, ground, boxes, depth + 1)


_MARKS = {
    qn("w:tab"): " ",
    qn("w:noBreakHyphen"): "-",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
}


def _row_of(cell: Any) -> Any:
    return next(cell.iterancestors(qn("w:tr")), None)


def _style_lists(document: Any) -> dict[str, Any]:
    """The list that each paragraph style belongs to, for styles that number their paragraphs."""
    found = {}
    for style in document.styles.element.iter(qn("w:style")):
        properties = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if properties is not None:
            found[style.get(qn("w:styleId"), "")] = properties
    return found


def _style_level(style: str) -> int:
    if style.lower() == "title":
        return 1
    match = _HEADING_STYLE.match(style)
    return min(6, int(match.group(1))) if match else 0


def _outline_level(paragraph: Any) -> int:
    outline = paragraph.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
    value = outline.get(qn("w:val"), "") if outline is not None else ""
    return min(6, int(value) + 1) if value.isdigit() and int(value) < DEPTHS else 0


def _chapter_level(text: str) -> int:
    level = heading_level(text)
    return level if re.match(r"第[^条]{1,8}[编篇章节]", text.strip()) else 0


def _is_bold(paragraph: Any) -> bool:
    runs = [
        run for run in paragraph.iter(qn("w:r")) if any((t.text or "").strip() for t in run.iter(qn("w:t")))
    ]
    return bool(runs) and all(_run_is_bold(run) for run in runs)


def _run_is_bold(run: Any) -> bool:
    bold = run.find(f"{qn('w:rPr')}/{qn('w:b')}")
    return bold is not None and bold.get(qn("w:val"), "true") not in ("0", "false", "off")
