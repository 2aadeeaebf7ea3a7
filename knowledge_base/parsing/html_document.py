"""HTML by BeautifulSoup: what a reader sees, without scripts, navigation and hidden elements."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import Comment, NavigableString, PreformattedString, Tag

from knowledge_base.parsing.blocks import BlockKind, RawBlock
from knowledge_base.parsing.html_visibility import Visibility
from knowledge_base.parsing.list_numbers import list_number
from knowledge_base.parsing.screening import Aside
from knowledge_base.parsing.tables import Cell, Grid
from knowledge_base.parsing.warning_kinds import WarningKind

_DROPPED = frozenset(
    """
    script style template noscript head iframe object embed svg math canvas audio video form input button
    select textarea nav dialog map noframes noembed
    """.split()  # noqa: SIM905 - one word a line would be two pages
)
_BLOCK = frozenset(
    """
    html body main article section header footer aside div p ul ol li dl dt dd table blockquote pre figure
    figcaption details summary address h1 h2 h3 h4 h5 h6 hr fieldset center
    """.split()  # noqa: SIM905 - one word a line would be two pages
)


class HtmlReader:
    """Reads one HTML text or fragment."""

    def __init__(self) -> None:
        self._inline: list[str] = []
        self._asides: list[Aside] = []
        self._numbers: dict[int, int] = {}

    def read(self, text: str | bytes) -> Iterator[RawBlock | Aside]:
        """The visible blocks in reading order, with what was left out between them."""
        soup = BeautifulSoup(text, "lxml")
        self._looks = Visibility(soup)
        if self._looks.overlooked:
            yield Aside(WarningKind.HIDDEN_ELEMENT, "more style rules than are looked at")
        for block in itertools.chain(self._walk(soup), self._flush()):
            yield from self._left_out()
            yield block
        yield from self._left_out()

    def _walk(self, parent: Tag) -> Iterator[RawBlock]:
        for child in parent.children:
            if isinstance(child, Comment):
                self._leave(WarningKind.SIDE_TEXT, "comment", str(child))
            elif isinstance(child, NavigableString):
                if isinstance(child, PreformattedString):  # declarations, CDATA, processing instructions
                    self._leave(WarningKind.SIDE_TEXT, "declaration", str(child), quiet=True)
                else:
                    self._inline.append(_inline_text(child))
            elif isinstance(child, Tag):
                yield from self._element(child)

    def _leave(self, kind: WarningKind, detail: str, hidden: str, *, quiet: bool = False) -> None:
        if hidden.strip():
            self._asides.append(Aside(kind, detail, hidden, quiet))

    def _left_out(self) -> Iterator[Aside]:
        asides, self._asides = self._asides, []
        yield from asides

    def _drop(self, tag: Tag, kind: WarningKind, detail: str, *, quiet: bool) -> None:
        """Leave an element out, and everything in it that somebody may have meant for a machine."""
        self._leave(kind, detail, tag.get_text(" "), quiet=quiet)
        for inner in (tag, *tag.find_all(True)):
            self._attributes(inner)
        for comment in tag.find_all(string=lambda text: isinstance(text, Comment)):
            self._leave(WarningKind.SIDE_TEXT, "comment", str(comment), quiet=True)

    def _attributes(self, tag: Tag) -> None:
        for name, value in tag.attrs.items():
            if name in ("alt", "title", "content", "value", "placeholder", "summary") or name.startswith(
                ("aria-label", "aria-desc", "data-")
            ):
                self._leave(WarningKind.SIDE_TEXT, f"{tag.name} {name}", str(value), quiet=name != "alt")

    def _element(self, tag: Tag) -> Iterator[RawBlock]:
        name = tag.name.lower()
        if name in _DROPPED:
            if name not in ("script", "style"):
                self._drop(tag, WarningKind.SIDE_TEXT, name, quiet=True)
            return
        if self._looks.is_hidden(tag):
            self._drop(tag, WarningKind.HIDDEN_ELEMENT, f"hidden {name}", quiet=False)
            return
        if str(tag.get("aria-hidden", "")).lower() == "true":
            self._drop(tag, WarningKind.SIDE_TEXT, "kept from screen readers", quiet=False)
            return
        self._attributes(tag)
        if name == "br":
            self._inline.append("\n")
        elif name == "table":
            yield from self._flush()
            yield from self._table(tag)
        elif re.fullmatch(r"h[1-6]", name):
            yield from self._flush()
            yield from self._whole(tag, BlockKind.HEADING, int(name[1]))
        elif name == "li":
            yield from self._flush()
            yield from self._item(tag)
        elif name in _BLOCK:
            yield from self._flush()
            yield from self._walk(tag)
            yield from self._flush()
        else:
            yield from self._walk(tag)

    def _whole(self, tag: Tag, kind: BlockKind, level: int) -> Iterator[RawBlock]:
        inner = " ".join(block.text for block in self._collect(tag))
        yield RawBlock(kind, inner, level)

    def _collect(self, tag: Tag) -> list[RawBlock]:
        outer, self._inline = self._inline, []
        found = [*self._walk(tag), *self._flush()]
        self._inline = outer
        return found

    def _item(self, tag: Tag) -> Iterator[RawBlock]:
        marker = self._marker(tag)
        for position, block in enumerate(self._collect(tag)):
            if block.kind is BlockKind.PARAGRAPH:
                yield RawBlock(BlockKind.LIST_ITEM, (marker if position == 0 else "") + block.text)
            else:
                yield block

    def _marker(self, item: Tag) -> str:
        """The mark of a list item as a browser draws it: a dash, or the list's next number in the list's own style."""
        parent = item.parent
        if parent is None or parent.name != "ol":
            return "- "
        value = str(item.get("value") or "")
        following = self._numbers.get(id(parent)) or _whole_number(parent.get("start"), 1)
        number = int(value) if value.isdigit() else following
        self._numbers[id(parent)] = number + 1
        return f"{list_number(number, str(parent.get('type') or '1'))}. "

    def _table(self, table: Tag) -> Iterator[RawBlock]:
        caption = table.find("caption")
        if isinstance(caption, Tag) and caption.find_parent("table") is table:
            yield RawBlock(BlockKind.PARAGRAPH, self._cell(caption))
        grid = Grid()
        for row in table.find_all("tr"):
            if row.find_parent("table") is not table or self._hidden_within(row, table):
                continue
            self._attributes(row)
            in_head = row.parent is not None and row.parent.name == "thead"
            cells = row.find_all(["td", "th"], recursive=False)
            grid.add_row(
                [
                    Cell(
                        self._cell(cell),
                        _whole_number(cell.get("colspan"), 1),
                        _whole_number(cell.get("rowspan"), 1),
                        cell.name == "th",
                    )
                    for cell in cells
                ],
                is_header=in_head or (bool(cells) and all(cell.name == "th" for cell in cells)),
            )
        yield from grid.blocks()

    def _cell(self, cell: Tag) -> str:
        if self._looks.is_hidden(cell):
            self._drop(cell, WarningKind.HIDDEN_ELEMENT, f"hidden {cell.name}", quiet=False)
            return ""
        self._attributes(cell)
        return _squeezed(" ".join(block.text for block in self._collect(cell)))

    def _hidden_within(self, row: Tag, table: Tag) -> bool:
        for part in (row, *row.parents):
            if part is table:
                return False
            if isinstance(part, Tag) and self._looks.is_hidden(part):
                self._drop(row, WarningKind.HIDDEN_ELEMENT, "hidden row", quiet=False)
                return True
        return False

    def _flush(self) -> Iterator[RawBlock]:
        text = "".join(self._inline)
        self._inline = []
        lines = [_squeezed(line) for line in text.split("\n")]
        joined = "\n".join(line for line in lines if line)
        if joined:
            yield RawBlock(BlockKind.PARAGRAPH, joined)


def _inline_text(node: NavigableString) -> str:
    """Line breaks in the source are spaces (none between Chinese characters), except in preformatted text."""
    text = str(node)
    if node.find_parent("pre") is not None:
        return text
    text = re.sub(r"(?<=[\u3000-\u9fff\uff00-\uffef])\s*\n\s*(?=[\u3000-\u9fff\uff00-\uffef])", "", text)
    return re.sub(r"\s+", " ", text)


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _whole_number(value: object, otherwise: int) -> int:
    text = str(value or "")
    return int(text) if text.isdigit() and len(text) < 6 else otherwise
