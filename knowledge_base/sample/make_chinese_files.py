"""Writes the sample policies that are binary files: the Chinese PDF and the Chinese Word document.

Run `python -m knowledge_base.sample.make_chinese_files` after changing a text here, and commit what it writes. The
files carry no time stamp of the run, so that writing them again changes nothing.
"""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import docx
from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table, TableStyle

from knowledge_base.sample.chinese_texts import FAMILY_BENEFITS, SOCIAL_HOUSING, Part, Policy

FOLDER = Path(__file__).parent / "zh"
FONT = "STSong-Light"
"""A font every PDF reader knows by name, so that none has to be shipped inside the file."""

BODY_SIZE = 10.75
"""Type size of running text in points. At this size no line of the text ends between a Chinese character and a
number, where a reader of the PDF cannot know whether a space stood (tried from 10 to 12 in steps of a quarter)."""

_WRITTEN_AT = datetime(2026, 1, 1, tzinfo=UTC)
_TITLE = ParagraphStyle("title", fontName=FONT, fontSize=18, leading=26, spaceAfter=12, wordWrap="CJK")
_CHAPTER = ParagraphStyle(
    "chapter", fontName=FONT, fontSize=14, leading=20, spaceBefore=14, spaceAfter=10, wordWrap="CJK"
)
_BODY = ParagraphStyle("body", fontName=FONT, fontSize=BODY_SIZE, leading=15, spaceAfter=14, wordWrap="CJK")
_GRID = TableStyle(
    [
        ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
        ("FONTNAME", (0, 0), (-1, -1), FONT),
        ("FONTSIZE", (0, 0), (-1, -1), 11),
    ]
)


def pdf(policy: Policy) -> bytes:
    """A policy as a PDF: chapters in larger type, one paragraph an article, ruled tables."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    story: list[Flowable] = [Paragraph(policy.title, _TITLE)]
    for chapter in policy.chapters:
        story.append(Paragraph(chapter.heading, _CHAPTER))
        story.extend(_flowable(part) for part in chapter.parts)
    target = io.BytesIO()
    SimpleDocTemplate(target, title=policy.title, author="奥德摩尔市", invariant=True).build(story)
    return target.getvalue()


def _flowable(part: Part) -> Flowable:
    if isinstance(part, str):
        return Paragraph(part, _BODY)
    return Table([list(row) for row in part], style=_GRID, spaceAfter=14, hAlign="LEFT")


def word(policy: Policy) -> bytes:
    """A policy as a Word document: chapters and articles by style, tables as tables."""
    document = docx.Document()
    document.core_properties.author = "奥德摩尔市"
    document.core_properties.title = policy.title
    document.core_properties.created = document.core_properties.modified = _WRITTEN_AT
    document.add_heading(policy.title, 0)
    for chapter in policy.chapters:
        document.add_heading(chapter.heading, 2)
        for part in chapter.parts:
            if isinstance(part, str):
                document.add_paragraph(part)
            else:
                _add_table(document, part)
    target = io.BytesIO()
    document.save(target)
    return _without_times(target.getvalue())


def _add_table(document: docx.document.Document, rows: tuple[tuple[str, ...], ...]) -> None:
    table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, row, strict=True):
            cell.text = text


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
    """Write both files into the folder of the Chinese sample policies."""
    (FOLDER / "social-housing.pdf").write_bytes(pdf(SOCIAL_HOUSING))
    (FOLDER / "family-benefits.docx").write_bytes(word(FAMILY_BENEFITS))


if __name__ == "__main__":
    main()
