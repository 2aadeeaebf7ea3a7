"""Recalls: what ended, which replies had quoted it, and what their citizens are told."""

from __future__ import annotations

import streamlit as st

from review_console import frame, markup, moments, recall_markup
from review_console.labels import label, shown_as
from review_console.labels_recalls import CHANGE_KINDS, RECALL_STATES
from review_console.language import _
from review_console.views import recall_group
from review_console.wire_recalls import RecallChange, RecallDetail

STATES = ("open", "corrected", "left", "erased")


def page() -> None:
    """The changes with what became of their replies, and one of them opened."""
    st.title(_("Recalls"))
    told = _(
        "When a policy text ends, every reply that quoted it is listed here. You decide which citizens get a correction. "
        "Nothing is sent by itself."
    )
    frame.show(markup.text(told))
    found = frame.attempt(frame.client().recalls.changes)
    if found is None:
        return
    if not found.changes:
        frame.say("info", _("No text that was in force has ended yet."))
        return
    quoted = sorted((one for one in found.changes if one.replies), key=lambda one: not one.open)
    frame.show(_table(quoted)) if quoted else frame.say(
        "info", _("No text that ended has been quoted in a reply.")
    )
    _unquoted([one for one in found.changes if not one.replies])
    if quoted:
        _opened(quoted)


def _table(changes: list[RecallChange]) -> markup.Html:
    rows = [
        (
            _("{title}, version {number}").format(title=one.title, number=one.version_number),
            label(CHANGE_KINDS, one.kind),
            moments.moment(one.at),
            frame.department_name(one.department_id),
            recall_markup.Progress({state: getattr(one, state) for state in STATES}, _counted(one)),
        )
        for one in changes
    ]
    headers = [_("Text that ended"), _("Why"), _("When"), _("Department"), _("Replies that quoted it")]
    return recall_markup.table(headers, rows, _("Texts that ended and the replies that had quoted them"))


def _counted(change: RecallChange) -> str:
    numbers = [(state, getattr(change, state)) for state in STATES]
    return " · ".join(f"{number} {label(RECALL_STATES, state)}" for state, number in numbers if number)


def _unquoted(changes: list[RecallChange]) -> None:
    if not changes:
        return
    with st.expander(_("Ended texts that no reply had quoted: {count}").format(count=len(changes))):
        rows = [
            (
                _("{title}, version {number}").format(title=one.title, number=one.version_number),
                label(CHANGE_KINDS, one.kind),
                moments.moment(one.at),
            )
            for one in changes
        ]
        headers = [_("Text that ended"), _("Why"), _("When")]
        frame.show(markup.table(headers, rows, _("Ended texts that no reply had quoted")))


def _opened(changes: list[RecallChange]) -> None:
    names = {
        one.id: f"{one.title}, {label(CHANGE_KINDS, one.kind)}, {moments.moment(one.at)}" for one in changes
    }
    chosen = st.selectbox(
        _("Look at the replies of"),
        list(names),
        index=None,
        placeholder=_("Choose a text that ended"),
        format_func=shown_as(names),
        key=frame.choice_key("change", "recalls"),
        persist_state="session",
    )
    if chosen is None:
        return
    detail = frame.attempt(lambda: frame.client().recalls.change(chosen))
    if detail is not None:
        _detail(detail)


def _detail(detail: RecallDetail) -> None:
    change = detail.change
    facts = [
        (_("Text that ended"), f"{change.title} ({change.version_number})"),
        (_("Why"), label(CHANGE_KINDS, change.kind)),
        (_("When"), moments.both(change.at)),
    ]
    if change.reason:
        facts += [(_("By"), change.actor), (_("Reason"), change.reason)]
    frame.show(markup.facts(facts))
    for number, group in enumerate(detail.groups, start=1):
        recall_group.show(change.id, number, group)
    if detail.erased:
        said = _("Replies in conversations that their citizens erased, where nobody can be told: {count}")
        frame.show(markup.text(said.format(count=len(detail.erased)), "path"))
