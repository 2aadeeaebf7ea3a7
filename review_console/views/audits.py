"""Answers to label: one person sees the question, the answer and its sources, and nothing that anybody said of it."""

from __future__ import annotations

import streamlit as st

from review_console import frame, markup, moments
from review_console.labels import LANGUAGE_NAMES, label, shown_as
from review_console.labels_audits import VERDICTS
from review_console.language import _
from review_console.views import seed_feedback
from review_console.wire_audits import AuditRow, AuditSheet

SCOPE = "audits"


def page() -> None:
    """The list, and the answer that is open."""
    st.title(_("Answers to label"))
    told = _(
        "These answers were drawn at random. Read the question and the sources first, then say whether the answer is right. "
        "You are not shown what anybody else thought of it. Some of them are tests; you are told at once after your answer."
    )
    frame.show(markup.text(told))
    seed_feedback.show()
    found = frame.attempt(frame.client().audits.waiting)
    if found is None:
        return
    if not found.audits:
        frame.say("info", _("No answer waits for your label."))
        return
    names = {one.id: _named(one, number) for number, one in enumerate(found.audits, start=1)}
    chosen = st.selectbox(
        _("Answers that wait for your label: {count}").format(count=len(names)),
        list(names),
        format_func=shown_as(names),
        key=frame.choice_key("chosen", SCOPE),
    )
    if chosen is None:
        return
    sheet = frame.attempt(lambda: frame.client().audits.sheet(chosen))
    if sheet is not None:
        _sheet(sheet)


def _named(row: AuditRow, number: int) -> str:
    parts = (
        f"{number}.",
        frame.topic_name(row.topic_id) if row.topic_id else frame.department_name(row.department_id),
        label(LANGUAGE_NAMES, row.language),
        moments.moment(row.drawn_at),
    )
    return " · ".join(parts)


def _sheet(sheet: AuditSheet) -> None:
    st.subheader(_("Question"))
    frame.show(markup.text(sheet.question))
    left, right = st.columns(2)
    with left:
        st.subheader(_("Sources"))
        for number, passage in enumerate(sheet.passages, start=1):
            frame.show(markup.text(f"{number}. {passage.document_title}", "strong"))
            frame.show(markup.text(" › ".join(passage.heading_path), "path"))
            frame.show(markup.text(passage.text))
    with right:
        st.subheader(_("Answer"))
        frame.show(markup.text(sheet.answer))
        _verdict(sheet)


def _verdict(sheet: AuditSheet) -> None:
    with st.form(f"label:{sheet.id}"):
        verdict = st.radio(
            _("Would this answer, sent as it is, be right?"),
            list(VERDICTS),
            index=None,
            format_func=shown_as({code: label(VERDICTS, code) for code in VERDICTS}),
            key=frame.choice_key(f"verdict:{sheet.id}", SCOPE),
        )
        frame.show(
            markup.text(_("An answer that leaves out what the citizen needs counts as wrong."), "path")
        )
        sent = st.form_submit_button(_("Store my label"))
    if not sent:
        return
    if verdict is None:
        frame.say("error", _("Choose a verdict."))
        return
    done = frame.attempt(lambda: frame.client().audits.label(sheet.id, verdict))
    if done is None:
        return
    if done.feedback is not None:
        seed_feedback.keep(done.feedback)
    elif done.withdrawn:
        frame.say_next(
            "warning",
            _("Your label is stored. The audits now show too many wrong answers: the certificate has ended."),
        )
    else:
        frame.say_next("success", _("Your label is stored."))
    frame.forget(SCOPE)
    st.rerun()
