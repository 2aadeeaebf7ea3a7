"""Try the search, as the engine would run it on a given day: what wins, why, and why a document does not."""

from __future__ import annotations

from datetime import date

import streamlit as st

from review_console import frame, markup, moments, search_markup
from review_console.calls_search import Trial
from review_console.labels import (
    AUDIENCES,
    LEVELS,
    STANDINGS,
    VERSION_STATES,
    label,
    shown,
    shown_as,
)
from review_console.language import _
from review_console.wire_search import SearchHit, Whereabouts

EARLIEST, LATEST = date(1900, 1, 1), date(2200, 12, 31)


def page() -> None:
    """A question, a day, a reader; the passages found and what their places are due to."""
    st.title(_("Try the search"))
    asked = _form()
    if asked is not None:
        st.session_state["trial"] = asked
    trial = st.session_state.get("trial")
    if not isinstance(trial, Trial):
        return
    frame.show(search_markup.STYLE)
    found = frame.attempt(lambda: frame.client().search.hits(trial))
    if found is None:
        return
    frame.show(markup.text(_("Passages found: {count}").format(count=len(found.hits))))
    frame.show(
        markup.text(
            _("The bars show what raises (+) and lowers (−) a passage against the mean of all considered."),
            "path",
        )
    )
    most = search_markup.largest(hit.explanation for hit in found.hits)
    for rank, hit in enumerate(found.hits, start=1):
        with st.container(border=True):
            _hit(rank, hit, most)
    _missing(trial)


def _form() -> Trial | None:
    with st.form("search"):
        text = st.text_input(_("Question"), key="search_text", persist_state="session")
        left, right = st.columns(2)
        audience = left.selectbox(
            _("Search as"),
            list(AUDIENCES),
            format_func=shown(AUDIENCES),
            key=frame.choice_key("audience", "search"),
        )
        day = right.date_input(
            _("On the day"), "today", EARLIEST, LATEST, key="search_day", format="YYYY-MM-DD"
        )
        history = st.text_area(
            _("Earlier messages of the conversation, one a line (optional)"),
            key="search_history",
            persist_state="session",
            height=80,
        )
        sent = st.form_submit_button(_("Search"))
    if not sent:
        return None
    if not text or not isinstance(day, date):
        frame.say("error", _("Type a question and choose a day."))
        return None
    lines = tuple(line.strip() for line in (history or "").splitlines() if line.strip())
    return Trial(text, day, audience or "public", lines)


def _hit(rank: int, hit: SearchHit, most: float) -> None:
    frame.show(markup.text(f"{rank}. {hit.document_title}", "strong"))
    frame.show(markup.text(markup.path(hit.heading_path, hit.document_title), "path"))
    frame.show(markup.highlighted(hit.text, [(span.start, span.end) for span in hit.matched]))
    frame.show(search_markup.bar(hit.explanation, most))
    version = str(hit.version_number) if hit.version_number is not None else "–"
    frame.show(
        markup.facts(
            [
                (_("Department"), frame.department_name(hit.department_id or None)),
                (_("Level"), label(LEVELS, hit.level)),
                (_("Who may see it"), label(AUDIENCES, hit.audience)),
                (_("Version"), version),
                (_("In force"), moments.in_force(hit.effective_from, hit.effective_to)),
                (_("Score"), f"{hit.score:.3f}"),
            ]
        )
    )


def _missing(trial: Trial) -> None:
    st.subheader(_("Why is a document not found?"))
    listed = frame.attempt(frame.client().policies.list)
    if listed is None:
        return
    chosen = st.selectbox(
        _("Document"),
        [row.id for row in listed.documents],
        index=None,
        placeholder=_("Choose a document"),
        format_func=shown_as({row.id: row.title for row in listed.documents}),
        key="search_document",
    )
    if chosen is None:
        return
    found = frame.attempt(lambda: frame.client().search.whereabouts(trial, chosen))
    if found is not None:
        with st.container(border=True):
            _whereabouts(found)


def _whereabouts(found: Whereabouts) -> None:
    frame.show(markup.text(found.document_title, "strong"))
    said = label(STANDINGS, found.standing)
    if found.rank is not None:
        place = _("Its best passage is number {rank} of {count} considered.")
        said = f"{said} {place.format(rank=found.rank, count=found.considered)}"
    frame.show(markup.text(said))
    if found.standing in ("not_in_force", "not_served", "withdrawn", "not_published"):
        rows = [
            (
                str(version.number),
                label(VERSION_STATES, version.state),
                moments.in_force(version.effective_from, version.effective_to),
            )
            for version in found.versions
        ]
        frame.show(markup.table([_("Version"), _("State"), _("In force")], rows, _("Its versions")))
    if found.text:
        frame.show(markup.text(markup.path(found.heading_path, found.document_title), "path"))
        frame.show(markup.text(found.text))
    if found.explanation:
        frame.show(search_markup.bar(found.explanation, 0.0))
    if found.missing:
        frame.show(markup.text(_("Words of the question that it does not say:"), "path"))
        frame.show(markup.tags(found.missing))
