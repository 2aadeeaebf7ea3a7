"""Markdown by markdown-it: headings, paragraphs, list items, tables; raw HTML read as HTML, images by their text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from knowledge_base.parsing.blocks import BlockKind, RawBlock, table_rows
from knowledge_base.parsing.html_document import HtmlReader

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n.*?\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_SOFT_BREAK = "\x00"  # a line break in the source; markdown-it lets no such character through


class MarkdownReader:
    """Reads one Markdown text. `hidden` counts elements of embedded HTML that a reader would not see."""

    def __init__(self) -> None:
        self.hidden = 0

    def read(self, text: str) -> Iterator[RawBlock]:
        """The blocks of the text; YAML front matter is not part of the document."""
        text = _FRONT_MATTER.sub("", text.replace("\r\n", "\n"), count=1)
        tokens = MarkdownIt("commonmark").enable("table").parse(text)
        yield from self._blocks(tokens)

    def _blocks(self, tokens: list[Token]) -> Iterator[RawBlock]:
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
                text = _inline(token)
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
                reader = HtmlReader()
                yield from reader.read(token.content)
                self.hidden += reader.hidden


def _inline(token: Token) -> str:
    out: list[str] = []
    for child in token.children or []:
        if child.type in ("text", "code_inline"):
            out.append(child.content)
        elif child.type == "softbreak":
            out.append(_SOFT_BREAK)
        elif child.type == "hardbreak":
            out.append("\n")
        elif child.type == "image":
            out.append(child.content)
    wide = "[\u3000-\u9fff\uff00-\uffef]"
    return re.sub(f"(?<={wide}){_SOFT_BREAK}(?={wide})", "", "".join(out)).replace(_SOFT_BREAK, " ")
