"""What a parser makes of a file: blocks in reading order, joined into the one text of the version."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from knowledge_base.documents import MediaType
from knowledge_base.parsing.invisible import strip_invisible
from knowledge_base.parsing.limits import MAX_TEXT_CHARACTERS
from knowledge_base.parsing.refusals import RefusalReason, Refused
from knowledge_base.parsing.screening import Aside, gathered, screen, screen_aside
from knowledge_base.parsing.warning_kinds import ParseWarning


class BlockKind(StrEnum):
    """The parts of a document that matter for cutting it."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    TABLE_ROW = "table_row"


@dataclass(frozen=True, slots=True)
class RawBlock:
    """A block as a parser found it, before cleaning. `level` is 1..6 for headings, else 0."""

    kind: BlockKind
    text: str
    level: int = 0
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A block of the canonical text: `text[start:end]` of the parsed document is exactly this block."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    page: int | None = None


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """The canonical text of a file, its blocks in order without overlap, and what was odd about it."""

    media_type: MediaType
    text: str
    blocks: tuple[Block, ...]
    warnings: tuple[ParseWarning, ...] = ()
    pages: int | None = None


_COMPACT = {BlockKind.LIST_ITEM, BlockKind.TABLE_ROW}


def table_rows(rows: Sequence[Sequence[str]], page: int | None = None) -> list[RawBlock]:
    """Table rows as lines that carry their header, so that each can be found and quoted on its own.

    The first row is the header unless the table has one row only. Empty cells are left out.
    """
    cleaned = [[" ".join(cell.split()) for cell in row] for row in rows]
    cleaned = [row for row in cleaned if any(row)]
    if len(cleaned) < 2:
        return [RawBlock(BlockKind.TABLE_ROW, " | ".join(filter(None, row)), page=page) for row in cleaned]
    header, *body = cleaned
    return [RawBlock(BlockKind.TABLE_ROW, _row_text(header, row), page=page) for row in body if row != header]


def _row_text(header: Sequence[str], row: Sequence[str]) -> str:
    cells = []
    for position, cell in enumerate(row):
        label = header[position] if position < len(header) else ""
        if cell:
            cells.append(f"{label}: {cell}" if label and label != cell else cell)
    return " | ".join(cells)


def assemble(
    raw: Iterable[RawBlock | Aside], media_type: MediaType, *, pages: int | None = None
) -> ParsedDocument:
    """Clean the blocks, join them, and screen the result. Raises Refused(EMPTY | TOO_LARGE)."""
    whole = _Joined()
    for piece in raw:
        if isinstance(piece, Aside):
            whole.leave_out(piece)
        else:
            whole.append(piece)
    text = "".join(whole.pieces)
    if not any(character.isalnum() for character in text):
        raise Refused(RefusalReason.EMPTY)
    return ParsedDocument(
        media_type, text, tuple(whole.blocks), gathered([*whole.warnings, *screen(text)]), pages
    )


class _Joined:
    """The canonical text while it grows."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.blocks: list[Block] = []
        self.warnings: list[ParseWarning] = []
        self._length = 0

    def leave_out(self, aside: Aside) -> None:
        warning = screen_aside(aside, self._length)
        if warning is not None:
            self.warnings.append(warning)

    def append(self, block: RawBlock) -> None:
        text, removed = strip_invisible(block.text)
        lead = len(text) - len(text.lstrip())
        text = text.strip()
        glue = self._glue(block.kind) if text else ""
        start = self._length + len(glue)
        for run in removed:
            at = start + min(max(run.position - lead, 0), len(text))
            self.warnings.append(ParseWarning(run.kind, at, at, run.detail, run.spelled))
        if not text:
            return
        self._length = start + len(text)
        if self._length > MAX_TEXT_CHARACTERS:
            raise Refused(RefusalReason.TOO_LARGE)
        self.pieces += [glue, text]
        self.blocks.append(Block(block.kind, start, self._length, block.level, block.page))

    def _glue(self, kind: BlockKind) -> str:
        if not self.blocks:
            return ""
        return "\n" if self.blocks[-1].kind == kind and kind in _COMPACT else "\n\n"
