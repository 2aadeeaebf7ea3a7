"""How the cells of a workbook look: their number format, and whether their text can be seen at all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from knowledge_base.parsing.legibility import TINY_POINTS, alike, from_hex
from knowledge_base.parsing.workbook_numbers import BUILT_IN, hides_everything
from knowledge_base.parsing.xml_parts import local

_THEME = {"0": "FFFFFF", "1": "000000"}
"""The first two colours of every theme are paper and ink."""
_INDEXED = {"0": "000000", "1": "FFFFFF", "8": "000000", "9": "FFFFFF", "64": "000000", "65": "FFFFFF"}


@dataclass(frozen=True, slots=True)
class CellStyle:
    """A number format, and whether text in this style is hidden."""

    number_format: str = ""
    hidden: bool = False


class Styles:
    """The cell styles of one workbook by their number."""

    def __init__(self, root: Any) -> None:
        self._styles: list[CellStyle] = []
        if root is None:
            return
        lists = {local(child): child for child in root}
        formats = {one.get("numFmtId"): one.get("formatCode") or "" for one in _all(lists.get("numFmts"))}
        fonts = list(_all(lists.get("fonts")))
        fills = list(_all(lists.get("fills")))
        for style in _all(lists.get("cellXfs")):
            code = style.get("numFmtId") or "0"
            number_format = formats.get(code) or BUILT_IN.get(int(code) if code.isdigit() else 0, "")
            hidden = hides_everything(number_format) or _hidden(
                _at(fonts, style.get("fontId")), _at(fills, style.get("fillId"))
            )
            self._styles.append(CellStyle(number_format, hidden))

    def of(self, number: str | None) -> CellStyle:
        """The style a cell names."""
        return _at(self._styles, number) or CellStyle()


def _all(parent: Any) -> list[Any]:
    return [] if parent is None else [child for child in parent if isinstance(child.tag, str)]


def _at(items: list[Any], number: str | None) -> Any:
    index = int(number) if number is not None and number.isdigit() else 0
    return items[index] if index < len(items) else None


def _hidden(font: Any, fill: Any) -> bool:
    if font is None:
        return False
    for part in font:
        if local(part) == "sz" and _points(part.get("val")) <= TINY_POINTS:
            return True
    colour = next((_colour(part) for part in font if local(part) == "color"), None)
    if colour is None:
        return False
    ground = "FFFFFF"
    pattern = next((part for part in (() if fill is None else fill) if local(part) == "patternFill"), None)
    if pattern is not None and pattern.get("patternType") not in (None, "none"):
        found = next((_colour(part) for part in pattern if local(part) == "fgColor"), None)
        if found is None:
            return False
        ground = found
    return alike(from_hex(colour), from_hex(ground))


def _points(text: str | None) -> float:
    try:
        return float(text or "11")
    except ValueError:
        return 11.0


def _colour(element: Any) -> str | None:
    """Six hexadecimal digits; None for colours that only the theme knows, or with a tint."""
    if element.get("tint") not in (None, "0"):
        return None
    code = element.get("rgb")
    if code and len(code) in (6, 8) and all(c in "0123456789abcdefABCDEF" for c in code):
        return str(code[-6:])
    return _THEME.get(element.get("theme", "")) or _INDEXED.get(element.get("indexed", ""))
