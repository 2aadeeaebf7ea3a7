"""Pages that are pictures are recognised where an engine is installed, and refused or told where none is."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image, ImageDraw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from knowledge_base.documents import MediaType
from knowledge_base.parsing import ParsedDocument, RefusalReason, WarningKind
from knowledge_base.parsing.blocks import assemble
from knowledge_base.parsing.pdf_document import PdfReader
from knowledge_base.parsing.refusals import Refused
from knowledge_base.parsing.scanned_pages import (
    RecognisedLine,
    TextRecognition,
    installed_recognition,
    recognition_is_installed,
)


def _a_scan(pages: list[str]) -> bytes:
    """A PDF whose pages are print, or a full-page picture for the word `scan`, or blank."""
    picture = Image.new("RGB", (600, 800), "white")
    ImageDraw.Draw(picture).text((60, 60), "Parking fees are due in May.", fill="black", font_size=28)
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(600, 800))
    for page in pages:
        if page == "scan":
            canvas.drawImage(ImageReader(picture), 0, 0, 600, 800)
        else:
            canvas.drawString(72, 700, page)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


class _Scripted:
    """Reads two lines from every picture, whatever it shows."""

    def lines(self, picture: Any) -> list[RecognisedLine]:
        right = picture.shape[1] / 2
        return [
            RecognisedLine("第二条 收费按年计算。", 60, 200, right, 225),
            RecognisedLine("第一条 停车收费。", 60, 100, right, 126),
        ]


def _read(content: bytes, engine: Callable[[], TextRecognition | None] = lambda: None) -> ParsedDocument:
    reader = PdfReader(engine)
    blocks = list(reader.read(content))
    return assemble(blocks, MediaType.PDF, pages=reader.pages)


def test_scan_without_an_engine_is_refused() -> None:
    """A file of pictures only is refused with that reason, and the message says how to install an engine."""
    with pytest.raises(Refused) as refused:
        _read(_a_scan(["scan", "scan"]))
    assert refused.value.reason is RefusalReason.SCANNED
    assert "civic-desk[ocr]" in str(refused.value)


def test_scanned_pages_among_others_are_named() -> None:
    """A file with some scanned pages is read, and one warning names them; blank pages are not among them."""
    parsed = _read(_a_scan(["Fees are due.", "scan", "", "scan", "scan", "Offices are open on Mondays."]))
    assert [(w.kind, w.detail) for w in parsed.warnings] == [(WarningKind.PAGE_WITHOUT_TEXT, "page 2, 4-5")]
    assert "Offices are open on Mondays." in parsed.text


def test_recognised_lines_become_the_text_of_their_page() -> None:
    """With an engine the lines come out in reading order on their page, and a warning says that they were recognised."""
    parsed = _read(_a_scan(["Fees are due in May of each year, and nobody pays twice.", "scan"]), _Scripted)
    assert parsed.text.endswith("第一条 停车收费。\n\n第二条 收费按年计算。")
    assert [block.page for block in parsed.blocks] == [1, 2, 2]
    assert [(w.kind, w.detail) for w in parsed.warnings] == [(WarningKind.RECOGNISED_PAGE, "page 2")]


def test_each_recognised_page_starts_the_clock_anew() -> None:
    """The parser says before each picture that it goes on, so that a long scan is not taken for a hanging file."""
    steps: list[int] = []
    reader = PdfReader(_Scripted, lambda: steps.append(1))
    list(reader.read(_a_scan(["scan", "scan", "scan"])))
    assert len(steps) == 3


@pytest.mark.skipif(not recognition_is_installed(), reason="the extra ocr is not installed")
def test_installed_engine_reads_print() -> None:
    """The engine of the extra reads an English line of a picture, with no network."""
    assert "Parking fees are due in May." in _read(_a_scan(["scan"]), installed_recognition).text
