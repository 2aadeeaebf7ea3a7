"""Two versions beside each other as HTML: what came and went is told by sign, word and line, never by colour alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby

from review_console.language import _
from review_console.markup import Html
from review_console.wire_diff import ParagraphRow, Piece

CONTEXT = 1
"""Unchanged paragraphs shown around a change: the one before and the one after say where it stands."""

_SIGNS = {"added": "+", "removed": "−", "changed": "≠", "moved": "⇢", "moved_away": "⇠", "same": ""}

STYLE = Html(
    """<style>
.cd-diff { max-width: 84ch; }
.cd-diff details { margin: .3rem 0; }
.cd-diff summary { cursor: pointer; font-size: .9rem; padding: .2rem 0; }
.cd-para { display: grid; grid-template-columns: 5.5rem 1fr; gap: .6rem; padding: .3rem 0 .3rem .5rem;
  border-left: 4px solid transparent; line-height: 1.6; overflow-wrap: anywhere; white-space: pre-wrap; }
.cd-para-added { border-left: 4px solid #1f7a43; }
.cd-para-removed { border-left: 4px dashed #b3541e; }
.cd-para-changed { border-left: 4px double #5c8fb5; }
.cd-para-moved, .cd-para-moved_away { border-left: 4px dotted #6b5ca5; }
.cd-para-head { font-weight: 600; }
.cd-mark { font-size: .8rem; opacity: .85; white-space: normal; }
.cd-under { font-size: .85rem; opacity: .8; margin: .9rem 0 .1rem; }
.cd-figure { font-weight: 700; border: 2px solid currentColor; border-radius: .2rem; padding: 0 .15em; }
</style>"""
)


def diff(rows: Sequence[ParagraphRow], language: str) -> Html:
    """All paragraphs in order; longer stretches without a change are folded away."""
    parts: list[str] = []
    heading: tuple[str, ...] | None = None
    for folded, stretch in _stretches(rows):
        inner = []
        for row in stretch:
            if not folded and row.headings != heading and row.headings and not row.is_heading:
                inner.append(f'<div class="cd-under">{escape(" › ".join(row.headings))}</div>')
            heading = row.headings
            inner.append(_paragraph(row))
        body = "".join(inner)
        if folded:
            said = escape(_("{count} paragraphs without a change").format(count=len(stretch)))
            parts.append(f"<details><summary>{said}</summary>{body}</details>")
        else:
            parts.append(body)
    return Html(f'<div class="cd-diff" lang="{escape(language)}">{"".join(parts)}</div>')


def _stretches(rows: Sequence[ParagraphRow]) -> Iterable[tuple[bool, list[ParagraphRow]]]:
    """Runs of paragraphs that are shown, and runs that are folded."""
    changed = [place for place, row in enumerate(rows) if row.change != "same"]
    near = {place + step for place in changed for step in range(-CONTEXT, CONTEXT + 1)}
    shown = [row.change != "same" or place in near for place, row in enumerate(rows)]
    for is_shown, group in groupby(zip(shown, rows, strict=True), key=lambda pair: pair[0]):
        stretch = [row for _is_shown, row in group]
        yield not is_shown and len(stretch) > 1, stretch


def _paragraph(row: ParagraphRow) -> str:
    head = " cd-para-head" if row.is_heading else ""
    sign = _SIGNS.get(row.change, "?")
    label = escape(_said(row))
    words = "".join(
        _words(list(group)) for _change, group in groupby(row.pieces, key=lambda piece: piece.change)
    )
    return (
        f'<div class="cd-para cd-para-{escape(row.change)}{head}">'
        f'<span class="cd-mark"><span aria-hidden="true">{sign} </span>{label}</span><div>{words}</div></div>'
    )


def _said(row: ParagraphRow) -> str:
    """What became of the paragraph, in words."""
    match row.change:
        case "same":
            return ""
        case "added":
            return _("added")
        case "removed":
            return _("removed")
        case "changed":
            return _("changed")
        case "moved":
            return _("moved here from paragraph {number}").format(number=row.before)
        case "moved_away":
            return _("moved to paragraph {number}").format(number=row.after)
        case other:
            return other


def _words(pieces: Sequence[Piece]) -> str:
    """Pieces of one fate; a screen reader hears once what became of them, and before each number that it is one."""
    change = pieces[0].change
    if change not in ("added", "removed"):
        return "".join(escape(piece.text) for piece in pieces)
    tag, label = ("ins", _("added")) if change == "added" else ("del", _("removed"))
    words = "".join(_figure(piece) if piece.figure else escape(piece.text) for piece in pieces)
    hidden = f'<span class="cd-hidden">[{escape(label)}: </span>'
    return f'<{tag}>{hidden}{words}<span class="cd-hidden">]</span></{tag}>'


def _figure(piece: Piece) -> str:
    said = escape(_("number"))
    return f'<span class="cd-hidden">{said} </span><span class="cd-figure">{escape(piece.text)}</span>'
