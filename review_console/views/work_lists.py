"""What lists of work and the pages of their entries share: the choice of a department, paging, giving and dating."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from review_console import frame
from review_console.labels import shown_as
from review_console.language import _

T = TypeVar("T")

SHOWN_AT_ONCE = 25
"""Rows drawn at once, as many as in the queue of cases."""


def department(place: DeltaGenerator, scope: str) -> str:
    """The department chosen in the list's filter, "" for all."""
    chosen = place.selectbox(
        _("Department"),
        ["", *(one.id for one in frame.directory().departments)],
        format_func=shown_as(frame.departments() | {"": _("All departments")}),
        key=frame.choice_key("department", scope),
        persist_state="session",
    )
    return chosen or ""


def rows(found: Sequence[T], name: str, draw: Callable[[T], None]) -> None:
    """Draw the first rows, and offer more where there are more. `name` tells the list from others."""
    limit = int(st.session_state.get(f"{name}_limit", SHOWN_AT_ONCE))
    for one in found[:limit]:
        draw(one)
    if len(found) > limit and st.button(_("Show more"), key=f"more_{name}"):
        st.session_state[f"{name}_limit"] = limit + SHOWN_AT_ONCE
        st.rerun()


def give(
    people: Sequence[tuple[str, str]],
    assignee_id: str | None,
    name: str,
    scope: str,
    assign: Callable[[str | None], object],
) -> None:
    """Give an entry to one of the people (id and name), or back."""
    names = {"": _("nobody")} | dict(people)
    known = list(names)
    chosen = st.selectbox(
        _("Give it to"),
        known,
        index=known.index(assignee_id) if assignee_id in known else 0,
        format_func=shown_as(names),
        key=frame.choice_key(f"assignee:{assignee_id}", scope),
    )
    if (chosen or None) != assignee_id and st.button(_("Give"), key=f"{name}_assign"):
        act(scope, lambda: assign(chosen or None), _("Noted."))


def set_due(due: date | None, name: str, scope: str, set_day: Callable[[date | None], object]) -> None:
    """Say by when an entry is to be done."""
    given = st.date_input(_("Due"), value=due, format="YYYY-MM-DD", key=frame.key(f"due:{due}", scope))
    day = given if isinstance(given, date) else None
    if day != due and st.button(_("Set the day"), key=f"{name}_due"):
        act(scope, lambda: set_day(day), _("Noted."))


def act(scope: str, call: Callable[[], object], done: str) -> None:
    """Do it, forget what was typed in the scope, and draw the page anew."""
    if frame.perform(call, done):
        frame.forget(scope)
        st.rerun()
