"""A version's text cut into passages along its headings, lists, tables and articles.

Every passage is an exact span of the text. Passages do not overlap and leave out nothing but white space.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from langchain_text_splitters import RecursiveCharacterTextSplitter

from knowledge_base.parsing.articles import article_name, starts_article
from knowledge_base.parsing.blocks import Block, BlockKind
from knowledge_base.text import is_chinese

SPLITTER = "structure/2"
"""Stamped on each version and index version; change it whenever passages would come out differently."""


@dataclass(frozen=True, slots=True)
class PassageSize:
    """Characters a passage may have, and the size from which a new heading or article starts a new passage."""

    most: int
    break_from: int


ENGLISH_SIZE = PassageSize(most=1200, break_from=400)
CHINESE_SIZE = PassageSize(most=700, break_from=150)


@dataclass(frozen=True, slots=True)
class Cut:
    """One passage: a span, the headings above its first running text (without the title), and its page.

    A passage that begins inside an article of a regulation has the article's name as its last heading.
    """

    start: int
    end: int
    headings: tuple[str, ...]
    page: int | None


def split(text: str, blocks: Sequence[Block]) -> list[Cut]:
    """Cut a text along its blocks. `blocks` are in order, without overlap, inside the text."""
    size = CHINESE_SIZE if is_chinese(text) else ENGLISH_SIZE
    return list(_Cutter(text, size).cuts(blocks))


class _Cutter:
    def __init__(self, text: str, size: PassageSize) -> None:
        self._text = text
        self._size = size
        self._headings: list[tuple[int, str]] = []
        self._open: list[Block] = []
        self._open_headings: tuple[str, ...] = ()
        self._article: str | None = None

    def cuts(self, blocks: Sequence[Block]) -> Iterator[Cut]:
        for block in blocks:
            if self._must_break(block):
                yield from self._close()
            if block.kind is BlockKind.HEADING:
                self._enter(block)
            article = article_name(self._text, block.start)
            # A passage is named after the last heading before its first running text.
            if all(b.kind is BlockKind.HEADING for b in self._open):
                self._open_headings = self._path(goes_on=article is None)
            self._article = article or self._article
            if block.end - block.start > self._size.most:
                yield from self._close_keeping_heading(block)
            else:
                self._open.append(block)
        yield from self._close()

    def _path(self, *, goes_on: bool) -> tuple[str, ...]:
        """The headings in force, and the article that a text going on inside it belongs to."""
        titles = tuple(title for _, title in self._headings)
        return (*titles, self._article) if goes_on and self._article is not None else titles

    def _enter(self, heading: Block) -> None:
        self._article = None
        while self._headings and self._headings[-1][0] >= heading.level:
            self._headings.pop()
        title = " ".join(self._text[heading.start : heading.end].split())
        self._headings.append((heading.level, title))

    def _must_break(self, block: Block) -> bool:
        if not self._open:
            return False
        start, end = self._open[0].start, self._open[-1].end
        if block.end - start > self._size.most:
            return True
        # A heading never ends a passage: it belongs to what follows.
        if all(b.kind is BlockKind.HEADING for b in self._open):
            return False
        new_section = block.kind is BlockKind.HEADING or starts_article(self._text, block.start)
        return new_section and end - start >= self._size.break_from

    def _close(self) -> Iterator[Cut]:
        if self._open:
            yield Cut(self._open[0].start, self._open[-1].end, self._open_headings, self._open[0].page)
        self._open = []

    def _close_keeping_heading(self, block: Block) -> Iterator[Cut]:
        """Cut an over-long block by itself; a heading waiting for it goes with its first piece.

        The blocks of an article are its paragraphs (款) and items (项); inside one, sentences are kept whole.
        """
        lead = self._open if self._open and all(b.kind is BlockKind.HEADING for b in self._open) else []
        if not lead:
            yield from self._close()
            self._open_headings = self._path(goes_on=article_name(self._text, block.start) is None)
        start = lead[0].start if lead else block.start
        self._open = []
        for piece_start, piece_end in pieces(self._text, start, block.end, self._size.most):
            yield Cut(piece_start, piece_end, self._open_headings, block.page)
            self._open_headings = self._path(goes_on=True)


def pieces(text: str, start: int, end: int, most: int) -> list[tuple[int, int]]:
    """Spans of at most `most` characters that cover `text[start:end]` but for white space, cut at sentence ends."""
    splitter = RecursiveCharacterTextSplitter(
        chunk_size=most,
        chunk_overlap=0,
        separators=["\n\n", "\n", "。", "；", ". ", "; ", "，", ", ", " ", ""],
        keep_separator="end",
        strip_whitespace=False,
        length_function=len,
    )
    spans: list[tuple[int, int]] = []
    position = start
    # With no overlap and nothing stripped the pieces are the text itself, so offsets are sums of lengths.
    for piece in splitter.split_text(text[start:end]):
        if text[position : position + len(piece)] != piece:
            raise AssertionError("the splitter changed the text")
        begin = position + len(piece) - len(piece.lstrip())
        finish = position + len(piece.rstrip())
        if finish > begin:
            spans.append((begin, finish))
        position += len(piece)
    return spans
