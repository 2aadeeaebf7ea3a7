"""What the last answer or case was, if it was a test: told at once, and once."""

from __future__ import annotations

import streamlit as st

from review_console import frame, markup
from review_console.labels import label
from review_console.labels_audits import SEED_KINDS
from review_console.language import _
from review_console.wire_audits import Feedback


def keep(feedback: Feedback) -> None:
    """For the next run of the page."""
    st.session_state["seed_feedback"] = feedback


def show() -> None:
    """Say it."""
    kept = st.session_state.pop("seed_feedback", None)
    if not isinstance(kept, Feedback):
        return
    if kept.right:
        frame.say("success", _("That was a test, and you saw it rightly. Nothing of it is ever sent."))
    else:
        frame.say("warning", _("That was a test, and this one slipped by. Nothing of it is ever sent."))
    facts = [(_("What was done"), label(SEED_KINDS, kept.kind))]
    if kept.changed != kept.original:
        facts += [(_("Right"), kept.original), (_("Shown to you"), kept.changed)]
    frame.show(markup.facts(facts))
