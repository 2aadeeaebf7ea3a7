"""Markdown by markdown-it: headings, paragraphs, list items, tables; raw HTML read as HTML, images by their text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from knowledge_base.parsing.blocks import BlockKind, RawBlock, table_rows
from knowledge_base.parsing.html_document import HtmlReader
from knowledge_base.parsing.screening import Aside
from knowledge_base.parsing.warning_kinds import WarningKind

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n.*?\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_SOFT_BREAK = "\x00"  # a line break in the source; markdown-it lets no such character through


class MarkdownReader:
    """Reads one Markdown text."""

    def __init__(self) -> None:
        self._asides: list[Aside] = []

    def read(self, text: str) -> Iterator[RawBlock | Aside]:
        """The blocks of the text; YAML front matter is not part of the document."""
        text = text.replace("\r\n", "\n")
        front = _FRONT_MATTER.match(text)
        if front:
            yield Aside(WarningKind.SIDE_TEXT, "front matter", front.group(), quiet=True)
            text = text[front.end() :]
        environment: dict[str, Any] = {}
        tokens = MarkdownIt("commonmark").enable("table").parse(text, environment)
        for block in self._blocks(tokens):
            yield from self._left_out()
            yield block
        yield from self._left_out()
        for label, reference in environment.get("references", {}).items():
            hidden = f"{label} {reference.get('href', '')} {reference.get('title', '')}"
            yield Aside(WarningKind.SIDE_TEXT, "link definition", hidden, quiet=True)

    def _left_out(self) -> Iterator[Aside]:
        asides, self._asides = self._asides, []
        yield from asides

    def _blocks(self, tokens: list[Token]) -> Iterator[RawBlock | Aside]:
        counters: list[int | None] = []
        marker = ""
        level = 0
        rows: list[list[str]] = []
        in_table = False
        for token in tokens:
            if token.type == "heading_open":
                level = int(token.tag[1])
            elif token.type == "heading_close":
                level = 0
            elif token.type in ("bullet_list_open", "ordered_list_open"):
                start = token.attrGet("start")
                ordered = token.type == "ordered_list_open"
                counters.append(int(start if start is not None else 1) if ordered else None)
            elif token.type in ("bullet_list_close", "ordered_list_close"):
                counters.pop()
            elif token.type == "list_item_open":
                number = counters[-1]
                marker = "- " if number is None else f"{number}. "
                if number is not None:
                    counters[-1] = number + 1
            elif token.type == "table_open":
                rows, in_table = [], True
            elif token.type == "tr_open":
                rows.append([])
            elif token.type == "table_close":
                in_table = False
                yield from table_rows(rows)
            elif token.type == "inline":
                text = self._inline(token)
                if in_table:
                    rows[-1].append(text)
                elif level:
                    yield RawBlock(BlockKind.HEADING, text, level)
                elif counters:
                    yield RawBlock(BlockKind.LIST_ITEM, marker + text if text.strip() else "")
                    marker = ""
                else:
                    yield RawBlock(BlockKind.PARAGRAPH, text)
            elif token.type in ("fence", "code_block"):
                yield RawBlock(BlockKind.PARAGRAPH, token.content.rstrip())
            elif token.type == "html_block":
                yield from HtmlReader().read(token.content)

    def _inline(self, token: Token) -> str:
        children = token.children or []
        if any(child.type == "html_inline" for child in children):
            return self._with_html(children)
        out: list[str] = []
        for child in children:
            self._leave_attributes(child)
            if child.type in ("text", "code_inline"):
                out.append(child.content)
            elif child.type == "softbreak":
                out.append(_SOFT_BREAK)
            elif child.type == "hardbreak":
                out.append("\n")
        wide = "[\u3000-\u9fff\uff00-\uffef]"
        return re.sub(f"(?<={wide}){_SOFT_BREAK}(?={wide})", "", "".join(out)).replace(_SOFT_BREAK, " ")

    def _leave_attributes(self, child: Token) -> None:
        title = child.attrGet("title") if child.type in ("link_open", "image") else None
        if title:
            self._asides.append(Aside(WarningKind.SIDE_TEXT, "title of a link", str(title), quiet=True))
        if child.type == "image" and child.content.strip():
            self._asides.append(Aside(WarningKind.SIDE_TEXT, "picture description", child.content))

    def _with_html(self, children: list[Token]) -> str:
        """A line with HTML in it, read as the browser would show it."""
        source = ""
        for child in children:
            self._leave_attributes(child)
            if child.type == "html_inline":
                source += child.content
            elif child.type in ("text", "code_inline"):
                source += html.escape(child.content)
            elif child.type in ("softbreak", "hardbreak"):
                source += "\n" if child.type == "softbreak" else "<br>"
        texts = []
        for piece in HtmlReader().read(f"<div>{source}</div>"):
            if isinstance(piece, Aside):
                self._asides.append(piece)
            else:
                texts.append(piece.text)
        return "\n".join(texts)
