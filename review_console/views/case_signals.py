"""What the engine noticed about the draft, in sentences: where to look twice. No score and no colour (H-02)."""

from __future__ import annotations

import streamlit as st

from review_console import frame, markup
from review_console.labels import label
from review_console.labels_signals import SIGNAL_NOTES
from review_console.language import _
from review_console.wire_cases import CaseDetail


def panel(case: CaseDetail) -> None:
    """Doubts first, then what speaks for the draft; nothing where there is no draft or nothing was noticed."""
    if case.draft is None or not case.noticed:
        return
    st.subheader(_("What the engine noticed"))
    for side, title in (("against", _("Look twice")), ("for", _("Speaks for the draft"))):
        told = [label(SIGNAL_NOTES, one.note) for one in case.noticed if one.side == side]
        if told:
            frame.show(markup.text(title, "path"))
            frame.show(markup.text("\n".join(f"• {sentence}" for sentence in told)))
    frame.show(
        markup.text(_("Measured by the program while it drafted. It does not replace your reading."), "path")
    )
