"""The reply that an appeal is about, beside what it quoted; the verdict on it is the reason of one's own reply."""

from __future__ import annotations

import streamlit as st

from review_console import frame, markup, moments
from review_console.language import _
from review_console.wire_cases import CaseDetail


def panel(case: CaseDetail) -> None:
    """Nothing for a case that is no appeal."""
    told = case.appealed
    if told is None:
        return
    st.header(_("The reply to look at again"))
    frame.say(
        "info",
        _(
            "The citizen asks that another person looks at this reply. Judge it by the policy text, then write what you "
            "found. Choose “Right as it is” as your reason if the reply stands; any other reason says what was wrong with it."
        ),
    )
    with st.container(border=True):
        sent = _("Certificate") if told.released_by_kind == "certificate" else told.label
        frame.show(markup.facts([(_("Sent by"), sent), (_("Sent"), moments.both(told.sent_at))]))
        frame.show(markup.text(told.question, "path", case.language))
        frame.show(markup.text(told.text, "turn", case.language))
        for cited in told.citations:
            where = markup.path(cited.heading_path, cited.document_title)
            frame.show(markup.text(f"{cited.number}. {where}", "path"))
            frame.show(markup.text(cited.quote, "quote"))
