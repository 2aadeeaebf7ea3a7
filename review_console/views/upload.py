"""Upload a policy file as a new version, and look at how it was understood before submitting it."""

from __future__ import annotations

import streamlit as st

from review_console import frame, markup
from review_console.language import _
from review_console.outgoing import UploadRequest
from review_console.views import addresses, several_files, upload_facts, version_preview
from review_console.wire_policies import VersionPreview

FILE_KINDS = ["md", "html", "htm", "txt", "pdf", "docx", "xlsx"]


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
        requests = _form()
        if len(requests) == 1:
            preview = frame.attempt(lambda: frame.client().policies.upload(requests[0]))
        elif requests:
            several_files.upload(requests)
        several_files.show_results()
    if preview is not None:
        st.session_state["uploaded"] = preview
        st.rerun()


def _form() -> list[UploadRequest]:
    with st.form("upload"):
        files = st.file_uploader(
            _("Files (Markdown, HTML, plain text, PDF, Word or Excel; at most 20 MB each)"),
            type=FILE_KINDS,
            accept_multiple_files=True,
            key=frame.key("file", "upload"),
        )
        frame.show(markup.text(_("Of several files, each becomes a document named after its file."), "path"))
        facts = upload_facts.fields("upload")
        sent = st.form_submit_button(_("Upload and look"))
    if not sent:
        return []
    named = [(facts.title, facts.document_id)] if len(files) == 1 else list(map(several_files.names, files))
    if not files or facts.effective_from is None or not all(title for title, _id in named):
        frame.say("error", _("Choose a file, and give a title and the day from which it is in force."))
        return []
    if not all(document_id for _title, document_id in named):
        frame.say("error", _("Give a document name of small letters, digits and hyphens."))
        return []
    return [
        UploadRequest(
            file.name,
            file.getvalue(),
            document_id,
            title,
            facts.department_id,
            facts.language,
            facts.audience,
            facts.level,
            facts.effective_from,
            facts.effective_to,
            facts.review_by,
        )
        for file, (title, document_id) in zip(files, named, strict=True)
    ]


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
