"""A table whose numbers are also drawn as bars, so that the big ones are seen before they are read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from review_console.markup import Html

FULL_WIDTH_EM = 5
"""The longest bar: wide enough to tell a tenth from a fifth, narrow enough to keep its figure
beside it."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A number to draw: its share of the column's largest, and what is written beside the bar."""

    share: float
    words: str
    late: bool = False


def table(headers: Sequence[str], rows: Iterable[Sequence[str | Bar]], caption: str) -> Html:
    """A real table with a caption for screen readers; bars are decoration, their words carry the figure."""
    head = "".join(f'<th scope="col">{escape(header)}</th>' for header in headers)
    body = "".join("<tr>" + "".join(f"<td>{_cell(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return Html(
        f'<div class="cd-scroll"><table class="cd-table"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def shares(values: Sequence[float]) -> list[float]:
    """Each value as a share of the largest; all nothing if nothing is above zero."""
    most = max(values, default=0.0)
    return [max(0.0, value) / most if most > 0 else 0.0 for value in values]


def _cell(cell: str | Bar) -> str:
    if isinstance(cell, str):
        return escape(cell)
    colour = "#b3541e" if cell.late else "#5c8fb5"
    width = round(FULL_WIDTH_EM * min(1.0, cell.share), 2)
    bar = (
        f'<span aria-hidden="true" style="display:inline-block;height:.7em;width:{width}em;'
        f'background:{colour};margin-right:.4em"></span>'
    )
    return f'<span style="white-space:nowrap">{bar if width else ""}{escape(cell.words)}</span>'
