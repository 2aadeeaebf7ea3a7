"""How a file was understood: warnings first, then the cut into passages, then the whole text."""

from __future__ import annotations

import streamlit as st

from review_console import frame, markup
from review_console.labels import WARNINGS, label
from review_console.language import _
from review_console.wire_policies import VersionPreview

SHOWN_PASSAGES = 60
"""Passages drawn at once; a longer document is told how many more there are, and its text is shown in full."""


def show(preview: VersionPreview) -> None:
    """Draw the preview of one version."""
    pages = [(_("Pages"), str(preview.page_count))] if preview.page_count else []
    frame.show(
        markup.facts(
            [
                *pages,
                (_("Characters"), str(len(preview.text))),
                (_("Passages"), str(len(preview.passages))),
                (_("Warnings"), str(len(preview.warnings))),
            ]
        )
    )
    for warning in preview.warnings:
        words = _near(preview.text, warning.start)
        frame.say(
            "warning",
            " · ".join(part for part in (label(WARNINGS, warning.kind), warning.detail, words) if part),
        )
    passages, text = st.tabs([_("How it was cut"), _("Text as read")])
    with passages:
        for passage in preview.passages[:SHOWN_PASSAGES]:
            with st.container(border=True):
                page = _("page {number}").format(number=passage.page) if passage.page else ""
                path = " › ".join(part for part in (*passage.heading_path, page) if part)
                frame.show(markup.text(f"{passage.ordinal + 1}. {path}", "path"))
                frame.show(markup.text(passage.text))
        more = len(preview.passages) - SHOWN_PASSAGES
        if more > 0:
            frame.show(markup.text(_("More passages: {count}").format(count=more), "path"))
    with text:
        frame.show(markup.text(preview.text))


def _near(text: str, start: int | None) -> str:
    return "" if start is None else f"“{text[max(0, start - 20) : start + 40]}”"
