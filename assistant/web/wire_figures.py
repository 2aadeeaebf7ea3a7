"""Figures on the wire."""

from __future__ import annotations

from datetime import date

from assistant.domain.figures import SMALLEST_GROUP, Cell, Table
from assistant.services.figures import FigurePage
from assistant.web.wire import Shown


class TableShown(Shown):
    """A table: a null is hidden for too small a group, or not measured."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


class FigurePageShown(Shown):
    """The tables of one subject. Groups below `smallest_group` keep their keys only."""

    subject: str
    since: date
    until: date
    smallest_group: int
    tables: tuple[TableShown, ...]


def page_shown(page: FigurePage) -> FigurePageShown:
    """On the wire."""
    return FigurePageShown(
        subject=page.subject.value,
        since=page.since,
        until=page.until,
        smallest_group=SMALLEST_GROUP,
        tables=tuple(map(table_shown, page.tables)),
    )


def table_shown(table: Table) -> TableShown:
    """On the wire."""
    return TableShown(
        name=table.name.value, columns=tuple(one.value for one in table.columns), rows=table.rows
    )
