"""A table of figures as a file for a spreadsheet."""

from __future__ import annotations

import csv
import io

from assistant.domain.figures import Cell, Table
from assistant.web.report_files import text_cell


def figures_csv(table: Table) -> str:
    """The column's names, then the rows; no text begins like a formula (X-17), and nothing stands for no figure."""
    file = io.StringIO()
    rows = csv.writer(file, lineterminator="\r\n")
    rows.writerow([one.value for one in table.columns])
    rows.writerows([_cell(cell) for cell in row] for row in table.rows)
    return file.getvalue()


def _cell(cell: Cell) -> str:
    """Numbers are written as numbers: a minus before a digit is no formula."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    return text_cell(cell) if isinstance(cell, str) else repr(cell)
