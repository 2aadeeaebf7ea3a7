"""Who published, withdrew, rolled back or reviewed what, when and why: of one document and of the whole base."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from review_console import frame, markup, moments
from review_console.labels import HISTORY_STEPS, label
from review_console.language import _
from review_console.views import search_link
from review_console.wire_health import HistoryStep, Touched


def page() -> None:
    """The whole base's history, newest first."""
    st.title(_("Publication history"))
    before = st.session_state.get("history_before")
    listed = frame.attempt(lambda: frame.client().health.history(before))
    if listed is None:
        return
    _as_it_was("history")
    if not listed.steps:
        frame.say("info", _("Nothing was published yet. Every step will be on record here."))
        return
    frame.show(_table(listed.steps, of_base=True))
    with st.container(horizontal=True):
        if before is not None and st.button(_("Newest steps"), key="history_newest"):
            st.session_state.pop("history_before")
            st.rerun()
        if st.button(_("Older steps"), key="history_older"):
            st.session_state["history_before"] = listed.steps[-1].at
            st.rerun()


def of_document(document_id: str) -> None:
    """One document's history, where it is shown."""
    listed = frame.attempt(lambda: frame.client().health.document_history(document_id))
    if listed is not None:
        frame.show(_table(listed.steps, of_base=False))
        _as_it_was(document_id)


def _as_it_was(scope: str) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        day = st.date_input(
            _("As it was on"), value="today", key=f"as_it_was:{scope}", format="YYYY-MM-DD", width=200
        )
        search_link.offer(f"as_it_was_go:{scope}", _("Try the search on that day"), day=day)


def _table(steps: Sequence[HistoryStep], of_base: bool) -> markup.Html:
    headers = [_("When"), _("What"), _("By"), _("Version"), _("Why")]
    rows = [
        (
            moments.moment(one.at),
            label(HISTORY_STEPS, one.step),
            one.by,
            _what(one, of_base),
            _why(one),
        )
        for one in steps
    ]
    return markup.table(headers, rows, _("Every step on record, newest first"))


def _what(one: HistoryStep, of_base: bool) -> str:
    if one.document_id is None:
        return f"{_('Index version')} {one.index_version_id or '–'}"
    return f"{one.title} · {one.number}" if of_base else str(one.number)


def _why(one: HistoryStep) -> str:
    parts = [one.reason] if one.reason else []
    if one.next_review is not None:
        parts.append(_("Next review: {day}").format(day=moments.day(one.next_review)))
    parts += [_change(touched) for touched in one.touched]
    return "; ".join(parts) or "–"


def _change(touched: Touched) -> str:
    before, after = (_("none") if one is None else str(one) for one in (touched.before, touched.after))
    return f"{touched.title}: {before} → {after}"
