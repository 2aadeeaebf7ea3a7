"""Policies from the web: a form for an address of a listed site, and fetching an address again."""

from __future__ import annotations

from datetime import date

import streamlit as st

from review_console import frame, markup
from review_console.calls_versions import Fetched
from review_console.language import _
from review_console.outgoing import AddressRequest
from review_console.views import upload_facts
from review_console.wire_policies import VersionPreview, VersionRow

SCOPE = "address"


def form() -> VersionPreview | None:
    """The form; what was understood of the document once one was fetched."""
    listed = frame.attempt(frame.client().versions.sites)
    if listed is None:
        return None
    if not listed.sites:
        frame.say(
            "info",
            _("No site is listed. The setting {setting} names those that may be asked.").format(
                setting="CIVICDESK_INTAKE_SITES"
            ),
        )
        return None
    frame.show(
        markup.text(_("Sites that may be asked: {sites}").format(sites=", ".join(listed.sites)), "path")
    )
    request = _request()
    if request is None:
        return None
    with st.spinner(_("Working…")):
        fetched = frame.attempt(lambda: frame.client().versions.fetch(request))
    if fetched is None:
        return None
    _tell(fetched)
    if fetched.is_new:
        frame.forget(SCOPE)
        return fetched.preview
    return None


def _request() -> AddressRequest | None:
    with st.form("from_address"):
        address = st.text_input(
            _("Web address (https)"), key=frame.key("address", SCOPE), persist_state="session"
        )
        facts = upload_facts.fields(SCOPE)
        sent = st.form_submit_button(_("Fetch and look"))
    if not sent:
        return None
    if not (address or "").strip() or not facts.title or facts.effective_from is None:
        frame.say("error", _("Give an address, a title and the day from which it is in force."))
        return None
    if not facts.document_id:
        frame.say("error", _("Give a document name of small letters, digits and hyphens."))
        return None
    return AddressRequest(
        str(address).strip(),
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


def fetch_again(version: VersionRow) -> None:
    """Ask the address of a version once more; a new draft only where the text there has changed."""
    with st.popover(_("Fetch again"), key=f"again:{version.id}"):
        day = st.date_input(
            _("In force from, if it has changed"),
            "today",
            upload_facts.EARLIEST,
            upload_facts.LATEST,
            key=f"again_from:{version.id}",
            format="YYYY-MM-DD",
        )
        if st.button(_("Fetch now"), key=f"again_now:{version.id}") and isinstance(day, date):
            with st.spinner(_("Working…")):
                fetched = frame.attempt(lambda: frame.client().versions.fetch_again(version.id, day))
            if fetched is not None:
                _tell(fetched)
                if fetched.is_new:
                    st.rerun()


def _tell(fetched: Fetched) -> None:
    version = fetched.preview.version
    if fetched.is_new:
        said = _("Version {number} was fetched and is stored as a draft.")
        frame.say_next("success", said.format(number=version.number))
    else:
        said = _("Nothing new: the text there is that of version {number}.")
        frame.say("info", said.format(number=version.number))
