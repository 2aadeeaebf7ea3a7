"""What people are to do: mine, my departments', by kind and state; a new one; the one that is open."""

from __future__ import annotations

from datetime import date
from textwrap import shorten

import streamlit as st

from review_console import frame, markup, moments
from review_console.labels import shown, shown_as
from review_console.labels_needs import TASK_KINDS, TASK_STATES
from review_console.language import _
from review_console.task_words import title
from review_console.views import task_detail, work_lists
from review_console.wire_tasks import Task

SHORT = 40
"""Characters of a title on its button: each button says what it opens, also to whoever hears it read out."""

PERSONAL = ("call_back", "visit")
BY_ITSELF = ("call_back", "alarm")
"""Kinds for whoever answers people; the others are for whoever writes policies."""


def page() -> None:
    """The list, or the task that is open."""
    if "open_task" in st.session_state:
        task_detail.show(str(st.session_state["open_task"]))
        return
    st.title(_("Tasks"))
    shown_, kind, department = _filters()
    state = None if shown_ == "all" else "open"
    listed = frame.attempt(
        lambda: frame.client().tasks.list(kind or None, state, department or None, mine=shown_ == "mine")
    )
    if listed is None:
        return
    late = sum(one.overdue for one in listed.tasks)
    said = _("Tasks: {count} · past their day: {late}")
    frame.show(markup.text(said.format(count=len(listed.tasks), late=late)))
    if not listed.tasks:
        frame.say("info", _("No task matches. Tasks come from findings, from needs and from colleagues."))
    work_lists.rows(listed.tasks, "tasks", _row)
    _new()


def _filters() -> tuple[str, str, str]:
    who, kind, where, again = st.columns([5, 4, 4, 2], vertical_alignment="bottom")
    names = {"open": _("Open"), "mine": _("Mine"), "all": _("All")}
    chosen = who.segmented_control(
        _("Show"),
        list(names),
        default="open",
        required=True,
        format_func=shown_as(names),
        key=frame.choice_key("filter", "tasks"),
        persist_state="session",
    )
    picked = kind.selectbox(
        _("Kind"),
        ["", *TASK_KINDS],
        format_func=shown(TASK_KINDS, **{"": _("All kinds")}),
        key=frame.choice_key("kind", "tasks"),
        persist_state="session",
    )
    department = work_lists.department(where, "tasks")
    if again.button(_("Refresh"), key="tasks_refresh", width="stretch"):
        st.rerun()
    return str(chosen or "open"), picked or "", department


def _row(task: Task) -> None:
    named = title(task.title, task.title_kind, task.title_facts)
    with st.container(border=True):
        what, when, go = st.columns([11, 6, 4], vertical_alignment="center")
        with what:
            frame.show(markup.text(named, "strong"))
            frame.show(markup.tags([_(TASK_KINDS.get(task.kind, task.kind))]))
            frame.show(markup.text(" · ".join(map(frame.department_name, task.departments)), "path"))
        with when:
            if task.overdue:
                frame.show(markup.tags([_("Past its day")], "late"))
            frame.show(markup.facts([(_("Due"), moments.day(task.due)), (_("With"), task.assignee or "–")]))
            if task.state != "open":
                frame.show(markup.text(_(TASK_STATES.get(task.state, task.state)), "path"))
        with go:
            short = shorten(named, SHORT, placeholder="…")
            name = markup.plain_label(_("Open task: {title}").format(title=short))
            if st.button(name, key=f"task:{task.id}", width="stretch", wrap=True):
                st.session_state["open_task"] = task.id
                st.rerun()


def _new() -> None:
    may_write, may_answer = (
        frame.may("edit_policies") or frame.may("publish_policies"),
        frame.may("decide_cases"),
    )
    kinds = [
        kind
        for kind in TASK_KINDS
        if (may_answer if kind in PERSONAL else may_write) and kind not in BY_ITSELF
    ]
    if not kinds:
        return
    with st.expander(_("New task")), st.form("new_task"):
        left, middle, right = st.columns(3)
        kind = left.selectbox(
            _("Kind"), kinds, format_func=shown(TASK_KINDS), key=frame.choice_key("new_kind", "new_task")
        )
        department = middle.selectbox(
            _("Department"),
            [department.id for department in frame.directory().departments],
            format_func=shown_as(frame.departments()),
            key=frame.choice_key("new_department", "new_task"),
        )
        due = right.date_input(
            _("Due"), value=None, format="YYYY-MM-DD", key=frame.key("new_due", "new_task")
        )
        asked = st.text_input(_("What is to be done"), max_chars=200, key=frame.key("new_title", "new_task"))
        detail = st.text_area(_("More about it (no personal data)"), key=frame.key("new_detail", "new_task"))
        sent = st.form_submit_button(_("Open the task"))
    if not sent:
        return
    if not asked.strip():
        frame.say("error", _("Say what is to be done."))
        return
    day = due if isinstance(due, date) else None
    if frame.perform(
        lambda: frame.client().tasks.open(kind, department, asked.strip(), detail.strip(), day),
        _("The task is open."),
    ):
        frame.forget("new_task")
        st.rerun()
