"""Why a passage stands where it stands: one bar, its parts in words and figures beside it."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from review_console.labels import SIGNALS, label
from review_console.language import _
from review_console.markup import Html

_PATTERNS = {
    "lexical": "#33658a",
    "dense": "repeating-linear-gradient(45deg, #b3541e 0 5px, #d99a76 5px 8px)",
    "title": "repeating-linear-gradient(0deg, #1f7a43 0 4px, #8cc5a3 4px 7px)",
    "document": "repeating-linear-gradient(90deg, #6b5ca5 0 5px, #b5acd6 5px 8px)",
    "history": "repeating-linear-gradient(135deg, #7a6a1f 0 4px, #d9cd8c 4px 9px)",
}
_OTHER = "repeating-linear-gradient(45deg, #555 0 2px, #bbb 2px 6px)"

STYLE = Html(
    """<style>
.cd-bar { display: flex; height: 1.1rem; max-width: 60ch; border: 1px solid #8a949e; border-radius: .2rem; overflow: hidden; }
.cd-bar span { display: block; height: 100%; }
.cd-parts { display: flex; flex-wrap: wrap; gap: .1rem 1.1rem; font-size: .85rem; list-style: none;
  padding: 0 !important; margin: .3rem 0 !important; }
.cd-parts li { margin: 0 !important; }
.cd-key { display: inline-block; width: .9rem; height: .9rem; margin-right: .35rem; vertical-align: -.1rem;
  border: 1px solid #8a949e; }
</style>"""
)


def bar(explanation: Mapping[str, float], most: float) -> Html:
    """The parts of a score as a bar, as long as the score is beside `most`, and each part named with its figure."""
    parts = {group: value for group, value in explanation.items() if abs(value) >= 0.0005}
    raising = {group: value for group, value in parts.items() if value > 0}
    whole = max(most, sum(raising.values()), 1e-9)
    stripes = "".join(
        f'<span style="width: {100 * value / whole:.2f}%; background: {_pattern(group)}"></span>'
        for group, value in raising.items()
    )
    named = "".join(
        f'<li><span class="cd-key" style="background: {_pattern(group)}"></span>'
        f"{escape(label(SIGNALS, group))} {value:+.3f}</li>"
        for group, value in parts.items()
    )
    said = escape(_("What the place is due to"))
    return Html(
        f'<div class="cd-bar" aria-hidden="true">{stripes}</div>'
        f'<ul class="cd-parts" aria-label="{said}">{named}</ul>'
    )


def _pattern(group: str) -> str:
    return _PATTERNS.get(group, _OTHER)
