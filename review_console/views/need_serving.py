"""Closing a need by a version in force: proposed by the system or chosen by a person, always confirmed by one."""

from __future__ import annotations

import streamlit as st

from review_console import frame, markup, moments
from review_console.labels import shown_as
from review_console.language import _
from review_console.views import needs
from review_console.wire_needs import NeedDetail
from review_console.wire_policies import DocumentRow, VersionRow


def show(detail: NeedDetail) -> None:
    """What serves it, or what could."""
    need = detail.need
    versions = _published()
    if need.served_by:
        frame.show(markup.text(_("Served by: {title}").format(title=_title(versions, need.served_by))))
        return
    if need.state not in needs.WAITING or not need.may_work:
        return
    st.subheader(_("Close it by a publication"))
    if need.proposed:
        told = _("Most of its questions would be answered by: {title}")
        frame.say("info", told.format(title=_title(versions, need.proposed)))
    known = list(versions)
    chosen = st.selectbox(
        _("Version that answers it"),
        known,
        index=known.index(need.proposed) if need.proposed in known else None,
        placeholder=_("Choose a version"),
        format_func=shown_as({one: _title(versions, one) for one in known}),
        key=frame.choice_key(f"version:{need.proposed}", f"need:{need.id}"),
    )
    calls = frame.client().needs
    with st.container(horizontal=True):
        if chosen and chosen != need.proposed and st.button(_("Propose it"), key="need_propose"):
            _done(frame.perform(lambda: calls.propose(need.id, chosen), _("The version is proposed.")))
        if need.proposed and st.button(_("Decline the proposal"), key="need_decline"):
            _done(frame.perform(lambda: calls.propose(need.id, None), _("The proposal is declined.")))
    if chosen and frame.may("decide_cases"):
        _confirm(detail, chosen)


def _confirm(detail: NeedDetail, version_id: str) -> None:
    told = _(
        "If you close the need, open cases of the {people} people who asked are drafted anew and go to review; those "
        "who got no text get one message, on your word, that it exists now."
    )
    frame.show(markup.text(told.format(people=detail.need.people), "path"))
    sure = st.checkbox(
        _("I have read the version and it answers what was asked"), key=f"need_sure:{detail.need.id}"
    )
    if sure and st.button(_("Close the need and answer those who asked"), key="need_serve"):
        done = _("The need is served. Those who had asked are being answered.")
        _done(frame.perform(lambda: frame.client().needs.serve(detail.need.id, version_id), done))


def _published() -> dict[str, tuple[DocumentRow, VersionRow]]:
    listed = frame.attempt(frame.client().policies.list)
    documents = listed.documents if listed is not None else ()
    return {
        version.id: (document, version)
        for document in documents
        for version in document.versions
        if version.state == "published" and document.audience == "public"
    }


def _title(versions: dict[str, tuple[DocumentRow, VersionRow]], version_id: str) -> str:
    if version_id not in versions:
        return version_id
    document, version = versions[version_id]
    since = moments.in_force(version.effective_from, version.effective_to)
    return f"{version.title or document.title} · {version.number} · {since}"


def _done(performed: bool) -> None:
    if performed:
        st.rerun()
