"""Figures as the API tells them."""

from __future__ import annotations

from datetime import date

from review_console.transport import Wire

Cell = str | int | float | bool | None


class Table(Wire):
    """A table of figures; None is hidden for too small a group, or not measured."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def records(self) -> list[dict[str, Cell]]:
        """The rows by column."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


class FigurePage(Wire):
    """The tables of one subject."""

    subject: str
    since: date
    until: date
    smallest_group: int
    tables: tuple[Table, ...]
