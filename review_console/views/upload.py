"""Upload a policy file as a new version, and look at how it was understood before submitting it."""

from __future__ import annotations

import streamlit as st

from review_console import frame, markup
from review_console.language import _
from review_console.outgoing import UploadRequest
from review_console.views import addresses, upload_facts, version_preview
from review_console.wire_policies import VersionPreview

FILE_KINDS = ["md", "html", "htm", "txt", "pdf", "docx"]


def page() -> None:
    """The form, then the preview with the two ways on: submit or discard."""
    st.title(_("Upload a policy"))
    kept = st.session_state.get("uploaded")
    if isinstance(kept, VersionPreview):
        _uploaded(kept)
        return
    from_file, from_web = st.tabs([_("From a file"), _("From a web address")], key="upload_from")
    with from_web:
        preview = addresses.form()
    with from_file:
        request = _form()
        if request is not None:
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
        facts = upload_facts.fields("upload")
        sent = st.form_submit_button(_("Upload and look"))
    if not sent:
        return None
    if file is None or not facts.title or facts.effective_from is None:
        frame.say("error", _("Choose a file, and give a title and the day from which it is in force."))
        return None
    if not facts.document_id:
        frame.say("error", _("Give a document name of small letters, digits and hyphens."))
        return None
    return UploadRequest(
        file.name,
        file.getvalue(),
        facts.document_id,
        facts.title,
        facts.department_id,
        facts.language,
        facts.audience,
        facts.level,
        facts.effective_from,
        facts.effective_to,
        facts.review_by,
    )


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
