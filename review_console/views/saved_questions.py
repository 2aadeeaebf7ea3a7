"""Test questions: those of one document, and what asking all of them showed."""

from __future__ import annotations

import streamlit as st

from review_console import frame, markup, moments
from review_console.labels import AUDIENCES, FINDINGS, LANGUAGE_NAMES, OCCASIONS, label, shown, shown_as
from review_console.language import _, current
from review_console.wire_policies import DocumentRow
from review_console.wire_questions import QuestionResult, QuestionRun, QuestionRunRow, SavedQuestion


def page() -> None:
    """All questions at once: asked now, or as they were asked before."""
    st.title(_("Test questions"))
    frame.show(
        markup.text(
            _(
                "Each document may have questions that must find it. All are asked before every publication, "
                "and whenever something comes into force or ends."
            )
        )
    )
    if (frame.may("edit_policies") or frame.may("publish_policies")) and st.button(
        _("Ask all questions now"), key="ask_now"
    ):
        with st.spinner(_("Working…")):
            asked = frame.attempt(frame.client().questions.ask_now)
        if asked is not None:
            st.session_state["run_shown"] = asked.id
    listed = frame.attempt(frame.client().questions.runs)
    if listed is None:
        return
    if not listed.runs:
        frame.show(markup.text(_("No question was asked yet."), "path"))
        return
    ids = [run.id for run in listed.runs]
    if st.session_state.get("run_shown") not in ids:
        st.session_state["run_shown"] = ids[0]
    chosen = st.selectbox(
        _("Run"),
        ids,
        format_func=shown_as({run.id: _run_name(run) for run in listed.runs}),
        key="run_shown",
    )
    run = frame.attempt(lambda: frame.client().questions.run(chosen))
    if run is not None:
        results(run)


def _run_name(run: QuestionRunRow) -> str:
    figures = _("{passed} of {asked} pass").format(passed=run.asked - run.failed, asked=run.asked)
    return f"{moments.moment(run.at)} · {label(OCCASIONS, run.occasion)} · {figures}"


def results(run: QuestionRun) -> None:
    """The results of a run: what failed first."""
    frame.show(
        markup.facts(
            [
                (_("Asked"), str(run.asked)),
                (_("Passed"), str(run.asked - run.failed)),
                (_("Failed"), str(run.failed)),
                (_("Keep a publication back"), str(run.held)),
            ]
        )
    )
    if run.override:
        frame.show(markup.text(_("Published all the same: {reason}").format(reason=run.override)))
    failed = [one for one in run.results if not one.passes]
    passed = [one for one in run.results if one.passes]
    if failed:
        frame.show(markup.table(_headers(), map(_row, failed), _("Questions that fail")))
    if passed:
        with st.expander(_("Questions that pass: {count}").format(count=len(passed)), key=f"passed:{run.id}"):
            frame.show(markup.table(_headers(), map(_row, passed), _("Questions that pass")))


def _headers() -> list[str]:
    return [
        _("Question"),
        _("Document"),
        _("Asked as"),
        _("On the day"),
        _("Result"),
        _("Rank before"),
        _("Rank now"),
    ]


def _row(one: QuestionResult) -> tuple[str, ...]:
    sign = "✓ " if one.passes else "✗ "
    said = sign + label(FINDINGS, one.finding)
    if one.finding == "text_missing" and one.must_say:
        said += f": “{one.must_say}”"
    if one.holds:
        said += " · " + _("keeps a publication back")
    return (
        one.text,
        one.document_title,
        label(AUDIENCES, "staff" if one.as_staff else "public"),
        moments.day(one.day),
        said,
        _rank(one.rank_before),
        _rank(one.rank),
    )


def _rank(rank: int | None) -> str:
    return str(rank) if rank is not None else "–"


def of_document(row: DocumentRow) -> None:
    """The questions of one document, for its editors with the means to change them."""
    with st.expander(_("Test questions"), key=f"questions:{row.id}"):
        listed = frame.attempt(lambda: frame.client().questions.of_document(row.id))
        if listed is None:
            return
        standing = [one for one in listed.questions if one.removed_at is None]
        removed = [one for one in listed.questions if one.removed_at is not None]
        if not standing:
            frame.show(markup.text(_("No question has to find this document yet."), "path"))
        for question in standing:
            _question(question)
        if frame.may("edit_policies"):
            _add(row)
        if removed:
            rows = [
                (one.text, one.removed_by or "–", moments.moment(one.removed_at) if one.removed_at else "–")
                for one in removed
            ]
            frame.show(
                markup.table([_("Question"), _("Removed by"), _("Removed")], rows, _("Removed questions"))
            )


def _question(question: SavedQuestion) -> None:
    frame.show(markup.text(question.text, "strong", question.language))
    facts = [(_("Asked as"), label(AUDIENCES, "staff" if question.as_staff else "public"))]
    if question.must_say:
        facts.append((_("A passage found must say"), question.must_say))
    facts.append((_("Written by"), question.added_by))
    frame.show(markup.facts(facts))
    if not frame.may("edit_policies"):
        return
    with st.popover(_("Remove"), key=f"remove_question:{question.id}"):
        reason = st.text_input(_("Reason"), key=f"remove_reason:{question.id}")
        if st.button(_("Remove the question"), key=f"remove_now:{question.id}"):
            if not (reason or "").strip():
                frame.say("error", _("Give a reason."))
            elif frame.perform(
                lambda: frame.client().questions.remove(question.id, str(reason).strip()), _("Removed.")
            ):
                st.rerun()


def _add(row: DocumentRow) -> None:
    scope = f"question-{row.id}"
    with st.form(f"add_question:{row.id}"):
        text = st.text_input(
            _("Question that must find this document"), key=frame.key("text", scope), persist_state="session"
        )
        left, middle, right = st.columns(3)
        languages = list(LANGUAGE_NAMES)
        language = left.selectbox(
            _("Language of the question"),
            languages,
            index=languages.index(row.language if row.language in languages else current()),
            format_func=shown(LANGUAGE_NAMES),
            key=frame.choice_key("language", scope),
        )
        audience = middle.selectbox(
            _("Asked as"),
            list(AUDIENCES),
            index=list(AUDIENCES).index(row.audience) if row.audience in AUDIENCES else 0,
            format_func=shown(AUDIENCES),
            key=frame.choice_key("audience", scope),
        )
        must_say = right.text_input(
            _("A passage found must say (optional)"),
            key=frame.key("must_say", scope),
            persist_state="session",
        )
        sent = st.form_submit_button(_("Add the question"))
    if not sent:
        return
    if not (text or "").strip():
        frame.say("error", _("Write a question."))
        return
    if frame.perform(
        lambda: frame.client().questions.add(
            row.id, str(text), language or "en", audience == "staff", must_say or ""
        ),
        _("Added."),
    ):
        frame.forget(scope)
        st.rerun()
