"""Whether print can be seen at all: one rule for pages, Word files and workbooks."""

from __future__ import annotations

Colour = tuple[int, int, int]

SAME_COLOUR = 24
"""Difference in each channel, of 255, up to which text cannot be told from its ground."""

TINY_POINTS = 2.5
"""Size up to which print is a speck; the smallest print of contracts is 4 points."""


def from_hex(code: str) -> Colour:
    """The colour of six hexadecimal digits. Raises ValueError."""
    return int(code[:2], 16), int(code[2:4], 16), int(code[4:6], 16)


def alike(first: Colour, second: Colour) -> bool:
    """True if no channel differs enough to be seen."""
    return all(abs(a - b) <= SAME_COLOUR for a, b in zip(first, second, strict=True))
