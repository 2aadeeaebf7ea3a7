"""How far a recall has come, drawn: a bar of what is open, corrected, left and erased, with its words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from review_console.markup import Html

WIDTH_EM = 14
"""The bar of the change with the most replies: its parts can still be told apart when it is one of hundreds."""

LEAST_EM = 0.25
"""No part that is there is drawn narrower than this: one open reply among a thousand must be seen."""

COLOURS = {"open": "#b3541e", "corrected": "#3f7ea6", "left": "#8a949e", "erased": "#cfd5da"}


@dataclass(frozen=True, slots=True)
class Progress:
    """How many replies are in which state, in the order of drawing, and what is written beside the bar."""

    numbers: dict[str, int]
    words: str


def table(headers: Sequence[str], rows: Iterable[Sequence[str | Progress]], caption: str) -> Html:
    """A real table with a caption for screen readers; bars are decoration, their words carry the figures."""
    given = list(rows)
    most = max((sum(c.numbers.values()) for row in given for c in row if isinstance(c, Progress)), default=0)
    head = "".join(f'<th scope="col">{escape(header)}</th>' for header in headers)
    body = "".join("<tr>" + "".join(f"<td>{_cell(one, most)}</td>" for one in row) + "</tr>" for row in given)
    return Html(
        f'<div class="cd-scroll"><table class="cd-table"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _cell(cell: str | Progress, most: int) -> str:
    if isinstance(cell, str):
        return escape(cell)
    parts = "".join(
        f'<span style="display:inline-block;height:.75em;width:{_width(number, most)}em;'
        f'background:{COLOURS[state]};margin-right:1px"></span>'
        for state, number in cell.numbers.items()
        if number
    )
    bar = f'<span aria-hidden="true" style="white-space:nowrap">{parts}</span><br>' if parts else ""
    return bar + escape(cell.words)


def _width(number: int, most: int) -> float:
    return round(max(LEAST_EM, WIDTH_EM * number / most), 2)
