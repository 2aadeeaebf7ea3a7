"""How citizens rated, drawn and in words: the same figures that everybody reads."""

from __future__ import annotations

import altair
import streamlit as st

from review_console import frame, markup
from review_console.labels import label
from review_console.labels_ratings import GRADES
from review_console.language import _


def show() -> None:
    """A bar for each grade, and what came of low ones."""
    figures = frame.attempt(lambda: frame.client().ratings.figures())
    if figures is None:
        return
    st.header(_("How replies were rated"))
    total = sum(one.count for one in figures.counts)
    if total == 0:
        frame.say("info", _("No reply was rated yet."))
        return
    rows = [(label(GRADES, one.grade), str(one.count)) for one in figures.counts]
    points = [{"grade": name, "count": int(count)} for name, count in rows]
    chart = (
        altair.Chart(altair.InlineData(points), height=180)
        .mark_bar(color="#0b5c6b")
        .encode(
            y=altair.Y("grade:N", sort=[name for name, _count in rows], title=None),
            x=altair.X("count:Q", title=_("Ratings"), axis=altair.Axis(tickMinStep=1)),
        )
    )
    st.vega_lite_chart(spec=chart.to_dict(), width="stretch", alt=_("Ratings by grade"))
    frame.show(markup.table((_("Grade"), _("Ratings")), rows, _("Ratings by grade")))
    facts = [
        (_("Low ratings"), str(figures.low)),
        (_("Written to within a working day"), f"{figures.called_in_time} / {figures.called}"),
        (_("Mended within fifteen working days"), f"{figures.mended_in_time} / {figures.mended}"),
        (_("Rated once more, of these better"), f"{figures.rated_again}, {figures.better}"),
        (_("Excluded by two people"), str(figures.excluded)),
    ]
    frame.show(markup.facts(facts))
