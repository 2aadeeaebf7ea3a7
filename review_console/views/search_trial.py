"""Try the search, as the engine would run it on a given day."""

from __future__ import annotations

from datetime import date

import streamlit as st

from review_console import frame, markup, moments
from review_console.labels import AUDIENCES, shown
from review_console.language import _


def page() -> None:
    """A question, a day, an audience; the passages found and which leg found them."""
    st.title(_("Try the search"))
    with st.form("search"):
        text = st.text_input(_("Question"), key="search_text", persist_state="session")
        left, right = st.columns(2)
        audience = left.selectbox(
            _("Search as"),
            list(AUDIENCES),
            format_func=shown(AUDIENCES),
            key=frame.choice_key("audience", "search"),
        )
        day = right.date_input(_("On the day"), value="today", key="search_day", format="YYYY-MM-DD")
        sent = st.form_submit_button(_("Search"))
    if not sent:
        return
    if not text or not isinstance(day, date):
        frame.say("error", _("Type a question and choose a day."))
        return
    found = frame.attempt(lambda: frame.client().policies.search(text, audience, day))
    if found is None:
        return
    frame.show(markup.text(_("Passages found: {count}").format(count=len(found.hits))))
    for rank, hit in enumerate(found.hits, start=1):
        with st.container(border=True):
            frame.show(markup.text(f"{rank}. {hit.document_title}", "strong"))
            frame.show(markup.text(markup.path(hit.heading_path, hit.document_title), "path"))
            frame.show(markup.text(hit.text))
            legs = ", ".join(f"{name}: {place}" for name, place in hit.leg_ranks.items())
            days = moments.in_force(hit.effective_from, hit.effective_to)
            pairs = [
                (_("In force"), days),
                (_("Score"), f"{hit.score:.4f}"),
                (_("Rank per search leg"), legs),
            ]
            frame.show(markup.facts(pairs))
