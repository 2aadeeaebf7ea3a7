"""How a file was understood: warnings first, then the cut into passages, then the whole text."""

from __future__ import annotations

import streamlit as st

from review_console import frame, markup
from review_console.labels import WARNINGS, label
from review_console.language import _
from review_console.views import page_pictures
from review_console.wire_policies import ParseWarning, VersionPreview

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
        _warn(preview.text, warning)
    names = [_("How it was cut"), _("Text as read")]
    passages, text, *pictures = st.tabs([*names, _("Pages beside passages")] if preview.page_count else names)
    for tab in pictures:
        with tab:
            page_pictures.show(preview)
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


def _warn(text: str, warning: ParseWarning) -> None:
    """The warning at its place. Where something was left out, both readings: a person's and the file's."""
    named = " · ".join(part for part in (label(WARNINGS, warning.kind), warning.detail) if part)
    at = warning.start
    if not warning.hidden or at is None:
        words = _near(text, at)
        frame.say("warning", f"{named} · {words}" if words else named)
        return
    before, after = text[max(0, at - 30) : at], text[at : at + 30]
    seen = _("A reader sees: {words}").format(words=f"“{before}{after}”")
    held = _("The file holds: {words}").format(words=f"“{before}⟦{warning.hidden}⟧{after}”")
    frame.say("warning", f"{named}\n\n{seen}\n\n{held}")


def _near(text: str, start: int | None) -> str:
    return "" if start is None else f"“{text[max(0, start - 20) : start + 40]}”"
