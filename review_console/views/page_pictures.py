"""A PDF page by page: the picture of the page, and the passages that were made of it."""

from __future__ import annotations

import streamlit as st

from review_console import frame, markup
from review_console.language import _
from review_console.wire_policies import VersionPreview


def show(preview: VersionPreview) -> None:
    """Draw the chosen page of a version that has pages."""
    pages = preview.page_count or 0
    version_id = preview.version.id
    chosen = st.number_input(
        _("Page"), 1, max(1, pages), 1, key=frame.key("page", f"pages:{version_id}"), persist_state="session"
    )
    picture, passages = st.columns(2)
    with picture:
        drawn = frame.attempt(lambda: frame.client().policies.page_image(version_id, int(chosen)))
        if drawn is not None:
            st.image(drawn, caption=_("page {number}").format(number=chosen), width="stretch")
    with passages:
        found = [one for one in preview.passages if one.page == chosen]
        for passage in found:
            with st.container(border=True):
                path = " › ".join(passage.heading_path)
                frame.show(markup.text(f"{passage.ordinal + 1}. {path}", "path"))
                frame.show(markup.text(passage.text))
        if not found:
            frame.show(markup.text(_("No passage begins on this page."), "path"))
