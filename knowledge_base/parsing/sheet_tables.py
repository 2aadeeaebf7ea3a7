"""The tables that stand on a sheet: titles above them, headers of one or more rows, and their lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from knowledge_base.parsing.blocks import BlockKind, RawBlock, table_rows

MAX_HEADER_ROWS = 4
"""Rows of merged cells above a table that are read as its header."""


@dataclass(frozen=True, slots=True)
class SheetCell:
    """The text a cell shows; numbers never are a header of their own."""

    text: str
    is_number: bool = False


Row = Mapping[int, SheetCell]
Area = tuple[int, int, int, int]


def sheet_blocks(
    cells: Mapping[int, Row], merged: Sequence[Area], left_out: Set[int] = frozenset()
) -> Iterator[RawBlock]:
    """The blocks of a sheet. Empty rows part its tables; a table whose first row has numbers goes on the one before.

    `left_out` are hidden rows: they part nothing.
    """
    covered = _covering(cells, merged)
    header: list[str] = []
    for rows in _tables(cells, left_out):
        columns = sorted({column for row in rows for column in cells[row]})
        while rows and len(columns) > 1 and len(cells[rows[0]]) == 1:
            yield RawBlock(BlockKind.PARAGRAPH, next(iter(cells[rows[0]].values())).text)
            rows = rows[1:]
        if not rows:
            continue
        if len(columns) == 1:
            yield from (RawBlock(BlockKind.PARAGRAPH, cells[row][columns[0]].text) for row in rows)
            continue
        goes_on = len(header) == len(columns) and any(cell.is_number for cell in cells[rows[0]].values())
        top = 0 if goes_on else _header_rows(rows, cells, merged)
        if not goes_on:
            header = [_heading(rows[:top], column, cells, covered) for column in columns]
        body = [[_text(row, column, cells, covered) for column in columns] for row in rows[top:]]
        yield from table_rows([header, *body])


def _tables(cells: Mapping[int, Row], left_out: Set[int]) -> Iterator[list[int]]:
    """The numbers of the filled rows, in runs without an empty row between them."""
    run: list[int] = []
    for row in sorted(cells):
        if run and any(gap not in left_out for gap in range(run[-1] + 1, min(row, run[-1] + 1_000))):
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def _covering(cells: Mapping[int, Row], merged: Sequence[Area]) -> dict[tuple[int, int], str]:
    """The text of each merged area for the filled rows it covers."""
    found: dict[tuple[int, int], str] = {}
    filled = sorted(cells)
    for first_row, first_column, last_row, last_column in merged:
        cell = cells.get(first_row, {}).get(first_column)
        if cell is None or last_column - first_column > 200:
            continue
        for row in filled:
            if first_row <= row <= last_row:
                for column in range(first_column, last_column + 1):
                    found[row, column] = cell.text
    return found


def _header_rows(rows: list[int], cells: Mapping[int, Row], merged: Sequence[Area]) -> int:
    """One, or as many as a merged cell that begins in the first row needs to reach the names below it."""
    top = 1
    while top < min(MAX_HEADER_ROWS, len(rows) - 1):
        row = rows[top - 1]
        wide = any(first == row and last_column > column for first, column, _, last_column in merged)
        tall = any(first <= row < last and first >= rows[0] for first, _, last, _ in merged)
        if not (wide or tall) or any(cell.is_number for cell in cells[rows[top]].values()):
            break
        top += 1
    return top


def _heading(
    rows: list[int], column: int, cells: Mapping[int, Row], covered: dict[tuple[int, int], str]
) -> str:
    names = [_text(row, column, cells, covered) for row in rows]
    return " ".join(dict.fromkeys(name for name in names if name))


def _text(row: int, column: int, cells: Mapping[int, Row], covered: dict[tuple[int, int], str]) -> str:
    cell = cells[row].get(column)
    return cell.text if cell is not None else covered.get((row, column), "")
