"""HTML by BeautifulSoup: what a reader sees, without scripts, navigation and hidden elements."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag

from knowledge_base.parsing.blocks import BlockKind, RawBlock, table_rows

_DROPPED = frozenset(
    """
    script style template noscript head iframe object embed svg math canvas audio video form input button
    select textarea nav dialog map
    """.split()  # noqa: SIM905 - one word a line would be two pages
)
_BLOCK = frozenset(
    """
    html body main article section header footer aside div p ul ol li dl dt dd table blockquote pre figure
    figcaption details summary address h1 h2 h3 h4 h5 h6 hr fieldset center
    """.split()  # noqa: SIM905 - one word a line would be two pages
)
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|font-size\s*:\s*0|opacity\s*:\s*0(?:\.0*)?\s*(?:;|$)"
    r"|(?:left|top|text-indent)\s*:\s*-\d{3,}|(?:^|;)\s*(?:max-)?(?:height|width)\s*:\s*0(?:px)?\s*(?:;|$)",
    re.IGNORECASE,
)


class HtmlReader:
    """Reads one HTML text or fragment. `hidden` counts elements that a reader would not see and that were dropped."""

    def __init__(self) -> None:
        self.hidden = 0
        self._inline: list[str] = []

    def read(self, text: str | bytes) -> Iterator[RawBlock]:
        """The visible blocks in reading order."""
        soup = BeautifulSoup(text, "lxml")
        yield from self._walk(soup)
        yield from self._flush()

    def _walk(self, parent: Tag) -> Iterator[RawBlock]:
        for child in parent.children:
            if isinstance(child, NavigableString):
                if not isinstance(child, PreformattedString):  # comments, declarations, CDATA
                    self._inline.append(_inline_text(child))
            elif isinstance(child, Tag):
                yield from self._element(child)

    def _element(self, tag: Tag) -> Iterator[RawBlock]:
        name = tag.name.lower()
        if name in _DROPPED:
            return
        if _is_hidden(tag):
            self.hidden += bool(tag.get_text(strip=True))
            return
        if name == "br":
            self._inline.append("\n")
        elif name == "img":
            self._inline.append(str(tag.get("alt") or ""))
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
        marker = "- "
        if tag.parent is not None and tag.parent.name == "ol":
            before = sum(1 for sibling in tag.find_previous_siblings("li") if isinstance(sibling, Tag))
            marker = f"{before + 1}. "
        for position, block in enumerate(self._collect(tag)):
            if block.kind is BlockKind.PARAGRAPH:
                yield RawBlock(BlockKind.LIST_ITEM, (marker if position == 0 else "") + block.text)
            else:
                yield block

    def _table(self, table: Tag) -> Iterator[RawBlock]:
        caption = table.find("caption")
        if isinstance(caption, Tag) and not _is_hidden(caption):
            yield RawBlock(BlockKind.PARAGRAPH, _squeezed(" ".join(b.text for b in self._collect(caption))))
        rows: list[list[str]] = []
        for row in table.find_all("tr"):
            if row.find_parent("table") is not table or _hidden_within(row, table):
                continue
            cells: list[str] = []
            for cell in row.find_all(["td", "th"], recursive=False):
                text = "" if _is_hidden(cell) else _squeezed(" ".join(b.text for b in self._collect(cell)))
                span = str(cell.get("colspan") or "1")
                cells += [text] + [""] * (min(int(span), 50) - 1 if span.isdigit() else 0)
            rows.append(cells)
        yield from table_rows(rows)

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


def _hidden_within(tag: Tag, top: Tag) -> bool:
    parents = [tag, *(p for p in tag.parents if isinstance(p, Tag))]
    return (
        any(_is_hidden(p) for p in parents[: parents.index(top)] if p is not top) if top in parents else False
    )


def _is_hidden(tag: Tag) -> bool:
    if tag.has_attr("hidden") or str(tag.get("aria-hidden", "")).lower() == "true":
        return True
    return bool(_HIDDEN_STYLE.search(str(tag.get("style") or "")))
