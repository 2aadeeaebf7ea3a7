"""Saying that a need is two: a person ticks the questions that ask for something else."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from review_console import frame, markup, moments
from review_console.language import _
from review_console.views import needs
from review_console.wire_needs import Need, Quote


def offer(need: Need, quotes: Sequence[Quote]) -> None:
    """A tick for each question shown; only where something can be left behind."""
    if not need.may_work or need.state not in needs.WAITING or need.questions < 2:
        return
    if not st.toggle(_("Some of these ask for something else"), key=f"need_parts:{need.id}"):
        return
    frame.show(markup.text(_("Tick the questions that are to be a need of their own."), "path"))
    chosen = [
        quote.question_id
        for quote in quotes
        if st.checkbox(
            markup.plain_label(f"{quote.text} ({moments.both(quote.asked_at)})"),
            key=f"need_part:{need.id}:{quote.question_id}",
        )
    ]
    if not chosen:
        return
    if len(chosen) >= need.questions:
        frame.say("info", _("Leave at least one question where it is."))
    elif st.button(_("Make a need of those ticked"), key="need_split"):
        made = frame.attempt(lambda: frame.client().needs.split(need.id, chosen))
        if made is not None:
            frame.say_next("success", _("The questions are a need of their own now."))
            st.session_state["open_need"] = made.need.id
            st.session_state.pop("need_quotes", None)
            st.rerun()
