"""Rows of a policy's table quoted in a claim, as columns and cells."""

from __future__ import annotations

from dataclasses import dataclass

_CELLS = " | "
_NAME_ENDS = ": "


@dataclass(frozen=True, slots=True)
class QuotedTable:
    """Column names and the cells under them, row by row."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def quoted_table(text: str) -> QuotedTable | None:
    """The table a claim quotes, or None unless all its lines are rows whose cells name the same columns."""
    rows = [[cell.partition(_NAME_ENDS) for cell in line.split(_CELLS)] for line in text.split("\n")]
    columns = tuple(name for name, _, _ in rows[0])
    same = all(tuple(name for name, _, _ in row) == columns for row in rows)
    named = all(name and end for row in rows for name, end, _ in row)
    if len(columns) < 2 or not same or not named:
        return None
    return QuotedTable(columns, tuple(tuple(words for _, _, words in row) for row in rows))
