"""What a person thought before the draft and decided after it: for their eyes alone (S-12)."""

from __future__ import annotations

import streamlit as st

from review_console import frame, markup, moments
from review_console.labels import DECISIONS_DONE, label
from review_console.labels_reviewing import CHANGED_MIND, JUDGED_AS
from review_console.language import _


def panel() -> None:
    """Nothing for who has not been asked yet."""
    found = frame.attempt(frame.client().reviewing.own_judgements)
    if found is None:
        return
    if found.hasty:
        told = _("Drafts of the last 24 hours that you sent on sooner than they can be read: {count}")
        frame.show(markup.text(told.format(count=found.hasty)))
    if not found.judgements:
        return
    st.header(_("Your judgement before the draft"))
    told = _(
        "Going the other way is neither good nor bad: it shows where drafts taught you something, or misled you."
    )
    frame.show(markup.text(told))
    rows = [
        (
            moments.moment(one.at),
            one.case_number,
            " · ".join(filter(None, (label(JUDGED_AS, one.judged_as), one.gist))),
            label(DECISIONS_DONE, one.decided) if one.decided else "–",
            label(CHANGED_MIND, "none" if one.changed_mind is None else str(one.changed_mind).lower()),
        )
        for one in found.judgements
    ]
    headers = [_("When"), _("Case"), _("You thought"), _("You decided"), _("Side by side")]
    frame.show(markup.table(headers, rows, _("Your judgements and decisions")))
