"""Oversight trials: taking part in one, beginning and ending it, and its report with raw counts (H-17)."""

from __future__ import annotations

import streamlit as st

from review_console import bars, frame, markup, moments
from review_console.labels import shown_as
from review_console.language import _, defer
from review_console.views.certificate_watch import percent
from review_console.wire_trials import OpenTrial, TrialReport, TrialSheet

ANSWERS = {"send": defer("I would send it as it is"), "stop": defer("I would not send it as it is")}
"""Both take the same: a choice and a press."""


def page() -> None:
    """What runs, the draft to judge, and what came of earlier ones."""
    st.title(_("Oversight trials"))
    told = _(
        "Before answers go out by themselves, a trial shows whether reviewers catch errors. Some of its drafts were made wrong "
        "on purpose; nobody is told which. The report counts all participants together, and nothing is ever sent."
    )
    frame.show(markup.text(told))
    found = frame.attempt(frame.client().trials.all)
    if found is None:
        return
    for trial in found.open:
        with st.container(border=True):
            _running(trial)
    if frame.may("sign_certificates"):
        _begin()
    for report in found.ended:
        with st.container(border=True):
            _report(report)


def _running(trial: OpenTrial) -> None:
    st.header(_("Trial of {department}").format(department=frame.department_name(trial.department_id)))
    told = _("Judged by you: {done} of {total}")
    frame.show(markup.text(told.format(done=trial.judged, total=trial.total), "path"))
    if trial.judged < trial.total and frame.may("decide_cases"):
        found = frame.attempt(lambda: frame.client().trials.next(trial.id))
        if found is not None and found.draft is not None:
            _sheet(found.draft)
    elif not trial.total:
        frame.say("info", _("You had a part in all of these answers, so colleagues judge them."))
    else:
        frame.say("success", _("You have judged all of them. Thank you."))
    if (
        trial.may_end
        and st.button(_("End the trial and count"), key=f"end:{trial.id}")
        and frame.perform(
            lambda: frame.client().trials.end(trial.id), _("The trial has ended; its report is below.")
        )
    ):
        st.rerun()


def _sheet(sheet: TrialSheet) -> None:
    st.subheader(_("Draft {place} of {total}").format(place=sheet.place, total=sheet.total))
    frame.show(markup.text(sheet.question, "question"))
    left, right = st.columns(2)
    with left:
        st.subheader(_("Sources"))
        for number, passage in enumerate(sheet.passages, start=1):
            frame.show(markup.text(f"{number}. {passage.document_title}", "strong"))
            frame.show(markup.text(passage.text))
    with right:
        st.subheader(_("Draft"))
        frame.show(markup.text(sheet.answer))
        scope = f"trial:{sheet.trial_id}"
        names = {code: _(message) for code, message in ANSWERS.items()}
        chosen = st.radio(
            _("What would you do?"),
            list(names),
            index=None,
            format_func=shown_as(names),
            key=frame.choice_key(f"verdict:{sheet.seed_id}", scope),
        )
        if st.button(_("Next draft"), key="trial_next"):
            if chosen is None:
                frame.say("error", _("Choose what you would do."))
            elif frame.perform(
                lambda: frame.client().trials.judge(sheet.trial_id, sheet.seed_id, chosen == "send"),
                _("Noted."),
            ):
                frame.forget(scope)
                st.rerun()


def _begin() -> None:
    st.header(_("Begin a trial"))
    names = frame.departments()
    chosen = st.selectbox(
        _("Department"),
        list(names),
        index=None,
        placeholder=_("Choose a department"),
        format_func=shown_as(names),
        key=frame.choice_key("department", "trial"),
    )
    if st.button(_("Begin"), key="trial_begin"):
        if chosen is None:
            frame.say("error", _("Choose a department."))
        elif frame.perform(lambda: frame.client().trials.begin(chosen), _("The trial runs.")):
            frame.forget("trial")
            st.rerun()


def _report(report: TrialReport) -> None:
    """Verdict in words, raw counts in a table, both shares of errors drawn."""
    named = frame.department_name(report.department_id)
    st.header(
        _("Report: {department}, {moment}").format(department=named, moment=moments.moment(report.ended_at))
    )
    if report.passed:
        frame.say(
            "success",
            _("Passed: reviewers catch at least four wrong drafts in five, and fewer errors remain."),
        )
    else:
        frame.say(
            "warning",
            _("Not passed: at least four wrong drafts in five must be caught, and fewer errors remain."),
        )
    counts = report.counts
    interval = f"{percent(report.catch_low)} – {percent(report.catch_high)}"
    frame.show(
        markup.facts(
            [
                (_("Participants"), str(counts.participants)),
                (_("Wrong drafts caught"), f"{counts.caught} / {counts.bad} = {percent(report.catch_rate)}"),
                (_("95 % interval"), interval),
                (_("Right drafts stopped"), f"{counts.stopped} / {counts.good}"),
                (
                    _("Fewer errors with reviewers, 95 % interval"),
                    f"{percent(report.gain_low)} – {percent(report.gain_high)}",
                ),
            ]
        )
    )
    errors = (report.draft_error, report.reviewed_error)
    shares = bars.shares(errors)
    rows = [
        (name, bars.Bar(share, percent(value)))
        for name, share, value in zip((_("Drafts alone"), _("With reviewers")), shares, errors, strict=True)
    ]
    frame.show(bars.table([_("What goes out"), _("Wrong")], rows, _("Errors without and with reviewers")))
