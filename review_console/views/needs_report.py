"""The weekly report on what was not served, to read, to print and to download."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from review_console import frame, markup, moments
from review_console.labels import label
from review_console.labels_needs import NEED_STATES
from review_console.language import _, current
from review_console.views import needs
from review_console.wire_needs import ReportedNeed, WeeklyReport


def page() -> None:
    """The present week at first."""
    st.title(_("Needs report"))
    left, middle = st.columns([2, 3], vertical_alignment="bottom")
    day = left.date_input(
        _("Week of"), value="today", max_value="today", format="YYYY-MM-DD", key="report_week"
    )
    if not isinstance(day, date):
        return
    quotes = frame.may("read_cases") and middle.toggle(
        _("With people's words (this is logged)"), key="report_quotes"
    )
    report = frame.attempt(lambda: frame.client().needs.report(day, bool(quotes)))
    if report is None:
        return
    _summary(report)
    _needs(_("Not answered"), report.unanswered)
    new = tuple(one for one in report.unanswered if one.need_id in report.new_topics)
    _needs(_("New topics"), new)
    _low_rated(report)
    _downloads(report, bool(quotes))


def _summary(report: WeeklyReport) -> None:
    last = report.monday + timedelta(days=6)
    said = _("{first} to {last}: {questions} questions of {people} people were not served.")
    frame.show(
        markup.text(
            said.format(
                first=moments.day(report.monday),
                last=moments.day(last),
                questions=report.questions,
                people=report.people,
            )
        )
    )


def _needs(heading: str, found: tuple[ReportedNeed, ...]) -> None:
    st.subheader(heading)
    if not found:
        frame.show(markup.text(_("None this week.")))
        return
    headers = [
        _("Need"),
        _("Department"),
        _("This week"),
        _("Before"),
        _("People"),
        _("State"),
        _("Owner"),
        _("Due"),
    ]
    rows = [
        (
            needs.name(one.words),
            frame.department_name(one.department_id),
            str(one.asked_in_week),
            str(one.asked_before),
            str(one.people),
            label(NEED_STATES, one.state),
            one.owner or frame.department_name(one.department_id),
            f"{moments.day(one.due)} · {_('Past its day')}" if one.overdue else moments.day(one.due),
        )
        for one in found
    ]
    frame.show(markup.table(headers, rows, _("Most asked first")))
    for one in found:
        for quote in one.quotes:
            frame.show(markup.text(quote.text, "quote", quote.language))


def _low_rated(report: WeeklyReport) -> None:
    st.subheader(_("Answers rated low"))
    if not report.low_rated:
        frame.show(markup.text(_("None this week.")))
        return
    rows = [
        (
            one.owner or frame.department_name(one.department_id),
            frame.department_name(one.department_id),
            moments.day(one.due),
        )
        for one in report.low_rated
    ]
    frame.show(markup.table([_("Owner"), _("Department"), _("Due")], rows, _("Answers rated low")))


def _downloads(report: WeeklyReport, quotes: bool) -> None:
    """Fetched when asked for, so that reading the page downloads, and logs, nothing."""
    asked = (report.monday, quotes, current())
    if st.button(_("Prepare the files"), key="report_prepare"):
        st.session_state["report_files"] = (asked, [_file(kind, *asked) for kind in ("csv", "md")])
    kept = st.session_state.get("report_files")
    if kept is None or kept[0] != asked:
        return
    name = f"needs-{report.monday.isoformat()}"
    with st.container(horizontal=True):
        for kind, mime, words, body in zip(
            ("csv", "md"),
            ("text/csv", "text/markdown"),
            (_("Download as CSV"), _("Download as Markdown")),
            kept[1],
            strict=True,
        ):
            if body is not None:
                st.download_button(words, body, file_name=f"{name}.{kind}", mime=mime, key=f"report_{kind}")


def _file(kind: str, monday: date, quotes: bool, language: str) -> str | None:
    return frame.attempt(lambda: frame.client().needs.report_file(kind, monday, quotes, language))
