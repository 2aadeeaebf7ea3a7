"""The numbers that Word draws before paragraphs and does not store in their text: 第一条, 3.2, (a)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from knowledge_base.parsing.list_numbers import list_number

_STYLES = {
    "decimal": "1",
    "decimalZero": "1",
    "lowerLetter": "a",
    "upperLetter": "A",
    "lowerRoman": "i",
    "upperRoman": "I",
    "chineseCounting": "zh",
    "chineseCountingThousand": "zh",
    "taiwaneseCountingThousand": "zh",
    "japaneseCounting": "zh",
    "ideographDigital": "zh",
}
DEPTHS = 9
"""Levels of a list that Word knows."""


@dataclass(frozen=True, slots=True)
class _Level:
    style: str
    pattern: str
    start: int


class WordNumbering:
    """Counts the numbered paragraphs of one document in reading order."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, str] = {}
        self._counts: dict[str, list[int | None]] = {}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return
        for abstract in root.iter(qn("w:abstractNum")):
            levels = {}
            for level in abstract.findall(qn("w:lvl")):
                depth = _number(level.get(qn("w:ilvl")), 0)
                levels[depth] = _Level(
                    _value(level, "w:numFmt") or "decimal",
                    _value(level, "w:lvlText") or "",
                    _number(_value(level, "w:start"), 1),
                )
            self._levels[abstract.get(qn("w:abstractNumId"), "")] = levels
        for one in root.findall(qn("w:num")):
            self._lists[one.get(qn("w:numId"), "")] = _value(one, "w:abstractNumId") or ""

    def mark(self, list_id: str, depth: int) -> str:
        """The number of the next paragraph of a list, as drawn; a dash for bullets, empty for no list at all."""
        abstract = self._lists.get(list_id)
        if list_id == "0" or abstract is None:
            return "" if list_id == "0" else "-"
        level = self._levels.get(abstract, {}).get(depth)
        if level is None:
            return "-"
        counts = self._counts.setdefault(abstract, [None] * DEPTHS)
        current = counts[depth]
        counts[depth] = level.start if current is None else current + 1
        counts[depth + 1 :] = [None] * (DEPTHS - depth - 1)
        if level.style == "none":
            return ""
        if level.style not in _STYLES:
            return "-"
        return re.sub(r"%([1-9])", lambda m: self._part(abstract, int(m[1]) - 1), level.pattern)

    def _part(self, abstract: str, depth: int) -> str:
        level = self._levels[abstract].get(depth)
        if level is None:
            return ""
        count = self._counts[abstract][depth]
        return list_number(level.start if count is None else count, _STYLES.get(level.style, "1"))


def _value(parent: Any, name: str) -> str | None:
    child = parent.find(qn(name))
    return None if child is None else child.get(qn("w:val"))


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text is not None and text.isdigit() and len(text) < 6 else otherwise
