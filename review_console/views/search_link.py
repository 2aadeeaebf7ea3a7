"""A way from any page to the trial search, with the question or the day filled in."""

from __future__ import annotations

from datetime import date

import streamlit as st

from review_console.views import search_trial


def offer(key: str, name: str, text: str | None = None, day: date | None = None) -> None:
    """A button that opens the trial search."""
    if st.button(name, key=key):
        if text is not None:
            st.session_state["search_text"] = text
        if day is not None:
            st.session_state["search_day"] = day
        st.switch_page(st.Page(search_trial.page, url_path="search"))
