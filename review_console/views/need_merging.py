"""Saying that two needs are one: the system joins what is worded alike, a person what means the same."""

from __future__ import annotations

import streamlit as st

from review_console import frame
from review_console.labels import shown_as
from review_console.language import _
from review_console.views import needs
from review_console.wire_needs import Need


def offer(need: Need) -> None:
    """A choice of the other needs that wait; fetched only when it is opened."""
    if not st.toggle(_("It is the same as another need"), key=f"need_same:{need.id}"):
        return
    listed = frame.attempt(frame.client().needs.list)
    found = {one.id: one for one in (listed.needs if listed is not None else ())}
    others = {
        one.id: " · ".join(
            (needs.name(one.words), frame.department_name(one.department_id), needs.languages(one))
        )
        for one in found.values()
        if one.id != need.id and one.may_work and one.state in needs.WAITING
    }
    if not others:
        frame.say("info", _("No other need waits that you may work on."))
        return
    chosen = st.selectbox(
        _("The other need, which takes over the questions"),
        list(others),
        index=None,
        placeholder=_("Choose a need"),
        format_func=shown_as(others),
        key=frame.choice_key("same_as", f"need:{need.id}"),
    )
    if chosen and other_language(need, found[chosen]):
        told = _(
            "They were asked in different languages. Together they are one need; each question stays as it was asked "
            "and is answered in its own language."
        )
        frame.say("info", told)
    if (
        chosen
        and st.button(_("Make it part of that need"), key="need_merge")
        and frame.perform(
            lambda: frame.client().needs.merge(need.id, chosen),
            _("The questions are with the other need now."),
        )
    ):
        st.session_state["open_need"] = chosen
        st.rerun()


def other_language(one: Need, other: Need) -> bool:
    """True if no question of either was asked in a language of the other."""
    return bool(one.languages and other.languages) and not set(one.languages) & set(other.languages)
