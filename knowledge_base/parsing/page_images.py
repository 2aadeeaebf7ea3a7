"""Pages of a PDF as pictures, drawn by PDFium: what a reader sees. Nothing in the file is run or fetched."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pypdfium2
import pypdfium2.raw

from knowledge_base.parsing.limits import MAX_PAGE_POINTS, MAX_PIXELS
from knowledge_base.parsing.refusals import RefusalReason, Refused

PICTURE_WIDTH = 1_000
"""Pixels across of a page shown beside its passages: small print can be read, and a page is about 100 kB."""

SIGHT_SCALE = 1.5
"""Pixels per point for judging whether a word can be seen: 108 dots per inch, as on an ordinary screen."""

RECOGNITION_SCALE = 150 / 72
"""Pixels per point for text recognition: at 200 dots per inch the engine read the same lines of our pages, and slower."""

_GLANCE = 0.5
"""Pixels per point that are enough to see whether anything stands on a page."""
LEAST_INK = 24
"""Difference of the lightest and the darkest pixel, of 255, that is no smudge of a scanner."""


@contextmanager
def opened(content: bytes) -> Iterator[Any]:
    """The document as PDFium sees it; without forms, so that no script of the file can run."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD
        raise Refused(RefusalReason.ENCRYPTED if locked else RefusalReason.MALFORMED) from error
    try:
        yield document
    finally:
        document.close()


def page_png(content: bytes, number: int) -> bytes:
    """Page `number` (from one) as a PNG. Raises Refused(MALFORMED | ENCRYPTED | TOO_LARGE)."""
    with opened(content) as document:
        if not 1 <= number <= len(document):
            raise Refused(RefusalReason.MALFORMED)
        page = document[number - 1]
        width, _ = _size(page)
        picture = _bitmap(page, PICTURE_WIDTH / width).to_pil()
    out = io.BytesIO()
    picture.convert("P", palette=1, colors=128).save(out, "PNG", optimize=False)
    return out.getvalue()


def pixels(page: Any, scale: float) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """A page as rows of RGB pixels."""
    drawn: np.ndarray[Any, np.dtype[np.uint8]] = _bitmap(page, scale).to_numpy()
    return drawn[:, :, :3]


def picture_share(page: Any) -> float:
    """How much of the page its pictures cover, 0 to 1."""
    width, height = _size(page)
    covered = 0.0
    for item in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        left, bottom, right, top = item.get_bounds()
        covered += max(0.0, min(right, width) - max(left, 0)) * max(0.0, min(top, height) - max(bottom, 0))
    return min(1.0, covered / (width * height))


def has_ink(page: Any) -> bool:
    """True unless the page is blank: one plain colour from edge to edge."""
    drawn = pixels(page, _GLANCE)
    return bool((drawn.max(axis=(0, 1)).astype(int) - drawn.min(axis=(0, 1))).max() > LEAST_INK)


def _size(page: Any) -> tuple[float, float]:
    width, height = page.get_size()
    if not (1 <= width <= MAX_PAGE_POINTS and 1 <= height <= MAX_PAGE_POINTS):
        raise Refused(RefusalReason.TOO_LARGE)
    return width, height


def _bitmap(page: Any, scale: float) -> Any:
    width, height = _size(page)
    fitting = min(scale, (MAX_PIXELS / (width * height)) ** 0.5)
    return page.render(scale=fitting, rev_byteorder=True, may_draw_forms=False)
