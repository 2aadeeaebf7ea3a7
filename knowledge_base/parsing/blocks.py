"""What a parser makes of a file: blocks in reading order, joined into the one text of the version."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from knowledge_base.documents import MediaType
from knowledge_base.parsing.limits import MAX_TEXT_CHARACTERS
from knowledge_base.parsing.refusals import RefusalReason, Refused
from knowledge_base.parsing.screening import WarningKind, find_instructions, strip_invisible


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
class ParseWarning:
    """Something a policy editor should look at before publishing. Offsets are into the canonical text.

    `hidden` is what the file holds at `start` and the text does not: the difference between file and reader.
    """

    kind: WarningKind
    start: int
    end: int
    detail: str
    hidden: str = ""


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
    raw: Iterable[RawBlock],
    media_type: MediaType,
    *,
    pages: int | None = None,
    extra: Iterable[tuple[WarningKind, str]] = (),
) -> ParsedDocument:
    """Clean the blocks, join them, and screen the result. Raises Refused(EMPTY | TOO_LARGE)."""
    pieces: list[str] = []
    blocks: list[Block] = []
    warnings: list[ParseWarning] = [ParseWarning(kind, 0, 0, detail) for kind, detail in extra]
    length = 0
    previous: BlockKind | None = None
    for block in raw:
        text, removed = strip_invisible(block.text)
        lead = len(text) - len(text.lstrip())
        text = text.strip()
        if not text:
            continue
        glue = (
            "" if previous is None else "\n" if previous == block.kind and block.kind in _COMPACT else "\n\n"
        )
        start = length + len(glue)
        length = start + len(text)
        if length > MAX_TEXT_CHARACTERS:
            raise Refused(RefusalReason.TOO_LARGE)
        pieces += [glue, text]
        blocks.append(Block(block.kind, start, length, block.level, block.page))
        for position, detail in removed:
            at = start + min(max(position - lead, 0), len(text))
            warnings.append(ParseWarning(WarningKind.INVISIBLE_CHARACTERS, at, at, detail))
        previous = block.kind
    whole = "".join(pieces)
    if not any(character.isalnum() for character in whole):
        raise Refused(RefusalReason.EMPTY)
    for start, end, detail in find_instructions(whole):
        warnings.append(ParseWarning(WarningKind.INSTRUCTION_LIKE_TEXT, start, end, detail))
    return ParsedDocument(media_type, whole, tuple(blocks), tuple(warnings), pages)
