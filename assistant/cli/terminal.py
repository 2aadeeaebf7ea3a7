"""What commands print: lines, tables, JSON, and progress bars where somebody watches."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

Told = Callable[[str, int, int], None]
"""Called with what is done, how much of it, and out of how much."""

PLAIN_WIDTH = 200
"""Columns where no terminal tells its own: wide enough that a file of the output wraps nothing that matters."""


def say(line: str = "") -> None:
    """One line on standard output."""
    typer.echo(line)


def complain(line: str) -> None:
    """One line on standard error."""
    typer.echo(line, err=True)


def say_json(value: Any) -> None:
    """The value as JSON on standard output, for other programs."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def say_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table without borders; cells are shown as they are, never read as markup."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for head in heads:
        table.add_column(head, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console = Console()
    console = console if console.is_terminal else Console(width=PLAIN_WIDTH)
    console.print(table)


@contextmanager
def progress_bars() -> Iterator[Told]:
    """Bars on standard error, one for each thing that is done; nothing at all where that is not a terminal."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _what, _done, _total: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as progress:
        tasks: dict[str, TaskID] = {}

        def tell(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = progress.add_task(what, total=total)
            progress.update(tasks[what], completed=done, total=total)

        yield tell
