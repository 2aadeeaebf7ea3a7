"""`civicdesk bench`: what an installation costs to run, on throw-away data."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.cli.commands import command, group
from assistant.cli.terminal import progress_bars, say

app = group("Measure what searching and publishing cost. The data folder is not touched.")


def search(
    sizes: Annotated[str, typer.Option(help="Passages of each base, separated by commas.")] = "5000,100000",
    queries: Annotated[int, typer.Option(min=20, help="Questions a base.")] = 300,
) -> None:
    """Search throw-away bases."""
    from assistant.evaluation import bench_search

    for size in [int(part) for part in sizes.split(",")]:
        with progress_bars() as progress, bench_search.scratch() as folder:
            say(str(bench_search.measure(bench_search.synthetic(size, queries), progress, folder)))


command(app, "search")(search)
