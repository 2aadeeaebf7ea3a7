"""One need: how often it was asked, in whose hands it is, and closing it by what was published."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from review_console import frame, markup, moments, spark
from review_console.labels import AUTHORS, label, shown_as
from review_console.labels_needs import CAUSES, NEED_STATES, NEED_STEPS, TASK_KINDS, TASK_STATES, TOLD
from review_console.language import _
from review_console.task_words import said, title
from review_console.views import need_merging, need_serving, need_splitting, needs, work_lists
from review_console.views.open_case import open_case
from review_console.wire_needs import Need, NeedDetail, NeedEvent


def show(need_id: str) -> None:
    """The need that is open."""
    if st.button(_("Back to the needs"), key="needs_back"):
        st.session_state.pop("open_need", None)
        st.rerun()
    detail = frame.attempt(lambda: frame.client().needs.get(need_id))
    if detail is None:
        return
    need = detail.need
    st.title(markup.plain_label(needs.name(need.words)))
    _facts(need)
    frame.show(spark.weeks(need.weeks, needs.weeks_told(need)))
    _questions(need)
    _tasks(detail)
    need_serving.show(detail)
    _told(detail)
    _history(detail)
    if need.may_work:
        _work(detail)


def _facts(need: Need) -> None:
    if need.overdue:
        frame.show(markup.tags([_("Past its day")], "late"))
    counted = _("{questions} questions of {people} people").format(
        questions=need.questions, people=need.people
    )
    frame.show(
        markup.facts(
            [
                (_("State"), label(NEED_STATES, need.state)),
                (_("How often"), counted),
                (_("Asked in"), needs.languages(need) or "–"),
                (_("Department"), frame.department_name(need.department_id)),
                (_("Due"), moments.day(need.due)),
                (_("With"), need.assignee or "–"),
                (_("First found"), moments.both(need.found_at)),
            ]
        )
    )


def _questions(need: Need) -> None:
    """Only on demand: each look is put on record."""
    if not frame.may("read_cases"):
        frame.show(markup.text(_("What people wrote is for those who may read their cases."), "path"))
        return
    if not st.toggle(_("Show what was asked (this is logged)"), key=f"need_questions:{need.id}"):
        return
    kept = st.session_state.get("need_quotes")
    if kept is None or kept[0] != need.id:
        found = frame.attempt(lambda: frame.client().needs.questions(need.id))
        if found is None:
            return
        kept = st.session_state["need_quotes"] = (need.id, found.quotes)
    if not kept[1]:
        frame.say("info", _("There is no question here that you may read."))
    need_splitting.offer(need, kept[1])
    for place, quote in enumerate(kept[1]):
        left, right = st.columns([4, 1], vertical_alignment="center")
        with left:
            frame.show(markup.text(quote.text, "quote", quote.language))
            frame.show(markup.text(f"{label(CAUSES, quote.cause)} · {moments.both(quote.asked_at)}", "path"))
        with right:
            number = markup.plain_label(quote.case_number or "")
            if quote.case_id and st.button(number, key=f"quote:{place}", width="stretch"):
                open_case(quote.case_id)
                frame.go("cases")


def _tasks(detail: NeedDetail) -> None:
    if not detail.tasks:
        return
    st.subheader(_("Tasks"))
    for task in detail.tasks:
        with st.container(border=True):
            frame.show(markup.text(title(task.title, task.title_kind, task.title_facts), "strong"))
            facts = [
                (_("Kind"), label(TASK_KINDS, task.kind)),
                (_("State"), label(TASK_STATES, task.state)),
                (_("Due"), moments.day(task.due)),
                (_("With"), task.assignee or "–"),
            ]
            frame.show(markup.facts(facts))
            for event in task.events:
                if event.note:
                    frame.show(markup.text(f"{event.by}: {said(event.note)}", "turn"))
            if st.button(_("Open the task"), key=f"need_task:{task.id}"):
                st.session_state["open_task"] = task.id
                frame.go("tasks")


def _told(detail: NeedDetail) -> None:
    if not detail.owed:
        return
    st.subheader(_("Those who had asked"))
    frame.show(
        markup.table(
            [_("What came of it"), _("Questions")],
            [(label(TOLD, code), str(count)) for code, count in sorted(detail.owed.items())],
            _("Each is answered once"),
        )
    )


def _history(detail: NeedDetail) -> None:
    st.subheader(_("What happened"))
    rows = [
        (moments.moment(one.at), _step(one), label(AUTHORS, one.by), said(one.note)) for one in detail.events
    ]
    first = (moments.moment(detail.need.found_at), _("Need found"), label(AUTHORS, "system"), "")
    frame.show(markup.table([_("When"), _("What"), _("By"), _("Note")], [first, *rows], _("Oldest first")))


def _step(event: NeedEvent) -> str:
    name = label(NEED_STEPS, event.step)
    match event.step:
        case "assigned":
            return f"{name}: {event.assignee or _('nobody')}"
        case "due":
            return f"{name}: {moments.day(event.due)}"
        case "moved":
            return f"{name}: {frame.department_name(event.department_id)}"
        case _:
            return name


def _work(detail: NeedDetail) -> None:
    need = detail.need
    scope = f"need:{need.id}"
    st.subheader(_("Work on it"))
    if need.state in needs.WAITING:
        _give(detail, scope)
        _ask_for(need, scope)
        need_merging.offer(need)
    note = st.text_area(_("Note"), key=frame.key("note", scope), persist_state="session")
    words = (note or "").strip()
    calls = frame.client().needs
    with st.container(horizontal=True):
        if st.button(_("Add note"), key="need_note"):
            _act(words, scope, lambda: calls.note(need.id, words), _("The note is on record."))
        if need.state in needs.WAITING:
            if st.button(_("Drop"), key="need_drop"):
                _act(words, scope, lambda: calls.drop(need.id, words), _("The need is dropped."))
        elif need.state != "merged" and st.button(_("Open it again"), key="need_reopen"):
            _act(words, scope, lambda: calls.reopen(need.id, words), _("The need is open again."))


def _give(detail: NeedDetail, scope: str) -> None:
    need, calls = detail.need, frame.client().needs
    people = [(person.id, person.name) for person in detail.people]
    who, when, where = st.columns(3, vertical_alignment="bottom")
    with who:
        work_lists.give(people, need.assignee_id, "need", scope, lambda one: calls.assign(need.id, one))
    with when:
        work_lists.set_due(need.due, "need", scope, lambda day: calls.set_due(need.id, day))
    with where:
        departments = [department.id for department in frame.directory().departments]
        at = departments.index(need.department_id) if need.department_id in departments else 0
        moved = st.selectbox(
            _("Department"),
            departments,
            index=at,
            format_func=shown_as(frame.departments()),
            key=frame.choice_key(f"department:{need.department_id}", scope),
        )
        if moved and moved != need.department_id and st.button(_("Hand over"), key="need_department"):
            work_lists.act(scope, lambda: calls.hand_over(need.id, moved), _("Noted."))


def _ask_for(need: Need, scope: str) -> None:
    calls = frame.client().needs
    key = frame.key("title", scope)
    st.session_state.setdefault(key, " ".join(need.words))
    title = st.text_input(_("What the task is to be called"), max_chars=200, key=key)
    words = (title or "").strip()
    with st.container(horizontal=True):
        if need.state != "tasked" and st.button(_("Ask for a document"), key="need_to_task"):
            _act(words, scope, lambda: calls.to_task(need.id, words), _("A document is asked for."))
        if st.button(_("Ask for a visit"), key="need_visit"):
            _act(words, scope, lambda: calls.visit(need.id, words), _("A visit is asked for."))


def _act(words: str, scope: str, call: Callable[[], object], done: str) -> None:
    if not words:
        frame.say("error", _("Write something first."))
    else:
        work_lists.act(scope, call, done)
