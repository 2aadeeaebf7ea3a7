"""Office files written part by part, so that a test can put into them what no office program would."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from xml.sax.saxutils import escape

import docx
from docx.document import Document

from tests.knowledge_base.builders import a_zip

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'

STYLES = f"""<styleSheet xmlns="{_MAIN}">
<numFmts><numFmt numFmtId="170" formatCode="#,##0.00&quot;元&quot;"/><numFmt numFmtId="171" formatCode="[$$-409]#,##0"/>
<numFmt numFmtId="172" formatCode=";;;"/><numFmt numFmtId="173" formatCode="d mmmm yyyy"/></numFmts>
<fonts><font><sz val="11"/></font><font><sz val="11"/><color rgb="FFFFFFFF"/></font><font><sz val="1"/></font></fonts>
<fills><fill><patternFill patternType="none"/></fill></fills>
<cellXfs><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="14"/>
<xf numFmtId="0" fontId="1"/><xf numFmtId="0" fontId="2"/><xf numFmtId="172"/><xf numFmtId="173"/></cellXfs></styleSheet>"""
"""Cell styles 1 percent, 2 yuan, 3 dollars, 4 date, 5 white, 6 tiny, 7 a format that draws nothing, 8 a long date."""

Cell = str | tuple[float, int] | tuple[str, int]
"""A text, or a number with its style, or a text with its style."""


def a_sheet(
    rows: Sequence[Sequence[Cell]],
    *,
    merged: Sequence[str] = (),
    hidden_rows: Sequence[int] = (),
    columns: str = "",
) -> str:
    """The XML of a sheet; rows and columns count from one."""
    lines = []
    for number, row in enumerate(rows, 1):
        cells = "".join(
            _cell(cell, f"{chr(64 + at)}{number}") for at, cell in enumerate(row, 1) if cell != ""
        )
        hidden = ' hidden="1"' if number in hidden_rows else ""
        lines.append(f'<row r="{number}"{hidden}>{cells}</row>')
    areas = "".join(f'<mergeCell ref="{area}"/>' for area in merged)
    merge = f"<mergeCells>{areas}</mergeCells>" if merged else ""
    return f'<worksheet xmlns="{_MAIN}">{columns}<sheetData>{"".join(lines)}</sheetData>{merge}</worksheet>'


def _cell(cell: Cell, reference: str) -> str:
    value, style = cell if isinstance(cell, tuple) else (cell, 0)
    if isinstance(value, str):
        return f'<c r="{reference}" s="{style}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f'<c r="{reference}" s="{style}"><f>SUM(1,2)</f><v>{value}</v></c>'


def a_workbook(
    sheets: dict[str, str], *, states: dict[str, str] | None = None, more: dict[str, bytes] | None = None
) -> bytes:
    """An XLSX of the given sheets (title to XML), with their states and further parts."""
    named, links = [], []
    parts = {"[Content_Types].xml": _TYPES.encode(), "xl/styles.xml": STYLES.encode()}
    for number, (title, xml) in enumerate(sheets.items(), 1):
        state = (states or {}).get(title, "visible")
        named.append(f'<sheet name="{escape(title)}" sheetId="{number}" state="{state}" r:id="r{number}"/>')
        links.append(
            f'<Relationship Id="r{number}" Type="{_LINKS}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        )
        parts[f"xl/worksheets/sheet{number}.xml"] = xml.encode()
    parts["xl/workbook.xml"] = (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>{"".join(named)}</sheets></workbook>'.encode()
    )
    parts["xl/_rels/workbook.xml.rels"] = f"<Relationships>{''.join(links)}</Relationships>".encode()
    return a_zip(parts | (more or {}))


def a_word_document(write: Callable[[Document], None]) -> bytes:
    """A DOCX that a function has written into."""
    document = docx.Document()
    write(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
