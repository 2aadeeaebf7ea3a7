"""Which elements of a web page a reader cannot see: by attribute, by style, or by colour on the same colour (X-02)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import Tag
from soupsieve import SelectorSyntaxError

from knowledge_base.parsing.legibility import Colour, alike, from_hex

_HIDING = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font(?:-size)?\s*:\s*(?:0|[01](?:\.\d+)?(?:px|pt))(?![\d.])"
    r"|opacity\s*:\s*0?(?:\.0\d*)?\s*(?:;|!|$)|content-visibility\s*:\s*hidden|clip\s*:\s*rect\(\s*[01](?:px)?[\s,]"
    r"|clip-path\s*:\s*(?:inset\(\s*(?:50|100)%|circle\(\s*0)|transform\s*:\s*scale[xy]?\(\s*0(?:\.0+)?\s*[,)]"
    r"|(?:left|right|top|bottom|text-indent|margin-left|margin-top)\s*:\s*-\d{3,}"
    r"|(?:max-)?(?:height|width)\s*:\s*[01](?:px)?\s*(?:;|!|$))",
    re.IGNORECASE,
)
_DECLARED = re.compile(r"(?:^|;)\s*(color|background(?:-color|-image)?)\s*:\s*([^;!]+)", re.IGNORECASE)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_MEDIA = re.compile(r"@media([^{]*)\{((?:[^{}]*\{[^{}]*\})*[^{}]*)\}", re.IGNORECASE)
MAX_RULES = 300
"""Style rules about colour and visibility that are applied: each one costs a walk over the page."""

_WHITE, _BLACK = (255, 255, 255), (0, 0, 0)
_NAMED: dict[str, Colour] = {
    "white": _WHITE,
    "snow": (255, 250, 250),
    "ivory": (255, 255, 240),
    "whitesmoke": (245, 245, 245),
    "ghostwhite": (248, 248, 255),
    "floralwhite": (255, 250, 240),
    "black": _BLACK,
    "red": (255, 0, 0),
    "green": (0, 128, 0),
    "blue": (0, 0, 255),
    "yellow": (255, 255, 0),
    "gray": (128, 128, 128),
    "grey": (128, 128, 128),
    "silver": (192, 192, 192),
    "navy": (0, 0, 128),
}


class Visibility:
    """What is known of the looks of one page. `overlooked` is true if it has more style rules than are applied."""

    def __init__(self, soup: BeautifulSoup) -> None:
        self.overlooked = False
        self._styles: dict[int, str] = {}
        rules = [rule for sheet in soup.find_all("style") for rule in _rules(sheet.get_text())]
        for count, (selector, declared) in enumerate(rules):
            if count >= MAX_RULES:
                self.overlooked = True
                break
            try:
                matched = soup.select(selector)
            except (SelectorSyntaxError, ValueError, NotImplementedError):
                continue
            for tag in matched:
                self._styles[id(tag)] = f"{self._styles.get(id(tag), '')};{declared}"

    def is_hidden(self, tag: Tag) -> bool:
        """True if a reader of the page does not see the element, as far as the page itself tells."""
        if tag.has_attr("hidden"):
            return True
        style = self._style(tag)
        if _HIDING.search(style):
            return True
        if tag.name == "font" or "color" in style or "background" in style:
            colour, ground = self._colours(tag)
            if colour is None:
                return True
            return ground is not None and alike(colour, ground)
        return False

    def _style(self, tag: Tag) -> str:
        return f"{self._styles.get(id(tag), '')};{tag.get('style') or ''}"

    def _colours(self, tag: Tag) -> tuple[Colour | None, Colour | None]:
        """The element's text and ground colours: (None, _) for transparent text, (_, None) for an unknown ground."""
        colour: Colour | None = _BLACK
        ground: Colour | None = _WHITE
        for parent in [*reversed([p for p in tag.parents if isinstance(p, Tag)]), tag]:
            attribute = parent.get("bgcolor")
            declared = [("background", str(attribute))] if attribute else []
            if parent.name == "font" and parent.get("color"):
                declared.append(("color", str(parent["color"])))
            declared += [
                (m[1].lower(), m[2].strip().lower()) for m in _DECLARED.finditer(self._style(parent))
            ]
            for name, value in declared:
                if name == "color":
                    colour = colour if value in ("inherit", "initial", "unset") else _colour(value, colour)
                elif value not in ("none", "transparent", "inherit", "initial"):
                    ground = _colour(value, None)
        return colour, ground


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """The rules of a style sheet about colour and visibility on a screen, in order."""
    sheet = re.sub(r"/\*.*?\*/", "", sheet[:500_000], flags=re.DOTALL)
    sheet = _MEDIA.sub(lambda m: "" if "print" in m[1].lower() else m[2], sheet)
    for match in _RULE.finditer(sheet):
        selector, declared = match[1].strip(), match[2]
        if (_HIDING.search(declared) or _DECLARED.search(declared)) and ":" not in selector:
            yield selector, declared


def _colour(value: str, unknown: Colour | None) -> Colour | None:
    """A colour as three numbers; None if it is transparent, `unknown` if it cannot be told."""
    value = value.strip().strip("'\"").lower()
    if value == "transparent":
        return None
    if value in _NAMED:
        return _NAMED[value]
    digits = re.search(r"#([0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3})\b", value)
    if digits:
        code = digits[1] if len(digits[1]) > 3 else "".join(2 * c for c in digits[1])
        if code[6:] == "00":
            return None
        return from_hex(code)
    numbers = re.search(r"rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)(?:[\s,/]+([\d.]+))?", value)
    if numbers:
        if numbers[4] and re.fullmatch(r"0?(?:\.0\d*)?", numbers[4]):
            return None
        return int(numbers[1]), int(numbers[2]), int(numbers[3])
    return unknown
