"""Cells of figures in words of the session's language."""

from __future__ import annotations

from datetime import date

from babel.numbers import format_decimal, format_percent

from review_console import frame, moments
from review_console.labels import label
from review_console.labels_figures import CODES, SHARES
from review_console.language import LANGUAGES, _, current
from review_console.wire_figures import Cell, Table

FEWEST = 0.001
"""Chances below this are all the same to a reader."""


def cell(column: str, value: Cell) -> str:
    """One figure as it is read; a dash where there is none."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, str):
        return _code(column, value)
    if column in SHARES:
        return str(format_percent(value, format="0.0 %", locale=current()))
    if column == "p_value" and value < FEWEST:
        return f"< {FEWEST}"
    shape = "#,##0" if isinstance(value, int) else "#,##0.0##"
    return str(format_decimal(value, format=shape, locale=current()))


def group(code: str) -> str:
    """A language by its own name, a topic by its name."""
    return LANGUAGES.get(code) or frame.topic_name(code) or code


def rows(table: Table) -> list[tuple[str, ...]]:
    """Every cell in words."""
    return [
        tuple(cell(column, value) for column, value in zip(table.columns, row, strict=True))
        for row in table.rows
    ]


def _code(column: str, value: str) -> str:
    if column == "department":
        return frame.department_name(value) or value
    if column == "group":
        return group(value)
    if column == "day":
        return moments.day(date.fromisoformat(value))
    return label(CODES[column], value) if column in CODES else value
