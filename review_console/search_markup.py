"""Why a passage stands where it stands: a bar of what raises it, one of what lowers it, each part in words and figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from review_console.labels import SIGNALS, label
from review_console.language import _
from review_console.markup import Html

_PATTERNS = {
    "lexical": "#33658a",
    "dense": "repeating-linear-gradient(45deg, #b3541e 0 5px, #d99a76 5px 8px)",
    "learned": "radial-gradient(#d8c3e6 30%, #6a2f8a 34%) 0 0 / 5px 5px",
    "title": "repeating-linear-gradient(0deg, #1f7a43 0 4px, #8cc5a3 4px 7px)",
    "document": "repeating-linear-gradient(90deg, #6b5ca5 0 5px, #b5acd6 5px 8px)",
    "history": "repeating-linear-gradient(135deg, #7a6a1f 0 4px, #d9cd8c 4px 9px)",
    "wording": "radial-gradient(#9ec2dc 30%, #1d4e6e 34%) 0 0 / 7px 7px",
    "nearness": "repeating-linear-gradient(90deg, #1f7a6b 0 2px, #a5d6cd 2px 5px)",
    "meaning": "radial-gradient(#8a3a12 35%, #e8b999 40%) 0 0 / 6px 6px",
    "place": "#8a949e",
    "position": "repeating-linear-gradient(0deg, #777 0 1px, #ddd 1px 4px)",
}
SHOWN_FROM = 0.0005
"""Parts that would be drawn and written as 0.000 are left out."""

_OTHER = "repeating-linear-gradient(45deg, #555 0 2px, #bbb 2px 6px)"

STYLE = Html(
    """<style>
.cd-row { display: flex; gap: .5rem; align-items: center; max-width: 62ch; line-height: 1.2; }
.cd-row b { width: .8rem; text-align: center; }
.cd-bar { display: flex; flex: 1; height: .8rem; border: 1px solid #8a949e; border-radius: .2rem; overflow: hidden; }
.cd-bar span { display: block; height: 100%; }
.cd-parts { display: flex; flex-wrap: wrap; gap: .1rem 1.1rem; font-size: .85rem; list-style: none;
  padding: 0 !important; margin: .3rem 0 !important; }
.cd-parts li { margin: 0 !important; }
.cd-key { display: inline-block; width: .9rem; height: .9rem; margin-right: .35rem; vertical-align: -.1rem;
  border: 1px solid #8a949e; }
</style>"""
)


def largest(explanations: Iterable[Mapping[str, float]]) -> float:
    """What the longest bar of several stands for."""
    return max((max(_sum(one, 1), _sum(one, -1)) for one in explanations), default=0.0)


def bar(explanation: Mapping[str, float], most: float) -> Html:
    """What raises a passage and what lowers it, a bar each, drawn to the scale of `most`; each part named with its
    figure below."""
    parts = {group: value for group, value in explanation.items() if abs(value) >= SHOWN_FROM}
    whole = max(most, _sum(parts, 1), _sum(parts, -1), SHOWN_FROM)
    bars = "".join(_stripes(parts, sign, whole) for sign in (1, -1) if _sum(parts, sign) > 0)
    named = "".join(
        f'<li><span class="cd-key" style="background: {_pattern(group)}"></span>'
        f"{escape(label(SIGNALS, group))} {value:+.3f}</li>"
        for group, value in sorted(parts.items(), key=lambda part: -abs(part[1]))
    )
    said = escape(_("What the place is due to, against the mean of all passages considered"))
    return Html(f'<div aria-hidden="true">{bars}</div><ul class="cd-parts" aria-label="{said}">{named}</ul>')


def _stripes(parts: Mapping[str, float], sign: int, whole: float) -> str:
    stripes = "".join(
        f'<span style="width: {100 * abs(value) / whole:.2f}%; background: {_pattern(group)}"></span>'
        for group, value in parts.items()
        if value * sign > 0
    )
    return f'<div class="cd-row"><b>{"+" if sign > 0 else "−"}</b><div class="cd-bar">{stripes}</div></div>'


def _sum(parts: Mapping[str, float], sign: int) -> float:
    return sum(value * sign for value in parts.values() if value * sign > 0)


def _pattern(group: str) -> str:
    return _PATTERNS.get(group, _OTHER)
