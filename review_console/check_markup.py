"""The checks of a version drawn: a tile for each, places with their words marked, shares as bars. Text stays text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from review_console.markup import Html

SIGNS = {"pass": "✓", "look": "!", "held": "✕"}
"""Told by shape as well as by colour and word."""

_COLOURS = {"pass": "#2f7d4f", "look": "#8a6d00", "held": "#b3541e"}


def tiles(rows: Iterable[tuple[str, str, str, str]]) -> Html:
    """One tile for each check: (standing, its word, the check's name, what was found)."""
    return Html(f'<ul class="cd-tags" style="gap:.7rem">{"".join(_tile(*row) for row in rows)}</ul>')


def _tile(standing: str, word: str, name: str, found: str) -> str:
    colour = _COLOURS.get(standing, "#8a949e")
    return (
        f'<li style="border:1px solid {colour};border-left:5px solid {colour};border-radius:.3rem;'
        f'padding:.35rem .8rem;min-width:11rem;font-size:.95rem">'
        f'<span aria-hidden="true" style="color:{colour};font-weight:700">{SIGNS.get(standing, "?")} </span>'
        f"<strong>{escape(name)}</strong><br>{escape(word)}<br>"
        f'<span style="opacity:.85">{escape(found)}</span></li>'
    )


def in_context(before: str, words: str, after: str, hidden: str, hidden_name: str) -> Html:
    """A place in a text: its words marked; what only the file holds set apart and named, with control signs visible."""
    parts = [escape(before)]
    if words:
        parts.append(f"<mark>{escape(words)}</mark>")
    if hidden:
        parts.append(f'<ins><span class="cd-hidden">[{escape(hidden_name)}: </span>{escape(hidden)}'
                     '<span class="cd-hidden">]</span></ins>')  # fmt: skip
    parts.append(escape(after))
    return Html(f'<div class="cd-quote">…{"".join(parts)}…</div>')


def place(
    title: str, owner: str, path: Sequence[str], sentence: str, spans: Iterable[tuple[int, int]]
) -> Html:
    """A sentence with its values marked, under its document, owner and headings."""
    marked, at = "", 0
    for start, end in sorted(spans):
        start, end = max(at, start), min(len(sentence), end)
        if start < end:
            marked += f"{escape(sentence[at:start])}<mark>{escape(sentence[start:end])}</mark>"
            at = end
    headings = " › ".join(escape(one) for one in path if one != title)
    return Html(
        f'<div class="cd-strong">{escape(title)}</div>'
        f'<div class="cd-path">{escape(owner)}{" · " if headings else ""}{headings}</div>'
        f'<div class="cd-quote">{marked}{escape(sentence[at:])}</div>'
    )


def share(words: str, part: float) -> Html:
    """A share as a bar with its words."""
    width = round(100 * max(0.0, min(1.0, part)))
    return Html(
        f'<div>{escape(words)}</div><div aria-hidden="true" style="height:.7em;max-width:24rem;border:1px solid '
        f'#8a949e;border-radius:.2rem"><div style="height:100%;width:{width}%;background:#5c8fb5"></div></div>'
    )
