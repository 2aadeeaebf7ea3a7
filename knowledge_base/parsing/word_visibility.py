"""Which runs of a Word file a reader cannot see: hidden, tiny, or in the colour of their ground (X-02)."""

from __future__ import annotations

from typing import Any

from docx.oxml.ns import qn

from knowledge_base.parsing.legibility import TINY_POINTS, alike, from_hex

_OFF = ("0", "false", "off", "none")
_MAX_BASES = 12
"""Styles based on styles that are followed; Word's own chains have three or four."""


class RunLooks:
    """Looks up what a run's own properties, its styles and the document's defaults say together."""

    def __init__(self, document: Any) -> None:
        self._styles: dict[str, Any] = {}
        self._defaults: Any = None
        try:
            root = document.styles.element
        except (KeyError, AttributeError):
            return
        for style in root.iter(qn("w:style")):
            self._styles[style.get(qn("w:styleId"), "")] = style
        self._defaults = root.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")

    def is_hidden(self, run: Any, paragraph: Any, ground: str | None) -> bool:
        """True if the run's text cannot be seen. `ground` is the colour of the table cell around it."""
        chain = self._chain(run, paragraph)
        if any(_on(self._first(chain, name)) for name in ("w:vanish", "w:webHidden")):
            return True
        size = self._first(chain, "w:sz")
        if size is not None and _whole(size.get(qn("w:val"))) / 2 <= TINY_POINTS:
            return True
        colour = self._first(chain, "w:color")
        value = colour.get(qn("w:val"), "auto") if colour is not None else "auto"
        if value == "auto" or self._first(chain, "w:highlight") is not None:
            return False
        shade = self._first(chain, "w:shd")
        fill = shade.get(qn("w:fill"), "auto") if shade is not None else "auto"
        if fill == "auto":
            fill = _paragraph_fill(paragraph) or ground or "FFFFFF"
        return _alike(value, fill)

    def _chain(self, run: Any, paragraph: Any) -> list[Any]:
        """Run properties from the nearest to the farthest: the run's, its style's, the paragraph style's, defaults."""
        own = run.find(qn("w:rPr"))
        chain = [own] if own is not None else []
        if own is not None:
            chain += self._of_style(own.find(qn("w:rStyle")))
        properties = paragraph.find(qn("w:pPr"))
        if properties is not None:
            chain += self._of_style(properties.find(qn("w:pStyle")))
        return chain if self._defaults is None else [*chain, self._defaults]

    def _of_style(self, reference: Any) -> list[Any]:
        found = []
        name = reference.get(qn("w:val")) if reference is not None else None
        for _ in range(_MAX_BASES):
            style = self._styles.get(name) if name else None
            if style is None:
                break
            properties = style.find(qn("w:rPr"))
            if properties is not None:
                found.append(properties)
            base = style.find(qn("w:basedOn"))
            name = base.get(qn("w:val")) if base is not None else None
        return found

    def _first(self, chain: list[Any], name: str) -> Any:
        for properties in chain:
            found = properties.find(qn(name))
            if found is not None:
                return found
        return None


def _on(switch: Any) -> bool:
    return switch is not None and switch.get(qn("w:val"), "true") not in _OFF


def _whole(text: str | None) -> int:
    return int(text) if text is not None and text.isdigit() else 24


def _paragraph_fill(paragraph: Any) -> str | None:
    shade = paragraph.find(f"{qn('w:pPr')}/{qn('w:shd')}")
    fill = shade.get(qn("w:fill"), "auto") if shade is not None else "auto"
    return None if fill == "auto" else fill


def _alike(first: str, second: str) -> bool:
    try:
        return alike(from_hex(first), from_hex(second))
    except ValueError:
        return False
