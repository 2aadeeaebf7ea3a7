"""One's own judgement before the draft: three choices and a line, or the passage that matters most (H-01)."""

from __future__ import annotations

import streamlit as st

from review_console import frame, markup
from review_console.labels import shown, shown_as
from review_console.labels_reviewing import JUDGED_AS
from review_console.language import _
from review_console.views.open_case import refresh
from review_console.wire_cases import CaseDetail


def panel(case: CaseDetail) -> None:
    """In place of the draft."""
    st.header(_("First your own judgement"))
    if not frame.may("decide_cases"):
        frame.say("info", _("The draft of this case is shown once it is closed."))
        return
    told = _(
        "Read the question and the policy text. Say what you think; then you see whether there is a draft."
    )
    frame.show(markup.text(told))
    scope = f"judgement:{case.id}"
    judged_as = st.radio(
        _("What do you think?"),
        list(JUDGED_AS),
        index=None,
        format_func=shown(JUDGED_AS),
        key=frame.choice_key("judged_as", scope),
        persist_state="session",
    )
    gist = st.text_input(_("The gist in one line"), key=frame.key("gist", scope), persist_state="session")
    passage = _passage(case, scope)
    if st.button(_("Record my judgement"), key="judge"):
        said = (gist or "").strip()
        if judged_as is None:
            frame.say("error", _("Choose what you think."))
        elif not said and not passage:
            frame.say("error", _("Give the gist in one line, or choose the passage that matters most."))
        elif frame.perform(
            lambda: frame.client().reviewing.judge(case.id, judged_as, said, passage or None), _("Noted.")
        ):
            frame.forget(scope)
            refresh()
            st.rerun()


def _passage(case: CaseDetail, scope: str) -> str:
    """The passage found that matters most, "" for none."""
    if not case.evidence:
        return ""
    names = {"": _("no passage")} | {
        one.passage_id: f"{number}. {markup.path(one.heading_path, one.document_title)}"
        for number, one in enumerate(case.evidence, start=1)
    }
    chosen = st.selectbox(
        _("Or the passage that matters most"),
        list(names),
        format_func=shown_as(names),
        key=frame.choice_key("passage", scope),
        persist_state="session",
    )
    return chosen or ""
