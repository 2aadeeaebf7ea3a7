"""What is to be known about a document, asked alike for a file and for an address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from review_console import frame
from review_console.labels import AUDIENCES, LANGUAGE_NAMES, LEVELS, shown, shown_as
from review_console.language import _, current

EARLIEST, LATEST = date(1900, 1, 1), date(2200, 12, 31)
"""Days that can be chosen: Streamlit offers only ten years either way by itself."""


@dataclass(frozen=True, slots=True)
class Facts:
    """The fields as filled in; an empty `document_id` means that none could be made of the title."""

    document_id: str
    title: str
    department_id: str
    language: str
    audience: str
    level: str
    effective_from: date | None
    effective_to: date | None
    review_by: date | None


def fields(scope: str) -> Facts:
    """Draw the fields inside the form of this scope."""
    left, right = st.columns(2)
    title = left.text_input(_("Title"), key=frame.key("title", scope), persist_state="session")
    slug = right.text_input(
        _("Document name in addresses"),
        help=_("Small letters, digits and hyphens. The name of an existing document adds a version to it."),
        key=frame.key("slug", scope),
        persist_state="session",
    )
    department, language, audience, level = _choices(scope)
    starts, ends, review = st.columns(3)
    begins = _day(starts, _("In force from"), "from", scope)
    last = _day(ends, _("Last day in force (empty: open)"), "to", scope)
    again = _day(review, _("Review by (optional)"), "review", scope)
    said = (title or "").strip()
    document_id = (slug or "").strip() or _slug(said)
    return Facts(document_id, said, department, language, audience, level, begins, last, again)


def _choices(scope: str) -> tuple[str, str, str, str]:
    columns = st.columns(4)
    departments = [department.id for department in frame.directory().departments]
    department = columns[0].selectbox(
        _("Department"),
        departments,
        format_func=shown_as(frame.departments()),
        key=frame.choice_key("department", scope),
    )
    language = columns[1].selectbox(
        _("Language of the text"),
        list(LANGUAGE_NAMES),
        index=list(LANGUAGE_NAMES).index(current()),
        format_func=shown(LANGUAGE_NAMES),
        key=frame.choice_key("language", scope),
    )
    audience = columns[2].selectbox(
        _("Who may see it"),
        list(AUDIENCES),
        format_func=shown(AUDIENCES),
        key=frame.choice_key("audience", scope),
    )
    level = columns[3].selectbox(
        _("Level"),
        list(LEVELS),
        index=2,
        format_func=shown(LEVELS),
        key=frame.choice_key("level", scope),
    )
    return department or "", language, audience, level


def _day(place: DeltaGenerator, name: str, field: str, scope: str) -> date | None:
    key = frame.key(field, scope)
    return place.date_input(
        name, None, EARLIEST, LATEST, key=key, format="YYYY-MM-DD", persist_state="session"
    )


def _slug(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
