"""The explanation a citizen may ask for, in either language, to read here and to hand out (L-09)."""

from __future__ import annotations

import streamlit as st

from review_console import frame, markup
from review_console.labels import LANGUAGE_NAMES, shown
from review_console.language import _
from review_console.views.open_case import scope
from review_console.wire_cases import CaseDetail
from review_console.wire_explanations import Explanation


def panel(case: CaseDetail) -> None:
    """Closed until it is wanted: making it is a reading of the case."""
    with st.expander(_("Explanation for the citizen")):
        frame.show(
            markup.text(_("How this came about, in plain words and without names. Hand it out on request."))
        )
        languages = list(LANGUAGE_NAMES)
        chosen = st.selectbox(
            _("Language of the explanation"),
            languages,
            index=languages.index(case.language) if case.language in languages else 0,
            format_func=shown(LANGUAGE_NAMES),
            key=frame.choice_key("explain_in", scope(case)),
        )
        if not st.button(_("Write the explanation"), key="explain"):
            return
        told = frame.attempt(lambda: frame.client().cases.explanation(case.id, str(chosen)))
        if told is None:
            return
        for paragraph in told.paragraphs:
            frame.show(markup.text(paragraph.heading, "strong"))
            for sentence in paragraph.sentences:
                frame.show(markup.text(sentence, "turn", told.language))
        st.download_button(
            _("Save as text"),
            as_text(told),
            f"explanation-{case.number}.txt",
            "text/plain",
            key="explain_file",
        )


def as_text(told: Explanation) -> str:
    """The explanation as a plain letter."""
    parts = ("\n".join((one.heading.upper(), *one.sentences)) for one in told.paragraphs)
    return "\n\n".join(parts) + "\n"
