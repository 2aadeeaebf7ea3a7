"""What a decision would do: the changes, and the reply as the citizen will see it, before anything is sent."""

from __future__ import annotations

import streamlit as st

from review_console import frame, markup
from review_console.language import _
from review_console.outgoing import DecisionRequest
from review_console.wire_cases import CaseDetail


def outcome(case: CaseDetail, request: DecisionRequest) -> bool:
    """Show the outcome. True if the final button was pressed."""
    with st.container(border=True):
        if request.kind == "edited" and case.draft is not None:
            st.subheader(_("Your changes"))
            changed = markup.diff(case.draft.text, request.text or "", _("removed"), _("added"))
            frame.show(changed)
        if request.kind == "rejected":
            st.subheader(_("What happens"))
            told = _(
                "The draft is set aside. The citizen receives nothing yet and the case stays in your hands."
            )
            frame.show(markup.text(told))
        else:
            _preview(case, request)
        sentences = {
            "approved": _("Send the draft as the reply"),
            "edited": _("Send the edited reply"),
            "rejected": _("Set the draft aside"),
            "written": _("Send my reply"),
        }
        return st.button(sentences[request.kind], key="send")


def _preview(case: CaseDetail, request: DecisionRequest) -> None:
    st.subheader(_("What the citizen will see"))
    text = request.text if request.text is not None else case.draft.text if case.draft else ""
    frame.show(markup.text(text, "reply", case.language))
    if request.kind == "written":
        frame.show(markup.text(_("Written by a member of staff"), "path"))
        return
    frame.show(markup.text(_("Drafted by AI, checked by a member of staff"), "path"))
    titles = {passage.passage_id: passage for passage in case.evidence}
    cited = [
        quote.passage_id
        for claim in (case.draft.claims if case.draft else ())
        if claim.text in text
        for quote in claim.quotes
    ]
    for number, passage_id in enumerate(dict.fromkeys(cited), start=1):
        if passage_id in titles:
            passage = titles[passage_id]
            source = markup.path(passage.heading_path, passage.document_title)
            frame.show(markup.text(f"[{number}] {source}", "path"))
