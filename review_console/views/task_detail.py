"""One task: what it is about, what happened, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from review_console import frame, markup, moments
from review_console.labels import AUTHORS, label
from review_console.labels_needs import TASK_KINDS, TASK_STATES, TASK_STEPS
from review_console.language import _
from review_console.task_words import said, title
from review_console.views import work_lists
from review_console.views.open_case import open_case
from review_console.wire_tasks import Task, TaskEvent


def show(task_id: str) -> None:
    """The task that is open."""
    if st.button(_("Back to the tasks"), key="tasks_back"):
        st.session_state.pop("open_task", None)
        st.rerun()
    task = frame.attempt(lambda: frame.client().tasks.get(task_id))
    if task is None:
        return
    st.title(markup.plain_label(title(task.title, task.title_kind, task.title_facts)))
    _facts(task)
    if task.detail:
        frame.show(markup.text(said(task.detail)))
    _links(task)
    _history(task)
    if task.may_work:
        _work(task)
    else:
        frame.say("info", _("You can read this task but not work on it."))


def _facts(task: Task) -> None:
    if task.overdue:
        frame.show(markup.tags([_("Past its day")], "late"))
    frame.show(
        markup.facts(
            [
                (_("Kind"), label(TASK_KINDS, task.kind)),
                (_("State"), label(TASK_STATES, task.state)),
                (_("Departments"), " · ".join(map(frame.department_name, task.departments))),
                (_("Due"), moments.day(task.due)),
                (_("With"), task.assignee or "–"),
                (_("Opened"), moments.both(task.opened_at)),
            ]
        )
    )


def _links(task: Task) -> None:
    if task.document_ids:
        frame.show(markup.text(_("Documents: {ids}").format(ids=", ".join(task.document_ids)), "path"))
    with st.container(horizontal=True):
        if task.case_id and frame.may("read_cases") and st.button(_("Open the case"), key="task_case"):
            open_case(task.case_id)
            frame.go("cases")
        if task.need_id and st.button(_("Open the need"), key="task_need"):
            st.session_state["open_need"] = task.need_id
            frame.go("needs")


def _history(task: Task) -> None:
    st.subheader(_("What happened"))
    rows = [
        (moments.moment(event.at), _step(event), label(AUTHORS, event.by), said(event.note))
        for event in task.events
    ]
    first = (moments.moment(task.opened_at), _("Task opened"), label(AUTHORS, task.opened_by), "")
    frame.show(markup.table([_("When"), _("What"), _("By"), _("Note")], [first, *rows], _("Oldest first")))


def _step(event: TaskEvent) -> str:
    name = label(TASK_STEPS, event.step)
    if event.step == "assigned":
        return f"{name}: {event.assignee or _('nobody')}"
    return f"{name}: {moments.day(event.due)}" if event.step == "due" else name


def _work(task: Task) -> None:
    scope = f"task:{task.id}"
    st.subheader(_("Work on it"))
    if task.state == "open":
        _give(task, scope)
    note = st.text_area(_("Note"), key=frame.key("note", scope), persist_state="session")
    words = (note or "").strip()
    calls = frame.client().tasks
    with st.container(horizontal=True):
        if st.button(_("Add note"), key="task_note"):
            _act(words, scope, lambda: calls.note(task.id, words), _("The note is on record."))
        if task.state == "open":
            if st.button(_("Done"), key="task_done"):
                _act(words, scope, lambda: calls.close(task.id, True, words), _("The task is done."))
            if st.button(_("Drop"), key="task_drop"):
                _act(words, scope, lambda: calls.close(task.id, False, words), _("The task is dropped."))
        elif st.button(_("Open it again"), key="task_reopen"):
            _act(words, scope, lambda: calls.reopen(task.id, words), _("The task is open again."))


def _give(task: Task, scope: str) -> None:
    calls = frame.client().tasks
    people = [(person.id, person.name) for person in task.people]
    who, when = st.columns(2, vertical_alignment="bottom")
    with who:
        work_lists.give(people, task.assignee_id, "task", scope, lambda one: calls.assign(task.id, one))
    with when:
        work_lists.set_due(task.due, "task", scope, lambda day: calls.set_due(task.id, day))


def _act(words: str, scope: str, call: Callable[[], object], done: str) -> None:
    if not words:
        frame.say("error", _("Write a note first."))
    else:
        work_lists.act(scope, call, done)
