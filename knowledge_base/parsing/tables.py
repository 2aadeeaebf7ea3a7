"""Tables as lines that carry their header, so that each row can be found and quoted on its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge_base.parsing.blocks import BlockKind, RawBlock, table_rows

MAX_SPAN = 50
"""Columns or rows that one cell may cover; files claim thousands to make a reader allocate them."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table with the columns and rows it covers."""

    text: str
    columns: int = 1
    rows: int = 1
    is_label: bool = False


class Grid:
    """A table while its rows are read: merged cells are laid out over the columns and rows they cover."""

    def __init__(self, page: int | None = None) -> None:
        self._page = page
        self._rows: list[list[str]] = []
        self._labelled: list[bool] = []
        self._header_rows = 0
        self._hanging: dict[int, tuple[str, int]] = {}

    def add_row(self, cells: Sequence[Cell], *, is_header: bool = False) -> None:
        """Lay out the next row. A header cell over several columns names each; another cell's text stands once."""
        if is_header and self._header_rows == len(self._rows):
            self._header_rows += 1
        else:
            is_header = False
        row: list[str] = []
        waiting = list(cells)
        while waiting or len(row) in self._hanging:
            column = len(row)
            if column in self._hanging:
                row.append(self._from_above(column))
                continue
            cell = waiting.pop(0)
            for offset in range(max(1, min(cell.columns, MAX_SPAN))):
                text = cell.text if offset == 0 or is_header else ""
                row.append(text)
                if cell.rows > 1:
                    self._hanging[column + offset] = (text, min(cell.rows, MAX_SPAN) - 1)
        self._rows.append(row)
        self._labelled.append(bool(cells) and cells[0].is_label and not all(c.is_label for c in cells))

    def _from_above(self, column: int) -> str:
        text, left = self._hanging.pop(column)
        if left > 1:
            self._hanging[column] = (text, left - 1)
        return text

    def blocks(self) -> Iterator[RawBlock]:
        """The rows with their header; rows that each begin with a label of their own need no header."""
        if self._rows and all(self._labelled):
            yield from label_rows(self._rows, self._page)
            return
        top = min(self._header_rows, len(self._rows) - 1)
        if top < 2:
            yield from table_rows(self._rows, self._page)
            return
        width = max(map(len, self._rows[:top]))
        header = []
        for column in range(width):
            names = [row[column] for row in self._rows[:top] if column < len(row) and row[column]]
            header.append(" ".join(dict.fromkeys(names)))
        yield from table_rows([header, *self._rows[top:]], self._page)


def label_rows(rows: Sequence[Sequence[str]], page: int | None) -> Iterator[RawBlock]:
    """Rows of the form label, value, value."""
    for row in rows:
        label, *values = [" ".join(cell.split()) for cell in row]
        text = " | ".join(value for value in values if value)
        if label or text:
            yield RawBlock(
                BlockKind.TABLE_ROW, f"{label}: {text}" if label and text else label or text, page=page
            )
