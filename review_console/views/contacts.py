"""Emergency contacts: whom somebody in danger is told to call, tried out, changed by two people, with the history."""

from __future__ import annotations

import streamlit as st

from review_console import frame, markup
from review_console.labels import LANGUAGE_NAMES, label, shown, shown_as
from review_console.labels_contacts import DANGERS
from review_console.language import _
from review_console.views import contact_changes, contacts_tried

PARTS = ("now", "try", "changes")


def page() -> None:
    """One part at a time: each asks the service for its own."""
    st.title(_("Emergency contacts"))
    frame.show(
        markup.text(
            _(
                "Whoever writes that they are in danger sees these numbers at once, as fixed text. A change needs a "
                "second person. Where no list is in force, the numbers of the directory file are shown; there are "
                "always some."
            )
        )
    )
    names = {"now": _("In force now"), "try": _("Try a message"), "changes": _("Changes")}
    chosen = st.segmented_control(
        _("Show"),
        PARTS,
        default="now",
        required=True,
        format_func=shown_as(names),
        key=frame.choice_key("part", "contacts"),
        persist_state="session",
    )
    {"now": _now, "try": _try, "changes": contact_changes.show}[str(chosen or "now")]()


def _now() -> None:
    listed = frame.attempt(frame.client().contacts.in_force)
    if listed is None:
        return
    for danger in DANGERS:
        found = [contact for contact in listed.contacts if danger in contact.kinds]
        frame.show(contacts_tried.table(found, label(DANGERS, danger)))


def _try() -> None:
    language = st.segmented_control(
        _("Language of the message"),
        list(LANGUAGE_NAMES),
        default="en",
        required=True,
        format_func=shown(LANGUAGE_NAMES),
        key=frame.choice_key("language", "contacts_try"),
    )
    text = st.text_area(_("Message"), key=frame.key("text", "contacts_try"), max_chars=4_000)
    day = st.date_input(_("Day"), value="today", format="YYYY-MM-DD", key=frame.key("day", "contacts_try"))
    if not st.button(_("Try it out"), key="contacts_try") or not text.strip():
        return
    tried = frame.attempt(
        lambda: frame.client().contacts.try_out(text, str(language or "en"), day.isoformat())
    )
    if tried is not None:
        contacts_tried.show(tried)
