"""Figures: load and promises, fairness, people and cost. Each is drawn, said in a sentence, and there as a table."""

from __future__ import annotations

import streamlit as st

from review_console import figure_charts, figure_words, frame, markup, moments
from review_console.labels import label, shown_as
from review_console.labels_figures import COLUMNS, MEANINGS, SUBJECTS, TABLES
from review_console.language import _
from review_console.wire_figures import FigurePage, Table

PERIODS = (7, 30, 90)


def page() -> None:
    """One subject over the last days."""
    st.title(_("Figures"))
    frame.show(
        markup.text(_("About units and what happened to cases; never about single people on the staff."))
    )
    names = shown_as({code: label(SUBJECTS, code) for code in SUBJECTS})
    subject = st.segmented_control(
        _("Subject"),
        list(SUBJECTS),
        default="load",
        format_func=names,
        key=frame.choice_key("subject", "figures"),
        required=True,
    )
    days = st.segmented_control(
        _("Days shown"), PERIODS, default=PERIODS[1], key="figures_days", required=True
    )
    chosen, period = str(subject or "load"), int(days or PERIODS[1])
    found = frame.attempt(lambda: frame.client().figures.page(chosen, period))
    if found is None:
        return
    told = _("From {since} to {until}. Shares and times of fewer than {least} cases are not shown.")
    words = told.format(
        since=moments.day(found.since), until=moments.day(found.until), least=found.smallest_group
    )
    frame.show(markup.text(words))
    for table in found.tables:
        _table(found, table, period)


def _table(page: FigurePage, table: Table, days: int) -> None:
    name = label(TABLES, table.name)
    st.subheader(markup.plain_label(name))
    frame.show(markup.text(label(MEANINGS, table.name)))
    if not table.rows:
        frame.show(markup.text(_("Nothing to count in these days.")))
        return
    alarms = sum(one.get("alarm") is True or one.get("below_floor") is True for one in table.records())
    if alarms:
        frame.say("warning", _("Alarms: {count}").format(count=alarms))
    drawn = figure_charts.chart(table)
    if drawn is not None:
        st.vega_lite_chart(spec=drawn.to_dict(), width="stretch", alt=name)
    with st.expander(_("The same figures as a table")):
        headers = [label(COLUMNS, column) for column in table.columns]
        frame.show(markup.table(headers, figure_words.rows(table), name))
        _files(page, table, days)


def _files(page: FigurePage, table: Table, days: int) -> None:
    file = f"{table.name}-{page.since.isoformat()}-{page.until.isoformat()}"
    calls = frame.client().figures
    with st.container(horizontal=True):
        # Asked for when it is wanted: the service counts anew for each file.
        st.download_button(
            _("Download as CSV"),
            lambda: calls.file(page.subject, table.name, days),
            file_name=f"{file}.csv",
            mime="text/csv",
            key=f"csv:{table.name}",
        )
        st.download_button(
            _("Download as JSON"),
            table.model_dump_json(),
            file_name=f"{file}.json",
            mime="application/json",
            key=f"json:{table.name}",
        )
