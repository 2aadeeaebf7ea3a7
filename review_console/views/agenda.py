"""The agenda of the meeting between departments, made from what is open."""

from __future__ import annotations

import streamlit as st

from review_console import frame, markup, moments
from review_console.labels import label
from review_console.labels_needs import AGENDA_SECTIONS
from review_console.language import _, current
from review_console.task_words import title
from review_console.wire_needs import AgendaItem, AgendaSection


def page() -> None:
    """Every section, also an empty one."""
    st.title(_("Agenda across departments"))
    agenda = frame.attempt(frame.client().tasks.agenda)
    if agenda is None:
        return
    said = _("As of {day}: {count} items").format(day=moments.day(agenda.day), count=agenda.count)
    frame.show(markup.text(said))
    for section in agenda.sections:
        _section(section)
    body = frame.attempt(lambda: frame.client().tasks.agenda_file(current()))
    if body is not None:
        name = f"agenda-{agenda.day.isoformat()}.md"
        st.download_button(
            _("Download as Markdown"), body, file_name=name, mime="text/markdown", key="agenda_md"
        )


def _section(section: AgendaSection) -> None:
    name = label(AGENDA_SECTIONS, section.section)
    st.subheader(markup.plain_label(f"{name} ({len(section.items)})"))
    if not section.items:
        frame.show(markup.text(_("None.")))
        return
    gaps = section.section == "gaps"
    headers = [_("What"), _("Departments"), _("Owner"), _("Due"), *([_("People who asked")] if gaps else [])]
    rows = [_row(item, gaps) for item in section.items]
    frame.show(markup.table(headers, rows, name))
    if section.section == "human_contact":
        if frame.may("read_certificates") and st.button(_("To the figures"), key="agenda:figures"):
            frame.go("figures")
        return
    with st.expander(_("Open one of these")):
        for item in section.items:
            words = markup.plain_label(_title(item) or _("Not named yet"))
            if st.button(words, key=f"agenda:{section.section}:{item.id}"):
                st.session_state["open_need" if gaps else "open_task"] = item.id
                frame.go("needs" if gaps else "tasks")


def _title(item: AgendaItem) -> str:
    return title(item.title, item.title_kind, item.title_facts)


def _row(item: AgendaItem, gaps: bool) -> tuple[str, ...]:
    due = f"{moments.day(item.due)} · {_('Past its day')}" if item.overdue else moments.day(item.due)
    cells = (
        _title(item) or _("Not named yet"),
        " · ".join(map(frame.department_name, item.departments)),
        item.owner or "–",
        due,
    )
    return (*cells, str(item.count)) if gaps else cells
