"""Incidents of oversight that the reader is told of, with everybody else who was (L-08)."""

from __future__ import annotations

import streamlit as st

from review_console import frame, markup, moments
from review_console.labels import label
from review_console.labels_reviewing import INCIDENTS
from review_console.language import _


def panel() -> None:
    """Nothing where nothing happened."""
    found = frame.attempt(frame.client().competence.incidents)
    if found is None or not found.incidents:
        return
    st.header(_("Incidents"))
    rows = [
        (
            moments.moment(one.at),
            label(INCIDENTS, one.kind),
            one.name or "–",
            frame.department_name(one.department_id) if one.department_id else _("All departments"),
            ", ".join(one.recipients),
        )
        for one in found.incidents
    ]
    headers = [_("When"), _("What"), _("Who"), _("Department"), _("Told")]
    frame.show(markup.table(headers, rows, _("Incidents that you were told of")))
