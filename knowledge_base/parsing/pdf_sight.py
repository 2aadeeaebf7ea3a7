"""Which words of a PDF page a reader cannot see: no ink, ink in the colour of its ground, specks, off the page (X-02)."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import Any

import numpy as np
from pdfminer.pdftypes import resolve1

from knowledge_base.parsing.legibility import TINY_POINTS
from knowledge_base.parsing.page_images import SIGHT_SCALE, pixels

Pixels = np.ndarray[Any, np.dtype[np.uint8]]

LEAST_CONTRAST = 24
"""Difference of the lightest and the darkest pixel of a word, of 255; pale grey on white still has 40."""
_MOSTLY = 0.7
"""Share of a word's surroundings in its own colour from which the colour is the ground's: letters fill less of it."""
_SAME_COLOUR = 28
"""Difference of a word's own colour from its ground under which it cannot be told from it."""


class PageSight:
    """One page as drawn, against which the words found in the file are held."""

    def __init__(self, document: Any, page: Any) -> None:
        drawn, self._visible = _whole_page(document, page.page_number - 1)
        self._drawn: Pixels = pixels(drawn, SIGHT_SCALE)
        self._left, self._top, right, bottom = page.bbox
        self._width, self._height = right - self._left, bottom - self._top

    def _fits(self) -> bool:
        high, wide = self._drawn.shape[:2]
        return bool(abs(self._width / max(self._height, 1) - wide / max(high, 1)) < 0.02)

    def hidden(self, words: Sequence[dict[str, Any]], unembedded: Set[str]) -> list[dict[str, Any]]:
        """The words that leave no trace a person could read. `unembedded` are fonts that the file does not bring.

        A machine without such a font draws nothing for it; then a word's colour decides instead of its ink.
        """
        inkless = [word for word in words if not self._has_ink(word)]
        without = {id(word) for word in inkless}
        drawn = {word["fontname"] for word in words if id(word) not in without}
        found = []
        for word in words:
            if self._is_out_of_sight(word):
                found.append(word)
            elif id(word) in without:
                unknown = word["fontname"] in unembedded and word["fontname"] not in drawn
                if not unknown or _is_white(word):
                    found.append(word)
            elif self._fits() and self._is_ground(word):
                found.append(word)
        return found

    def _is_out_of_sight(self, word: dict[str, Any]) -> bool:
        """A speck, or off the page."""
        size = max(word["bottom"] - word["top"], 0 if word.get("upright", True) else word["x1"] - word["x0"])
        if size <= TINY_POINTS:
            return True
        x, y = (word["x0"] + word["x1"]) / 2 - self._left, (word["top"] + word["bottom"]) / 2 - self._top
        left, top, right, bottom = self._visible if self._fits() else (0, 0, self._width, self._height)
        return not (left <= x <= right and top <= y <= bottom)

    def _has_ink(self, word: dict[str, Any]) -> bool:
        """Where the drawing does not fit the file's own measures, white words have none."""
        if not self._fits():
            return not _is_white(word)
        inner = self._area(word, -0.12).reshape(-1, 3)
        if inner.size == 0:
            return True
        return int((inner.max(axis=0).astype(int) - inner.min(axis=0)).max()) >= LEAST_CONTRAST

    def _is_ground(self, word: dict[str, Any]) -> bool:
        """True if the word's colour is that of most of its surroundings: what ink there is belongs to something else."""
        colour = _rgb(word.get("non_stroking_color"))
        if colour is None:
            return False
        around = self._area(word, 0.35).reshape(-1, 3).astype(int)
        near = np.abs(around - np.array(colour)).max(axis=1) <= _SAME_COLOUR
        if near.mean() < _MOSTLY:
            return False
        # Dark heavy type may fill most of its box; then the pixels that are left are the ground, and near the edge.
        edge = np.concatenate([self._area(word, 0.35)[0], self._area(word, 0.35)[-1]]).astype(int)
        return bool((np.abs(edge - np.array(colour)).max(axis=1) <= _SAME_COLOUR).mean() > 0.6)

    def _area(self, word: dict[str, Any], margin: float) -> Pixels:
        """The drawn pixels of a word's box, widened (or with a negative margin narrowed) by a share of its height."""
        across = self._drawn.shape[1] / max(self._width, 1)
        down = self._drawn.shape[0] / max(self._height, 1)
        by = margin * (word["bottom"] - word["top"])
        x0, x1 = (word["x0"] - self._left - by) * across, (word["x1"] - self._left + by) * across
        y0, y1 = (word["top"] - self._top - by) * down, (word["bottom"] - self._top + by) * down
        return self._drawn[max(0, int(y0)) : max(0, int(y1) + 1), max(0, int(x0)) : max(0, int(x1) + 1)]


def _whole_page(document: Any, index: int) -> tuple[Any, tuple[float, float, float, float]]:
    """A page with all of its paper, and the part of it that readers show, in points from the top left as it is turned."""
    page = document[index]
    x0, y0, x1, y1 = _sorted(page.get_mediabox())
    c0, d0, c1, d1 = _sorted(page.get_cropbox())
    if (c0, d0, c1, d1) != (x0, y0, x1, y1):
        page.set_cropbox(x0, y0, x1, y1)
        page.close()
        page = document[index]
    match page.get_rotation():
        case 90:
            shown = (d0 - y0, c0 - x0, d1 - y0, c1 - x0)
        case 180:
            shown = (x1 - c1, d0 - y0, x1 - c0, d1 - y0)
        case 270:
            shown = (y1 - d1, x1 - c1, y1 - d0, x1 - c0)
        case _:
            shown = (c0 - x0, y1 - d1, c1 - x0, y1 - d0)
    return page, shown


def _sorted(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    left, bottom, right, top = box
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def _rgb(colour: Any) -> tuple[int, int, int] | None:
    """A PDF colour as three numbers up to 255; None for patterns and colour spaces that only the drawing knows."""
    try:
        values = [float(value) for value in (colour if isinstance(colour, list | tuple) else [colour])]
    except (TypeError, ValueError):
        return None
    if not all(0 <= value <= 1 for value in values):
        return None
    if len(values) == 1:
        grey = round(255 * values[0])
        return grey, grey, grey
    if len(values) == 3:
        return round(255 * values[0]), round(255 * values[1]), round(255 * values[2])
    if len(values) == 4:
        cyan, magenta, yellow, black = values
        return (
            round(255 * (1 - cyan) * (1 - black)),
            round(255 * (1 - magenta) * (1 - black)),
            round(255 * (1 - yellow) * (1 - black)),
        )
    return None


def unembedded_fonts(page: Any) -> frozenset[str]:
    """The names of the fonts that a page uses and its file does not bring along."""
    fonts = _dictionary(_dictionary(page.page_obj.resources).get("Font"))
    found: set[str] = set()
    for font in fonts.values():
        facts = _dictionary(font)
        inner = resolve1(facts.get("DescendantFonts"))
        described = _dictionary(inner[0]) if isinstance(inner, list) and inner else facts
        descriptor = _dictionary(described.get("FontDescriptor"))
        if not any(name in descriptor for name in ("FontFile", "FontFile2", "FontFile3")):
            names = (facts.get("BaseFont"), described.get("BaseFont"), descriptor.get("FontName"))
            found.update(str(getattr(resolve1(name), "name", "")) for name in names)
    return frozenset(found)


def _dictionary(value: Any) -> dict[str, Any]:
    resolved = resolve1(value)
    return resolved if isinstance(resolved, dict) else {}


def _is_white(word: dict[str, Any]) -> bool:
    colour = _rgb(word.get("non_stroking_color"))
    return colour is not None and min(colour) >= 255 - LEAST_CONTRAST
