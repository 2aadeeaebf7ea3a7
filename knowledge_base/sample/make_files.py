"""Writes the English sample policies that are binary files, from their Markdown texts in `en/source/`.

Run `python -m knowledge_base.sample.make_files` after changing one of those texts, and commit what it writes. The
files carry no time stamp of the run, so that writing them again changes nothing.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape

import docx
from markdown_it import MarkdownIt
from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table, TableStyle

FOLDER = Path(__file__).parent / "en"
PDF_NAMES = ("social-housing-and-the-waiting-list", "using-the-street")
WORD_NAMES = ("disability-card", "trees-and-hedges")

_AUTHOR = "Town of Aldermoor"
_WRITTEN_AT = datetime(2026, 1, 1, tzinfo=UTC)
_TITLE = ParagraphStyle("title", fontName="Helvetica-Bold", fontSize=18, leading=23, spaceAfter=12)
_SECTION = ParagraphStyle(
    "section",
    fontName="Helvetica-Bold",
    fontSize=14,
    leading=18,
    spaceBefore=12,
    spaceAfter=10,
    keepWithNext=1,
)
_BODY = ParagraphStyle("body", fontName="Helvetica", fontSize=11, leading=14, spaceAfter=12)
_GRID = TableStyle(
    [
        ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
        ("FONTNAME", (0, 0), (-1, -1), "Helvetica"),
        ("FONTSIZE", (0, 0), (-1, -1), 10),
    ]
)


@dataclass(frozen=True, slots=True)
class Part:
    """A heading (`level` 1 or 2), a paragraph, a list item (`mark` as it is printed) or a table of a source text."""

    text: str
    level: int = 0
    mark: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def parts(markdown: str) -> Iterator[Part]:
    """The parts of a source text in order. Sources use headings, paragraphs, flat lists and tables only."""
    level, marks = 0, ""
    number: int | None = None
    rows: list[list[str]] = []
    in_table = False
    for token in MarkdownIt("commonmark").enable("table").parse(markdown):
        if token.type == "heading_open":
            level = int(token.tag[1])
        elif token.type in ("ordered_list_open", "bullet_list_open"):
            number = 1 if token.type == "ordered_list_open" else None
        elif token.type == "list_item_open":
            marks = "-" if number is None else f"{number}."
            number = None if number is None else number + 1
        elif token.type == "table_open":
            rows, in_table = [], True
        elif token.type == "tr_open":
            rows.append([])
        elif token.type == "table_close":
            in_table = False
            yield Part("", rows=tuple(tuple(row) for row in rows))
        elif token.type == "inline" and in_table:
            rows[-1].append(token.content)
        elif token.type == "inline":
            yield Part(token.content, level, marks)
            level, marks = 0, ""


def pdf(source: list[Part]) -> bytes:
    """The parts as a PDF: headings in larger type, ruled tables."""
    target = io.BytesIO()
    story: list[Flowable] = [_flowable(part) for part in source]
    SimpleDocTemplate(target, title=source[0].text, author=_AUTHOR, invariant=True).build(story)
    return target.getvalue()


def _flowable(part: Part) -> Flowable:
    if part.rows:
        return Table([list(row) for row in part.rows], style=_GRID, spaceAfter=12, hAlign="LEFT")
    style = {0: _BODY, 1: _TITLE}.get(part.level, _SECTION)
    return Paragraph(escape(f"{part.mark} {part.text}".strip()), style)


def word(source: list[Part]) -> bytes:
    """The parts as a Word document: headings and lists by style, tables as tables."""
    document = docx.Document()
    document.core_properties.author = _AUTHOR
    document.core_properties.title = source[0].text
    document.core_properties.created = document.core_properties.modified = _WRITTEN_AT
    for part in source:
        if part.rows:
            table = document.add_table(rows=len(part.rows), cols=len(part.rows[0]), style="Table Grid")
            for cells, row in zip(table.rows, part.rows, strict=True):
                for cell, text in zip(cells.cells, row, strict=True):
                    cell.text = text
        elif part.level:
            document.add_heading(part.text, part.level)
        else:
            style = {"": "Normal", "-": "List Bullet"}.get(part.mark, "List Number")
            document.add_paragraph(part.text, style=style)
    target = io.BytesIO()
    document.save(target)
    return _without_times(target.getvalue())


def _without_times(content: bytes) -> bytes:
    """The same archive with one fixed time on each member; python-docx stamps the time of the run."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w") as copy:
        for member in source.infolist():
            info = zipfile.ZipInfo(member.filename, _WRITTEN_AT.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            copy.writestr(info, source.read(member))
    return target.getvalue()


def main() -> None:
    """Write the PDF and Word files into the folder of the English sample policies."""
    for names, ending, write in ((PDF_NAMES, "pdf", pdf), (WORD_NAMES, "docx", word)):
        for name in names:
            source = (FOLDER / "source" / f"{name}.md").read_text(encoding="utf-8")
            (FOLDER / f"{name}.{ending}").write_bytes(write(list(parts(source))))


if __name__ == "__main__":
    main()
