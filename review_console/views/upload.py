"""Upload a policy file as a new version, and look at how it was understood before submitting it."""

from __future__ import annotations

import re
from datetime import date

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from review_console import frame, markup
from review_console.labels import AUDIENCES, LANGUAGE_NAMES, LEVELS, shown, shown_as
from review_console.language import _, current
from review_console.outgoing import UploadRequest
from review_console.views import version_preview
from review_console.wire_policies import VersionPreview

EARLIEST, LATEST = date(1900, 1, 1), date(2200, 12, 31)
"""Days that can be chosen: Streamlit offers only ten years either way by itself."""

FILE_KINDS = ["md", "html", "htm", "txt", "pdf", "docx"]


def page() -> None:
    """The form, then the preview with the two ways on: submit or discard."""
    st.title(_("Upload a policy"))
    kept = st.session_state.get("uploaded")
    if isinstance(kept, VersionPreview):
        _uploaded(kept)
        return
    request = _form()
    if request is None:
        return
    preview = frame.attempt(lambda: frame.client().policies.upload(request))
    if preview is not None:
        st.session_state["uploaded"] = preview
        st.rerun()


def _form() -> UploadRequest | None:
    with st.form("upload"):
        file = st.file_uploader(
            _("File (Markdown, HTML, plain text, PDF or Word; at most 25 MB)"),
            type=FILE_KINDS,
            key=frame.key("file", "upload"),
        )
        left, right = st.columns(2)
        title = left.text_input(_("Title"), key=frame.key("title", "upload"), persist_state="session")
        slug = right.text_input(
            _("Document name in addresses"),
            help=_(
                "Small letters, digits and hyphens. The name of an existing document adds a version to it."
            ),
            key=frame.key("slug", "upload"),
            persist_state="session",
        )
        chosen = _choices()
        starts, ends, review = st.columns(3)
        begins = _day(starts, _("In force from"), "from")
        last = _day(ends, _("Last day in force (empty: open)"), "to")
        again = _day(review, _("Review by (optional)"), "review")
        sent = st.form_submit_button(_("Upload and look"))
    if not sent:
        return None
    if file is None or not title or begins is None:
        frame.say("error", _("Choose a file, and give a title and the day from which it is in force."))
        return None
    document_id = (slug or "").strip() or _slug(title)
    if not document_id:
        frame.say("error", _("Give a document name of small letters, digits and hyphens."))
        return None
    return UploadRequest(file.name, file.getvalue(), document_id, title.strip(), *chosen, begins, last, again)


def _choices() -> tuple[str, str, str, str]:
    columns = st.columns(4)
    departments = [department.id for department in frame.directory().departments]
    department = columns[0].selectbox(
        _("Department"),
        departments,
        format_func=shown_as(frame.departments()),
        key=frame.choice_key("department", "upload"),
    )
    language = columns[1].selectbox(
        _("Language of the text"),
        list(LANGUAGE_NAMES),
        index=list(LANGUAGE_NAMES).index(current()),
        format_func=shown(LANGUAGE_NAMES),
        key=frame.choice_key("language", "upload"),
    )
    audience = columns[2].selectbox(
        _("Who may see it"),
        list(AUDIENCES),
        format_func=shown(AUDIENCES),
        key=frame.choice_key("audience", "upload"),
    )
    level = columns[3].selectbox(
        _("Level"),
        list(LEVELS),
        index=2,
        format_func=shown(LEVELS),
        key=frame.choice_key("level", "upload"),
    )
    return department or "", language, audience, level


def _day(place: DeltaGenerator, name: str, field: str) -> date | None:
    key = frame.key(field, "upload")
    return place.date_input(
        name, None, EARLIEST, LATEST, key=key, format="YYYY-MM-DD", persist_state="session"
    )


def _slug(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")


def _uploaded(preview: VersionPreview) -> None:
    version = preview.version
    said = _("Version {number} of “{title}” is stored as a draft. Nobody is answered from it yet.")
    frame.say("info", said.format(number=version.number, title=version.title or version.document_id))
    frame.show(
        markup.text(
            _("Read what was understood. If it is right, submit it; a second person publishes."), "path"
        )
    )
    submit, discard, later = st.columns(3)
    done = None
    if submit.button(_("Submit for publication"), key="submit", width="stretch"):
        done = ("submit", _("Submitted. A second person can now publish it under Documents."))
    if discard.button(_("Discard"), key="discard", width="stretch"):
        done = ("discard", _("Discarded."))
    if done and frame.perform(lambda: frame.client().policies.act(version.id, done[0]), done[1]):
        _next()
    if later.button(_("Leave as a draft and upload another"), key="another", width="stretch"):
        _next()
    version_preview.show(preview)


def _next() -> None:
    st.session_state.pop("uploaded", None)
    frame.forget("upload")
    st.rerun()
