"""A row of small bars: how a count went over the weeks."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from review_console.markup import Html

BAR_EM = 0.55
HEIGHT_EM = 1.8
"""As high as a line with its gap: rows of a list stay rows."""


def weeks(counts: Sequence[int], words: str) -> Html:
    """One bar for each week, oldest first, the present one darker; `words` say the same to whoever sees no bars."""
    most = max(counts, default=0)
    last = len(counts) - 1
    bars = "".join(_bar(count, most, place == last) for place, count in enumerate(counts))
    return Html(
        f'<div role="img" aria-label="{escape(words)}" title="{escape(words)}" style="display:flex;'
        f'align-items:flex-end;gap:2px;height:{HEIGHT_EM}em;border-bottom:1px solid #8a949e;width:max-content">'
        f"{bars}</div>"
    )


def _bar(count: int, most: int, present: bool) -> str:
    height = round(HEIGHT_EM * count / most, 2) if most else 0
    colour = "#1f5f8b" if present else "#5c8fb5"
    return (
        f'<span aria-hidden="true" style="width:{BAR_EM}em;height:{height}em;background:{colour};'
        'display:inline-block"></span>'
    )
