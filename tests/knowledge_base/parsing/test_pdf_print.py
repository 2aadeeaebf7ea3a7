"""The print of a PDF comes out as it is read: columns, hyphens, running heads, footnotes, turned pages, long tables."""

from __future__ import annotations

import io

import pytest
from reportlab.lib import colors
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import SimpleDocTemplate, Table, TableStyle

from knowledge_base.parsing import BlockKind, ParsedDocument
from knowledge_base.parsing.dispatch import parse
from knowledge_base.parsing.line_joins import LineJoins

LEFT = ["Residents of the town may ask the", "office for a permit. The fee is due", "once a year and is paid", "by card at the counter of the", "office or by bank transfer to", "the account of the town hall."]  # fmt: skip
RIGHT = ["Visitors need a day ticket which", "is sold at the machines in the", "streets. Tickets are valid until", "midnight and are not given back", "for money. Lost tickets cannot", "be replaced by the town office."]  # fmt: skip


def _drawn(
    *pages: list[tuple[float, float, str]], size: float = 11, font: str = "Helvetica"
) -> ParsedDocument:
    """A PDF of lines at their places, page by page, as it is read."""
    if font == "STSong-Light":
        pdfmetrics.registerFont(UnicodeCIDFont(font))
    out = io.BytesIO()
    canvas = Canvas(out)
    for lines in pages:
        canvas.setFont(font, size)
        for x, y, text in lines:
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return parse("a.pdf", out.getvalue())


def test_columns_are_read_one_after_the_other() -> None:
    """Two columns of running text are two paragraphs, under the title that spans them."""
    lines = [
        (72.0, 760.0, "Parking permits in the old town and day tickets for its many visitors every year")
    ]
    for row, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
        lines += [(72, 720 - 13 * row, left), (330, 720 - 13 * row, right)]
    text = _drawn(lines).text
    assert " ".join(LEFT) in text
    assert " ".join(RIGHT) in text
    assert text.index(LEFT[-1]) < text.index(RIGHT[0])


def test_unruled_tables_are_not_taken_for_columns() -> None:
    """Short cells side by side stay together on their line."""
    rows = [(72.0, 720.0 - 14 * n, f"Permit {n}") for n in range(8)] + [
        (330.0, 720.0 - 14 * n, f"${n}0") for n in range(8)
    ]
    assert "Permit 3 $30" in _drawn(rows).text


@pytest.mark.parametrize(
    ("left", "right", "joined"),
    [
        ("the infor-", "mation office", "the information office"),
        ("a long-", "term permit", "a long-term permit"),
        ("a well-", "known rule", "a well-known rule"),
        ("model 737-", "900", "model 737-900"),
        ("see https://example.org/", "fees for more", "see https://example.org/fees for more"),
        ("共计人民币7,", "568元", "共计人民币7,568元"),
        ("年满60", "周岁的居民", "年满60周岁的居民"),
        ("每年收费", "30元", "每年收费30元"),
        ("in year 1,", "2 or 3", "in year 1, 2 or 3"),
        ("the fee is", "due", "the fee is due"),
    ],
)
def test_broken_lines_are_mended(left: str, right: str, joined: str) -> None:
    """Hyphens go or stay by the other words of the document; Chinese beside a number gets no space."""
    assert LineJoins(["A well-known rule on long leases", "term of office"]).joined(left, right) == joined


def test_running_heads_and_page_numbers_are_left_out() -> None:
    """What stands on the edge of each page is not part of the text; a figure in the text is."""
    pages = [
        [
            (72.0, 815.0, "Town of Aldermoor"),
            (72.0, 600.0, f"The fee of zone {n} is due in May."),
            (300.0, 25.0, f"Page {n} of 4"),
        ]
        for n in range(1, 5)
    ]
    text = _drawn(*pages).text
    assert "Aldermoor" not in text
    assert "Page" not in text
    assert "The fee of zone 3 is due in May." in text


def test_footnote_is_a_paragraph_of_its_own() -> None:
    """Smaller print below the text does not run on from it."""
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.setFont("Helvetica", 11)
    canvas.drawString(72, 120, "The fee is thirty euros a year and is")
    canvas.setFont("Helvetica", 8)
    canvas.drawString(72, 110, "1 Reduced for families.")
    canvas.save()
    assert parse("a.pdf", out.getvalue()).text.endswith("a year and is\n\n1 Reduced for families.")


@pytest.mark.parametrize("degrees", [0, 90, 270])
@pytest.mark.parametrize("paper", [0, 90, 180, 270])
def test_turned_pages_are_read(degrees: int, paper: int) -> None:
    """Print that runs up or down the page, on paper turned any way, reads as lines."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(600, 600))
    canvas.setPageRotation(paper)
    canvas.translate(300, 300)
    canvas.rotate(degrees)
    for row, line in enumerate(LEFT):
        canvas.drawString(-200, 100 - 14 * row, line)
    canvas.save()
    parsed = parse("a.pdf", out.getvalue())
    assert " ".join(LEFT) in parsed.text
    assert parsed.warnings == ()


def test_table_over_pages_keeps_its_header() -> None:
    """Rows on the second page carry the header that only the first page shows."""
    out = io.BytesIO()
    rows = [["Street", "Fee"], *([f"Street {n}", f"${n}"] for n in range(1, 61))]
    table = Table(rows, style=TableStyle([("GRID", (0, 0), (-1, -1), 1, colors.black)]))
    SimpleDocTemplate(out).build([table])
    parsed = parse("a.pdf", out.getvalue())
    last = [block for block in parsed.blocks if block.kind is BlockKind.TABLE_ROW][-1]
    assert (parsed.text[last.start : last.end], last.page) == ("Street: Street 60 | Fee: $60", 2)


def test_chinese_print_keeps_articles_apart() -> None:
    """The name of an article is told from its text, and Chinese lines are joined without spaces."""
    lines = [
        (72.0, 700.0, "第二章 收费"),
        (72.0, 670.0, "第七条 居民停车证每年收费30"),
        (72.0, 655.0, "元，访客票每日收费5元。"),
        (72.0, 640.0, "第八条　本办法自公布之日起施行。"),
    ]
    parsed = _drawn(lines, font="STSong-Light")
    assert parsed.text == (
        "第二章 收费\n\n第七条 居民停车证每年收费30元，访客票每日收费5元。\n\n第八条 本办法自公布之日起施行。"
    )
