"""XLSX: each sheet a heading, each row a line that carries its header; values as a person sees them, never formulas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from knowledge_base.parsing.blocks import BlockKind, RawBlock
from knowledge_base.parsing.limits import MAX_CELLS, MAX_SHEETS
from knowledge_base.parsing.refusals import RefusalReason, Refused
from knowledge_base.parsing.screening import Aside
from knowledge_base.parsing.sheet_tables import SheetCell, sheet_blocks
from knowledge_base.parsing.warning_kinds import WarningKind
from knowledge_base.parsing.workbook_numbers import shown
from knowledge_base.parsing.workbook_styles import Styles
from knowledge_base.parsing.xml_parts import XmlParts, attribute, local, written

_WORKBOOK = "xl/workbook.xml"
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_YES = ("1", "true")
_ACTIVE = ("xl/externallinks/", "xl/embeddings/", "xl/activex/", "xl/connections", "customui/")


@dataclass(slots=True)
class _Sheet:
    """What is read of one sheet: visible cells by row and column, merged areas, and the text of hidden cells."""

    cells: dict[int, dict[int, SheetCell]] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)


class WorkbookReader:
    """Reads one XLSX."""

    def __init__(self) -> None:
        self._left = MAX_CELLS
        self._strings: list[str] = []

    def read(self, content: bytes) -> Iterator[RawBlock | Aside]:
        """The visible sheets in their order. Raises Refused(MALFORMED | TOO_LARGE)."""
        self._parts = parts = XmlParts(content)
        workbook = parts.root(_WORKBOOK)
        if workbook is None:
            raise Refused(RefusalReason.MALFORMED)
        facts = next(workbook.iter("{*}workbookPr"), None)
        self._from_1904 = facts is not None and facts.get("date1904") in _YES
        self._styles = Styles(parts.root("xl/styles.xml"))
        if "xl/sharedStrings.xml" in parts.names:
            for item in parts.elements("xl/sharedStrings.xml", "si"):
                self._strings.append(written(item))
                if len(self._strings) > MAX_CELLS:
                    raise Refused(RefusalReason.TOO_LARGE)
        targets = parts.targets(_WORKBOOK)
        sheets = list(workbook.iter("{*}sheet"))
        if len(sheets) > MAX_SHEETS:
            raise Refused(RefusalReason.TOO_LARGE)
        for sheet in sheets:
            kind, name = targets.get(attribute(sheet, "id") or "", ("", ""))
            if kind == "worksheet" and name in parts.names:
                yield from self._sheet(sheet.get("name") or "", sheet.get("state") or "visible", name)
        yield from self._beside()

    def _sheet(self, title: str, state: str, part: str) -> Iterator[RawBlock | Aside]:
        sheet = self._read(part)
        if state != "visible":
            cells = [cell.text for row in sheet.cells.values() for cell in row.values()]
            hidden = " | ".join([*cells, *sheet.hidden, *sheet.unseen])
            yield Aside(WarningKind.HIDDEN_CELLS, f"hidden sheet “{title}”", hidden)
            return
        if sheet.cells:
            yield RawBlock(BlockKind.HEADING, title, 1)
        yield from sheet_blocks(sheet.cells, sheet.merged, sheet.hidden_rows)
        if sheet.hidden:
            detail = f"hidden rows or columns of “{title}”"
            yield Aside(WarningKind.HIDDEN_CELLS, detail, " | ".join(sheet.hidden))
        for text in sheet.unseen:
            yield Aside(WarningKind.HIDDEN_ELEMENT, f"a cell of “{title}” whose text cannot be seen", text)

    def _read(self, part: str) -> _Sheet:
        sheet = _Sheet()
        row_number = 0
        for element in self._parts.elements(part, "col", "row", "mergeCell"):
            match local(element):
                case "col":
                    if element.get("hidden") in _YES or element.get("width") == "0":
                        sheet.hidden_columns.append((_whole(element.get("min")), _whole(element.get("max"))))
                case "row":
                    row_number = _whole(element.get("r")) or row_number + 1
                    self._row(sheet, element, row_number)
                case "mergeCell":
                    sheet.merged.append(_area(element.get("ref") or ""))
        return sheet

    def _row(self, sheet: _Sheet, row: Any, number: int) -> None:
        hidden_row = row.get("hidden") in _YES or row.get("ht") == "0"
        if hidden_row:
            sheet.hidden_rows.add(number)
        column = 0
        for cell in row.iter("{*}c"):
            reference = _REFERENCE.fullmatch(cell.get("r") or "")
            column = _column(reference[1]) if reference else column + 1
            style = self._styles.of(cell.get("s"))
            found = self._value(cell, style.number_format)
            if found is None:
                continue
            self._left -= 1
            if self._left < 0:
                raise Refused(RefusalReason.TOO_LARGE)
            if hidden_row or any(first <= column <= last for first, last in sheet.hidden_columns):
                sheet.hidden.append(found.text)
            elif style.hidden:
                sheet.unseen.append(found.text)
            else:
                sheet.cells.setdefault(number, {})[column] = found

    def _value(self, cell: Any, number_format: str) -> SheetCell | None:
        """What the cell shows: for a formula the value stored with it."""
        kind = cell.get("t") or "n"
        if kind == "inlineStr":
            text = written(cell)
        else:
            stored = next((child.text or "" for child in cell if local(child) == "v"), "")
            match kind:
                case "s":
                    index = int(stored) if stored.isdigit() and len(stored) < 10 else -1
                    text = self._strings[index] if 0 <= index < len(self._strings) else ""
                case "b":
                    text = "TRUE" if stored in _YES else "FALSE" if stored else ""
                case "n":
                    text = shown(stored, number_format, from_1904=self._from_1904) if stored else ""
                case _:
                    text = stored
        text = " ".join(text.split())
        return SheetCell(text, is_number=kind == "n") if text else None

    def _beside(self) -> Iterator[Aside]:
        for name in sorted(self._parts.names):
            lower = name.lower()
            if lower.startswith(_ACTIVE):
                yield Aside(WarningKind.ACTIVE_CONTENT, "a link to another file, or a file inside")
            elif re.match(
                r"xl/(?:comments|threadedcomments|drawings/drawing)[^/]*", lower
            ) and lower.endswith(".xml"):
                texts = [part.text or "" for part in self._parts.root(name).iter("{*}t", "{*}text")]
                if any(text.strip() for text in texts):
                    yield Aside(WarningKind.SIDE_TEXT, "comment or drawing", " ".join(texts))


def _whole(text: str | None) -> int:
    return int(text) if text is not None and text.isdigit() and len(text) < 9 else 0


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _area(reference: str) -> tuple[int, int, int, int]:
    """First row, first column, last row and last column of a reference such as `A1:C2`."""
    first, _, last = reference.partition(":")
    start, end = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last or first)
    if start is None or end is None:
        return (0, 0, 0, 0)
    return int(start[2]), _column(start[1]), int(end[2]), _column(end[1])
