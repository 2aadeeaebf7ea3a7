"""Low ratings: write to the citizen within a working day, mend within fifteen, and exclude only by two people."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from review_console import frame, markup, moments
from review_console.labels import LANGUAGE_NAMES, label, shown
from review_console.labels_ratings import (
    EXCLUSIONS,
    GRADES,
    RATING_REASONS,
    RATING_STATES,
    RATING_STEPS,
)
from review_console.language import _
from review_console.views import rating_figures
from review_console.views.open_case import open_case
from review_console.wire_ratings import RatingRow, RatingSheet, RatingStep


def page() -> None:
    """What is due, the one that is open, and the figures that everybody reads."""
    st.title(_("Ratings"))
    opened = st.session_state.get("open_rating")
    if opened is not None:
        if st.button(_("Back to the list"), key="ratings_back"):
            st.session_state.pop("open_rating")
            st.rerun()
        sheet = frame.attempt(lambda: frame.client().ratings.of(opened))
        if sheet is not None:
            _sheet(sheet)
        return
    listed = frame.attempt(lambda: frame.client().ratings.listed())
    if listed is not None and not listed.ratings:
        frame.say("info", _("No reply was rated low."))
    for row in listed.ratings if listed is not None else ():
        _row(row)
    rating_figures.show()


def _row(row: RatingRow) -> None:
    with st.container(border=True):
        frame.show(markup.text(f"{label(GRADES, row.grade)} · {label(RATING_STATES, row.state)}", "strong"))
        if row.late:
            frame.show(markup.tags([_("Past its day")], "late"))
        if row.proposed:
            frame.show(markup.tags([_("Exclusion proposed")]))
        frame.show(markup.facts(_facts(row)))
        if st.button(_("Look at it"), key=f"rating:{row.id}"):
            st.session_state["open_rating"] = row.id
            st.rerun()


def _facts(row: RatingRow) -> list[tuple[str, str]]:
    return [
        (_("Due"), moments.both(row.due) if row.due is not None else "–"),
        (_("Rated"), moments.moment(row.given_at)),
        (_("Department"), frame.department_name(row.department_id)),
        (_("Topic"), frame.topic_name(row.topic_id) or "–"),
        (_("Language"), label(LANGUAGE_NAMES, row.language)),
    ]


def _sheet(sheet: RatingSheet) -> None:
    st.header(label(GRADES, sheet.grade))
    frame.show(markup.text(label(RATING_STATES, sheet.state), "strong"))
    frame.show(markup.facts(_facts(sheet)))
    for title, text in ((_("Question"), sheet.question), (_("Reply"), sheet.reply)):
        st.subheader(title)
        frame.show(markup.text(text, "turn", sheet.language))
    if sheet.case_id is not None and st.button(_("Open the case"), key="rating_case"):
        open_case(sheet.case_id)
        frame.go("cases")
    st.subheader(_("What happened"))
    for step in sheet.steps:
        _step(step, sheet.language)
    if frame.may("decide_cases"):
        _work(sheet)


def _step(step: RatingStep, language: str) -> None:
    who = _("Citizen") if step.by == "citizen" else step.by
    parts = [label(RATING_STEPS, step.step), who, moments.moment(step.at)]
    if step.grade is not None:
        parts.insert(1, label(GRADES, step.grade))
    if step.why is not None:
        parts.insert(1, label(EXCLUSIONS, step.why))
    frame.show(markup.text(" · ".join(parts), "path"))
    if step.reasons:
        frame.show(markup.tags(label(RATING_REASONS, one) for one in step.reasons))
    if step.note:
        frame.show(markup.text(step.note, "turn", language))


def _work(sheet: RatingSheet) -> None:
    if sheet.proposed:
        _decide(sheet)
        return
    if sheet.state == "call_due":
        _write(
            sheet,
            _("Write to the citizen about their rating"),
            _("Send"),
            lambda text: frame.client().ratings.call(sheet.id, text),
        )
    elif sheet.state == "mend_due":
        _write(
            sheet,
            _("Tell the citizen what was mended"),
            _("Send, and ask for one more rating"),
            lambda text: frame.client().ratings.mend(sheet.id, text),
        )
    if sheet.state in ("call_due", "mend_due", "mended", "rated_again") and not sheet.mine:
        _propose(sheet)


def _write(sheet: RatingSheet, title: str, button: str, send: Callable[[str], None]) -> None:
    scope = f"rating:{sheet.id}:{sheet.state}"
    st.subheader(title)
    text = st.text_area(_("Text to the citizen"), key=frame.key("text", scope), height=160)
    if st.button(button, key=f"{scope}:send"):
        if not (text or "").strip():
            frame.say("error", _("The text is empty."))
        elif frame.perform(lambda: send(str(text)), _("The citizen reads it in the conversation.")):
            frame.forget(scope)
            st.rerun()


def _propose(sheet: RatingSheet) -> None:
    scope = f"exclude:{sheet.id}"
    with st.expander(_("This rating should not count")):
        frame.show(markup.text(_("A second person decides. The rating stays on record either way.")))
        why = st.selectbox(
            _("Why"),
            list(EXCLUSIONS),
            index=None,
            placeholder=_("Choose a reason"),
            format_func=shown(EXCLUSIONS),
            key=frame.choice_key("why", scope),
        )
        note = st.text_area(_("What you rest this on"), key=frame.key("note", scope))
        if st.button(_("Propose"), key=f"{scope}:send"):
            if why is None or not (note or "").strip():
                frame.say("error", _("Choose a reason and say what you rest it on."))
            elif frame.perform(
                lambda: frame.client().ratings.propose_exclusion(sheet.id, str(why), str(note)),
                _("A second person decides now."),
            ):
                frame.forget(scope)
                st.rerun()


def _decide(sheet: RatingSheet) -> None:
    scope = f"decide:{sheet.id}"
    st.subheader(_("Should this rating be excluded?"))
    note = st.text_area(_("What you rest this on"), key=frame.key("note", scope))
    with st.container(horizontal=True):
        exclude = st.button(_("Exclude it"), key=f"{scope}:yes")
        keep = st.button(_("Let it count"), key=f"{scope}:no")
    if not exclude and not keep:
        return
    if not (note or "").strip():
        frame.say("error", _("Say what you rest this on."))
    elif frame.perform(
        lambda: frame.client().ratings.decide_exclusion(sheet.id, exclude, str(note)),
        _("Your decision is on record."),
    ):
        frame.forget(scope)
        st.rerun()
