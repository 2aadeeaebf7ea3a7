"""The clock of a case as a small bar of the time left, with the same in words."""

from __future__ import annotations

from html import escape

from review_console import frame, markup, moments
from review_console.labels import label
from review_console.labels_case_life import CLOCK_STAGES
from review_console.language import _
from review_console.markup import Html
from review_console.wire_case_life import CaseClock

COLOURS = {"in_time": "#5c8fb5", "warned": "#8a6100", "escalated": "#b3541e", "broken": "#a4262c"}
"""Each at least 3:1 on white; the words beside the bar say the same without colour."""


def bar(clock: CaseClock) -> Html:
    """The part of the promised time that is left."""
    left = round(100 * (1 - min(1.0, max(0.0, clock.used))))
    colour = COLOURS.get(clock.stage, COLOURS["in_time"])
    words = words_of(clock, left)
    return Html(
        '<div style="display:flex;align-items:center;gap:.5em">'
        '<span aria-hidden="true" style="display:inline-block;flex:none;width:6em;height:.6em;border:1px solid #767676">'
        f'<span style="display:block;height:100%;width:{left}%;background:{colour}"></span></span>'
        f'<span class="cd-path">{escape(words)}</span></div>'
    )


def words_of(clock: CaseClock, left: int) -> str:
    """E.g. "80 % of the time left · In time"."""
    stage = label(CLOCK_STAGES, clock.stage)
    if not clock.running:
        return _("Clock stopped: the citizen is waited for")
    if clock.stage == "broken":
        return stage
    return _("{left} % of the promised time left").format(left=left) + f" · {stage}"


def show(clock: CaseClock) -> None:
    """The bar, and until when."""
    frame.show(bar(clock))
    frame.show(markup.facts([(_("Reply due"), moments.both(clock.due))]))
