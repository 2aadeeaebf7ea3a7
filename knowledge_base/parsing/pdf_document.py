"""PDF by pdfplumber: print in reading order, tables as rows, what repeats on each page and what nobody sees left out."""

from __future__ import annotations

import io
import math
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pdfplumber
import pypdfium2.raw
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfparser import PDFSyntaxError
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import PdfminerException

from knowledge_base.parsing import page_images
from knowledge_base.parsing.blocks import RawBlock
from knowledge_base.parsing.limits import MAX_PAGES, MAX_RECOGNISED_PAGES
from knowledge_base.parsing.page_images import RECOGNITION_SCALE
from knowledge_base.parsing.pdf_beside import beside
from knowledge_base.parsing.pdf_blocks import Page, blocks_of
from knowledge_base.parsing.pdf_lines import lines_of
from knowledge_base.parsing.pdf_sight import PageSight, unembedded_fonts
from knowledge_base.parsing.refusals import RefusalReason, Refused
from knowledge_base.parsing.scanned_pages import TextRecognition
from knowledge_base.parsing.screening import Aside
from knowledge_base.parsing.warning_kinds import WarningKind

FEW_CHARACTERS = 40
"""Letters and digits up to which a page that is mostly picture counts as a picture: a stamp or a page number."""
PICTURE_SHARE = 0.6
"""Share of a page that its pictures cover when it is a scan; illustrations leave more room for text."""
LEAST_HIDDEN = 4
"""Letters and digits on a page from which unseen words are told: recognised scans have specks of one or two."""
_LETTERS_LOOKED_AT = 2_000
_MOST = 0.8
"""Share of a page's letters that must run one way for the page to be turned."""


class PdfReader:
    """Reads one PDF. `pages` is their number. The text recognition is asked for only when a page is a picture."""

    def __init__(
        self,
        recognition: Callable[[], TextRecognition | None] = lambda: None,
        going_on: Callable[[], None] = lambda: None,
    ) -> None:
        self.pages = 0
        self._going_on = going_on
        self._recognition = recognition
        self._asides: list[Aside] = []
        self._pictures: list[int] = []
        self._recognised: list[int] = []

    def read(self, content: bytes) -> Iterator[RawBlock | Aside]:
        """The blocks by page. Raises Refused(ENCRYPTED | MALFORMED | EMPTY | SCANNED | TOO_MANY_PAGES)."""
        try:
            with page_images.opened(content) as drawn:
                content = _upright(content, drawn)
            with (
                page_images.opened(content) as drawn,
                pdfplumber.open(io.BytesIO(content), strict_metadata=False) as pdf,
            ):
                contents = self._contents(pdf, drawn)
                self._asides += beside(pdf)
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
        if not any(page.lines or page.tables for page in contents):
            raise Refused(RefusalReason.SCANNED if self._pictures else RefusalReason.EMPTY)
        yield from blocks_of(contents)
        yield from self._asides
        for kind, numbers in (
            (WarningKind.PAGE_WITHOUT_TEXT, self._pictures),
            (WarningKind.RECOGNISED_PAGE, self._recognised),
        ):
            if numbers:
                yield Aside(kind, f"page {_ranges(numbers)}")

    def _contents(self, pdf: Any, drawn: Any) -> list[Page]:
        self.pages = len(pdf.pages)
        if self.pages == 0:
            raise Refused(RefusalReason.EMPTY)
        if self.pages > MAX_PAGES:
            raise Refused(RefusalReason.TOO_MANY_PAGES)
        return [self._page(page, drawn) for page in pdf.pages]

    def _page(self, page: Any, drawn: Any) -> Page:
        tables = []
        boxes = []
        words = self._seen(page, drawn)
        for table in page.find_tables():
            rows = [[cell or "" for cell in row] for row in table.extract()]
            if len(rows) > 1 and max(len(row) for row in rows) > 1:
                tables.append((float(table.bbox[1]), rows))
                boxes.append(table.bbox)
        found = Page(
            page.page_number,
            float(page.height),
            lines_of([word for word in words if not any(_inside(word, box) for box in boxes)]),
            tables,
        )
        page.close()
        characters = sum(c.isalnum() for word in words for c in word["text"])
        if characters > FEW_CHARACTERS:
            return found
        drawn_page = drawn[page.page_number - 1]
        if page_images.picture_share(drawn_page) >= PICTURE_SHARE or (
            not words and page_images.has_ink(drawn_page)
        ):
            return self._scanned(found, drawn_page)
        return found

    def _seen(self, page: Any, drawn: Any) -> list[dict[str, Any]]:
        """The words of a page that a reader can see; the others are put aside."""
        words = page.extract_words(
            extra_attrs=["size", "fontname", "non_stroking_color", "upright"],
            keep_blank_chars=False,
            use_text_flow=False,
        )
        if not words:
            return []
        lettered = [word for word in words if _has_letters(word)]
        hidden = PageSight(drawn, page).hidden(lettered, unembedded_fonts(page))
        if sum(c.isalnum() for word in hidden for c in word["text"]) < LEAST_HIDDEN:
            return list(words)
        text = " ".join(word["text"] for word in hidden)
        detail = f"{len(hidden)} words on page {page.page_number}"
        self._asides.append(Aside(WarningKind.HIDDEN_ELEMENT, detail, text))
        unseen = {id(word) for word in hidden}
        return [word for word in words if id(word) not in unseen]

    def _scanned(self, found: Page, drawn_page: Any) -> Page:
        recognition = self._recognition()
        if recognition is None or len(self._recognised) >= MAX_RECOGNISED_PAGES:
            self._pictures.append(found.number)
            return Page(found.number, found.height, [], [])
        self._going_on()
        picture = page_images.pixels(drawn_page, RECOGNITION_SCALE)
        scale = found.height / picture.shape[0]
        words = [
            {
                "text": line.text,
                "x0": line.left * scale,
                "x1": line.right * scale,
                "top": line.top * scale,
                "bottom": line.bottom * scale,
                # Boxes of one type size differ by a point or two; sizes are rounded so that they do not look like headings.
                "size": round((line.bottom - line.top) * scale / 4) * 4,
                "fontname": "",
            }
            for line in recognition.lines(picture)
        ]
        if words:
            self._recognised.append(found.number)
        else:
            self._pictures.append(found.number)
        return Page(found.number, found.height, lines_of(words), [])


def _has_letters(word: dict[str, Any]) -> bool:
    return any(character.isalnum() for character in word["text"])


def _upright(content: bytes, drawn: Any) -> bytes:
    """The file with pages turned whose print runs up or down the page, so that lines are lines.

    Pages whose corners are named in an unusual order get them in the usual one: pdfplumber reads them upside down.
    """
    turned = False
    for page in drawn:
        left, bottom, right, top = page.get_mediabox()
        if left > right or bottom > top:
            page.set_mediabox(min(left, right), min(bottom, top), max(left, right), max(bottom, top))
            turned = True
        quarter = _quarter_turn(page)
        if quarter:
            page.set_rotation((page.get_rotation() + quarter) % 360)
            turned = True
    if not turned:
        return content
    out = io.BytesIO()
    drawn.save(out)
    return out.getvalue()


def _quarter_turn(page: Any) -> int:
    """Degrees by which a page must be turned for most of its print to be upright."""
    text = page.get_textpage()
    turns: Counter[int] = Counter()
    for position in range(min(text.count_chars(), _LETTERS_LOOKED_AT)):
        if not pypdfium2.raw.FPDFText_IsGenerated(text.raw, position):  # spaces that stand nowhere
            angle = pypdfium2.raw.FPDFText_GetCharAngle(text.raw, position)
            turns[-round(math.degrees(angle) / 90) * 90 % 360] += 1
    text.close()
    if not turns:
        return 0
    upright, count = turns.most_common(1)[0]
    turn = (upright - page.get_rotation()) % 360
    return turn if count >= _MOST * sum(turns.values()) else 0


def _inside(word: dict[str, Any], box: tuple[float, float, float, float]) -> bool:
    x, y = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _ranges(numbers: list[int]) -> str:
    """Page numbers as people write them: 2, 5-7."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
