"""Several files handed in at once: each becomes a draft or is refused by itself, and the list says which."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from pathlib import PurePath
from typing import Protocol

import streamlit as st

from review_console import frame
from review_console.language import _
from review_console.outgoing import UploadRequest
from review_console.transport import ApiError

_RESULTS = "uploaded_files"


class NamedFile(Protocol):
    """A file from the browser."""

    @property
    def name(self) -> str:
        """Its name, with the ending."""


def names(file: NamedFile) -> tuple[str, str]:
    """Title and document name from a file's name, as `civicdesk documents add` makes them."""
    stem = unicodedata.normalize("NFKC", PurePath(file.name).stem)
    title = " ".join(re.split(r"[\s_-]+", stem)).strip()
    latin = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", latin).strip("-")[:100].rstrip("-")
    return title[:1].upper() + title[1:], slug or f"document-{hashlib.sha256(stem.encode()).hexdigest()[:12]}"


def upload(requests: Sequence[UploadRequest]) -> None:
    """Hand in each file; what is wrong with one does not stop the others."""
    results: list[tuple[str, str]] = []
    bar = st.progress(0.0)
    for done, request in enumerate(requests, 1):
        results.append(_one(request))
        bar.progress(done / len(requests))
    bar.empty()
    st.session_state[_RESULTS] = results


def _one(request: UploadRequest) -> tuple[str, str]:
    try:
        preview = frame.client().policies.upload(request)
    except ApiError as error:
        if error.status == 401:
            frame.session_ended()
        return request.file_name, _("Refused: {why}").format(why=frame.explain(error))
    said = _("Draft of version {number}, {count} passages, {warnings} warnings")
    return request.file_name, said.format(
        number=preview.version.number, count=len(preview.passages), warnings=len(preview.warnings)
    )


def show_results() -> None:
    """The list of the last upload of several files, until it is closed."""
    results = st.session_state.get(_RESULTS)
    if not results:
        return
    frame.say(
        "info", _("{count} files were handed in. Read the drafts under Documents.").format(count=len(results))
    )
    st.dataframe([{_("File"): name, _("Result"): said} for name, said in results], hide_index=True)
    if st.button(_("Close the list"), key="close_results"):
        del st.session_state[_RESULTS]
        frame.forget("upload")
        st.rerun()
