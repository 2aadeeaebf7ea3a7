"""Uploads and files for the tests of the knowledge base."""

from __future__ import annotations

import io
import itertools
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import docx
from reportlab.lib import colors
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table, TableStyle

from knowledge_base import Audience, JurisdictionLevel, KnowledgeBase, SearchQuery, Upload, Version

TODAY = date(2026, 6, 1)


def an_upload(
    text: str | bytes,
    *,
    document_id: str = "parking-permits",
    title: str = "Parking permits",
    file_name: str = "policy.md",
    language: str = "en",
    audience: Audience = Audience.PUBLIC,
    effective_from: date = date(2026, 1, 1),
    effective_to: date | None = None,
) -> Upload:
    """An upload with sensible facts; name only what matters to the test."""
    return Upload(
        document_id=document_id,
        title=title,
        department_id="transport",
        language=language,
        audience=audience,
        level=JurisdictionLevel.CITY,
        effective_from=effective_from,
        effective_to=effective_to,
        file_name=file_name,
        content=text.encode() if isinstance(text, str) else text,
    )


def published(base: KnowledgeBase, upload: Upload) -> Version:
    """Take an upload through the whole life cycle with two people."""
    version = base.add(upload, "ann")
    base.submit(version.id, "ann")
    return base.publish(version.id, "bob")


def found(
    base: KnowledgeBase,
    question: str,
    day: date = TODAY,
    audience: Audience = Audience.PUBLIC,
    limit: int = 10,
) -> list[str]:
    """The texts of the passages a question finds."""
    hits = base.search(SearchQuery(question, day, audience, limit=limit)).hits
    return [hit.passage.text for hit in hits]


def a_pdf(paragraphs: Sequence[tuple[str, str]], table: Sequence[Sequence[str]] = ()) -> bytes:
    """A PDF of (style, text) pairs, styles named as in reportlab's sample sheet, and a ruled table at the end."""
    styles = getSampleStyleSheet()
    story: list[Flowable] = [Paragraph(text, styles[style]) for style, text in paragraphs]
    if table:
        story.append(
            Table(
                [list(row) for row in table], style=TableStyle([("GRID", (0, 0), (-1, -1), 1, colors.black)])
            )
        )
    out = io.BytesIO()
    SimpleDocTemplate(out).build(story)
    return out.getvalue()


def a_word_file() -> bytes:
    """A DOCX with headings, a paragraph, a list and a table."""
    document = docx.Document()
    document.add_heading("Housing benefit", level=1)
    document.add_heading("Who can apply", level=2)
    document.add_paragraph("Tenants with a low income can apply.")
    document.add_paragraph("Bring your lease.", style="List Bullet")
    document.add_paragraph("Bring proof of income.", style="List Bullet")
    table = document.add_table(rows=3, cols=2)
    for row, cells in enumerate([("Household", "Limit"), ("One person", "$1,200"), ("Two people", "$1,800")]):
        for column, text in enumerate(cells):
            table.rows[row].cells[column].text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def a_zip(entries: dict[str, bytes]) -> bytes:
    """A zip file of the given parts, compressed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return out.getvalue()


def counted_files(directory: Path) -> int:
    """How many entries a directory has."""
    return len(list(itertools.islice(directory.iterdir(), 1000)))
