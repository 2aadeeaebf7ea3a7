"""Changes of the emergency contacts: stated, tried, confirmed by somebody else, declined and brought back."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from review_console import frame, markup, moments
from review_console.calls_contacts import ContactListSent
from review_console.labels import LANGUAGE_NAMES, label, shown, shown_as
from review_console.labels_contacts import CHANGE_STATES, DANGERS
from review_console.language import _
from review_console.views import contacts_tried
from review_console.wire_contacts import ContactChange

SCOPE = "contact_change"
EVERYBODY = ""
"""The choice of no department."""
MOST = 4
"""Contacts the form offers; the service refuses more."""


def show() -> None:
    """The form for whoever may change contacts, then all changes, those that wait first."""
    listed = frame.attempt(frame.client().contacts.changes)
    if listed is None:
        return
    if frame.may("change_screening"):
        with st.container(border=True):
            _form()
    if not listed.changes:
        frame.show(
            markup.text(_("The contacts are those of the directory file; nobody has changed them."), "path")
        )
    for change in sorted(listed.changes, key=lambda one: one.state != "proposed"):
        _change(change)


def _form() -> None:
    content = _list()
    _try(content)
    why = st.text_input(_("Reason"), key=frame.key("why", SCOPE), max_chars=500)
    if st.button(_("State the change"), key="state_contacts", type="primary") and frame.perform(
        lambda: frame.client().contacts.propose(content, why), _("It waits for a second person.")
    ):
        frame.forget(SCOPE)
        st.rerun()


def _try(content: ContactListSent) -> None:
    """A message on the list's first day, with the list as if it were in force."""
    with st.expander(_("Try it on a message first"), key="try_contacts"):
        language = st.segmented_control(
            _("Language of the message"),
            list(LANGUAGE_NAMES),
            default="en",
            required=True,
            format_func=shown(LANGUAGE_NAMES),
            key=frame.choice_key("tried_language", SCOPE),
        )
        text = st.text_input(_("Message"), key=frame.key("tried", SCOPE), max_chars=4_000)
        if st.button(_("Try it out"), key="try_contacts_now") and text.strip():
            calls, day = frame.client().contacts, str(content["first_day"])
            tried = frame.attempt(lambda: calls.try_out(text, str(language or "en"), day, content))
            if tried is not None:
                contacts_tried.show(tried)


def _list() -> ContactListSent:
    left, right = st.columns(2)
    kind = left.selectbox(
        _("Danger"), list(DANGERS), format_func=shown(DANGERS), key=frame.choice_key("kind", SCOPE)
    )
    names = {EVERYBODY: _("everybody"), **frame.departments()}
    department = right.selectbox(
        _("For the matters of"),
        list(names),
        format_func=shown_as(names),
        key=frame.choice_key("department", SCOPE),
    )
    first = left.date_input(_("First day"), value="today", format="YYYY-MM-DD", key=frame.key("first", SCOPE))
    last = right.date_input(
        _("Last day (may be empty)"), value=None, format="YYYY-MM-DD", key=frame.key("last", SCOPE)
    )
    count = st.number_input(
        _("How many numbers (0: those of the directory file again)"),
        0,
        MOST,
        1,
        key=frame.key("count", SCOPE),
    )
    replaced = _(
        "The list takes the place of the one in force for this danger and these matters: name those numbers again "
        "that are to stay. A department's own stand before everybody's, not instead of them."
    )
    frame.show(markup.text(replaced, "path"))
    return {
        "kind": kind,
        "department_id": department or None,
        "first_day": first.isoformat(),
        "last_day": last.isoformat() if last is not None else None,
        "contacts": [_contact(number) for number in range(1, int(count) + 1)],
    }


def _contact(number: int) -> dict[str, object]:
    """The fields of one contact, in both languages."""
    phone = st.text_input(
        _("Number {count}").format(count=number), key=frame.key(f"phone{number}", SCOPE), max_chars=30
    )
    name: dict[str, str] = {}
    when: dict[str, str] = {}
    for column, language in zip(st.columns(len(LANGUAGE_NAMES)), LANGUAGE_NAMES, strict=True):
        of = {"count": number, "language": label(LANGUAGE_NAMES, language)}
        name[language] = column.text_input(
            _("Who answers number {count}, in {language}").format(**of),
            key=frame.key(f"name{number}{language}", SCOPE),
            max_chars=80,
        )
        when[language] = column.text_input(
            _("When to call number {count}, in {language}").format(**of),
            key=frame.key(f"when{number}{language}", SCOPE),
            max_chars=200,
        )
    return {"phone": phone, "name": name, "when": when}


def _change(change: ContactChange) -> None:
    with st.container(border=True):
        whose = frame.department_name(change.department_id) if change.department_id else _("everybody")
        frame.show(markup.text(f"{label(DANGERS, change.kind)} – {whose}", "strong"))
        frame.show(
            markup.tags(
                [label(CHANGE_STATES, change.state), moments.in_force(change.first_day, change.last_day)]
            )
        )
        if not change.contacts:
            frame.show(markup.text(_("The numbers of the directory file again.")))
        for contact in change.contacts:
            frame.show(markup.text(f"{' / '.join(contact.name.values())}: {contact.phone}"))
            frame.show(markup.text(" / ".join(contact.when.values()), "path"))
        _said_of(change.by, moments.both(change.at), change.why)
        if change.decided_by and change.decided_at:
            _said_of(change.decided_by, moments.both(change.decided_at), change.said or "")
        if change.may_change:
            _steps(change)


def _said_of(name: str, day: str, reason: str) -> None:
    said = _("{name}, {day}: {reason}").format(name=name, day=day, reason=reason)
    frame.show(markup.text(said, "path"))


def _steps(change: ContactChange) -> None:
    calls = frame.client().contacts
    if change.state == "declined":
        return
    said = st.text_input(_("Reason"), key=frame.key(f"said:{change.id}", SCOPE), max_chars=500)
    if change.state == "proposed":
        if change.mine:
            frame.show(markup.text(_("Somebody else must confirm what you proposed."), "path"))
        else:
            frame.show(markup.text(_("Call each number before you confirm, and say what you heard."), "path"))
            _step(_("Confirm"), change, lambda: calls.confirm(change.id, said), _("It was confirmed."))
        _step(_("Decline"), change, lambda: calls.decline(change.id, said), _("It was declined."))
    else:
        done = _("It waits for a second person.")
        _step(_("Bring back this list"), change, lambda: calls.restore(change.id, said), done)


def _step(name: str, change: ContactChange, call: Callable[[], object], done: str) -> None:
    if st.button(name, key=f"{name}:{change.id}") and frame.perform(call, done):
        frame.forget(SCOPE)
        st.rerun()
