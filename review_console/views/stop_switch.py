"""The stop switch: no automatic reply for the whole service, one department or one topic."""

from __future__ import annotations

import streamlit as st

from review_console import frame, markup, moments
from review_console.labels import STOP_SCOPES, label, shown, shown_as
from review_console.language import _
from review_console.wire_oversight import Stop


def page() -> None:
    """What is stopped, and the form to stop or to allow again."""
    st.title(_("Stop switch"))
    told = _(
        "While something is stopped, every question about it becomes a case for a person. Nothing asked is lost."
    )
    frame.show(markup.text(told))
    listed = frame.attempt(frame.client().oversight.stops)
    if listed is None:
        return
    rows = [
        (
            _name(stop),
            _("Stopped") if stop.on else _("Allowed"),
            stop.reason,
            stop.by,
            moments.both(stop.at) if stop.at else "–",
        )
        for stop in listed.stops
    ]
    headers = [_("What"), _("State"), _("Reason"), _("Who"), _("When")]
    if rows:
        frame.show(markup.table(headers, rows, _("The last turn of each switch")))
    else:
        frame.say("info", _("Nothing has ever been stopped."))
    _turn({(stop.scope, stop.scope_id): stop.on for stop in listed.stops})


def _name(stop: Stop) -> str:
    if stop.scope == "department":
        return frame.department_name(stop.scope_id)
    return frame.topic_name(stop.scope_id) if stop.scope == "topic" else label(STOP_SCOPES, "whole")


def _turn(state: dict[tuple[str, str], bool]) -> None:
    st.header(_("Turn a switch"))
    scope = st.radio(
        _("How far"),
        list(STOP_SCOPES),
        index=None,
        format_func=shown(STOP_SCOPES),
        horizontal=True,
        key=frame.choice_key("scope", "stop"),
    )
    if scope is None:
        return
    scope_id = _which(scope)
    if scope_id is None:
        return
    stopped = state.get((scope, scope_id), False)
    reason = st.text_input(_("Reason"), key=frame.key("reason", "stop"), persist_state="session")
    name = _("Allow automatic replies again") if stopped else _("Stop automatic replies")
    if not st.button(name, key="turn_stop"):
        return
    said = (reason or "").strip()
    done = _("Automatic replies are allowed again.") if stopped else _("Stopped.")
    if not said:
        frame.say("error", _("Give a reason."))
    elif frame.perform(lambda: frame.client().oversight.turn_stop(scope, scope_id, not stopped, said), done):
        frame.forget("stop")
        st.rerun()


def _which(scope: str) -> str | None:
    if scope == "whole":
        return ""
    directory = frame.directory()
    if scope == "department":
        return st.selectbox(
            _("Department"),
            [department.id for department in directory.departments],
            index=None,
            placeholder=_("Choose a department"),
            format_func=shown_as(frame.departments()),
            key=frame.choice_key("department", "stop"),
        )
    return st.selectbox(
        _("Topic"),
        [topic.id for topic in directory.topics],
        index=None,
        placeholder=_("Choose a topic"),
        format_func=shown_as(frame.topics()),
        key=frame.choice_key("topic", "stop"),
    )
