"""Documents with their versions, the steps of the publication life cycle, and the index versions."""

from __future__ import annotations

import streamlit as st

from review_console import frame, markup, moments
from review_console.labels import AUDIENCES, LANGUAGE_NAMES, LEVELS, VERSION_STATES, label, shown_as
from review_console.language import _
from review_console.views import (
    addresses,
    faults,
    history,
    rehearsal,
    saved_questions,
    version_checks,
    version_diff,
    version_preview,
)
from review_console.wire_policies import DocumentRow, IndexVersion, VersionRow


def page() -> None:
    """The list, one document, and the index."""
    st.title(_("Documents"))
    listed = frame.attempt(frame.client().policies.list)
    if listed is None:
        return
    policies, index = st.tabs([_("Documents"), _("Index versions")], key="documents_tab")
    with policies:
        waiting = [row for row in listed.documents if any(v.state == "submitted" for v in row.versions)]
        frame.show(
            markup.text(
                _("Documents: {count} · waiting for a second person: {waiting}").format(
                    count=len(listed.documents), waiting=len(waiting)
                )
            )
        )
        _choose(listed.documents)
    with index:
        _indexes()


def _choose(documents: tuple[DocumentRow, ...]) -> None:
    wanted, state = st.columns([3, 2])
    text = wanted.text_input(_("Find by title"), key="document_filter", persist_state="session")
    chosen_state = state.selectbox(
        _("With a version that is"),
        ["", *VERSION_STATES],
        format_func=shown_as({"": _("Any state")} | {code: _(name) for code, name in VERSION_STATES.items()}),
        key=frame.choice_key("state", "documents"),
        persist_state="session",
    )
    found = [
        row
        for row in documents
        if (text or "").lower() in f"{row.title} {row.id}".lower()
        and (not chosen_state or any(version.state == chosen_state for version in row.versions))
    ]
    frame.show(_overview(found))
    by_id = {row.id: row for row in found}
    chosen = st.selectbox(
        _("Open a document"),
        list(by_id),
        index=None,
        placeholder=_("Choose a document"),
        format_func=shown_as({row.id: row.title for row in found}),
        key="document_open",
        persist_state="session",
    )
    if chosen in by_id:
        _document(by_id[chosen])


def _overview(found: list[DocumentRow]) -> markup.Html:
    rows = []
    for row in sorted(found, key=lambda row: (row.department_id, row.title)):
        newest = max(row.versions, key=lambda version: version.number, default=None)
        rows.append(
            (
                row.title,
                frame.department_name(row.department_id),
                label(LANGUAGE_NAMES, row.language),
                label(AUDIENCES, row.audience),
                f"{newest.number} · {label(VERSION_STATES, newest.state)}" if newest else "–",
                moments.in_force(newest.effective_from, newest.effective_to) if newest else "–",
            )
        )
    headers = [
        _("Title"),
        _("Department"),
        _("Language"),
        _("Who may see it"),
        _("Newest version"),
        _("In force"),
    ]
    return markup.table(headers, rows, _("Policy documents"))


def _document(row: DocumentRow) -> None:
    st.header(markup.plain_label(row.title))
    frame.show(
        markup.facts([(_("Document name in addresses"), row.id), (_("Level"), label(LEVELS, row.level))])
    )
    faults.of_document(row.id)
    version_diff.show(row)
    saved_questions.of_document(row)
    for version in sorted(row.versions, key=lambda version: -version.number):
        with st.container(border=True):
            _version(version)
    if st.toggle(_("Show the history of this document"), key=f"history:{row.id}"):
        history.of_document(row.id)


def _version(version: VersionRow) -> None:
    state = label(VERSION_STATES, version.state)
    frame.show(
        markup.text(_("Version {number}: {state}").format(number=version.number, state=state), "strong")
    )
    known = [
        (_("In force"), moments.in_force(version.effective_from, version.effective_to)),
        (_("File"), version.file_name),
        (_("Uploaded by"), version.created_by),
        (_("Submitted by"), version.submitted_by),
        (_("Published by"), version.approved_by),
        (_("Published"), moments.moment(version.published_at) if version.published_at else None),
        (_("Review by"), moments.day(version.review_by) if version.review_by else None),
        (_("Fetched from"), version.source_url),
        (_("Fetched"), moments.moment(version.fetched_at) if version.fetched_at else None),
        (_("SHA-256 of the file"), version.source_sha256),
    ]
    frame.show(markup.facts((name, value) for name, value in known if value))
    if st.toggle(
        _("Show text and passages of version {number}").format(number=version.number),
        key=f"show:{version.id}",
    ):
        preview = frame.attempt(lambda: frame.client().policies.preview(version.id))
        if preview is not None:
            version_preview.show(preview)
    version_checks.show(version)
    _steps(version)


def _steps(version: VersionRow) -> None:
    editor, publisher = frame.may("edit_policies"), frame.may("publish_policies")
    if version.state == "submitted":
        frame.show(markup.text(_("Publishing needs a second person: not the one who submitted."), "path"))
    with st.container(horizontal=True):
        if version.state == "draft" and editor:
            _step(version, "submit", _("Submit for publication"), _("Submitted."))
        if version.state == "submitted" and publisher:
            _publish(version)
        if version.state in ("draft", "submitted") and editor:
            _step(version, "discard", _("Discard"), _("Discarded."))
    if version.state in ("draft", "submitted") and (editor or publisher):
        rehearsal.try_before_publishing(version)
    if version.state == "submitted" and publisher:
        rehearsal.refused_publication(version)
    if version.source_url and editor:
        addresses.fetch_again(version)
    if version.state == "published" and publisher:
        with st.expander(_("Withdraw this version")):
            reason = st.text_input(_("Reason"), key=f"withdraw_reason:{version.id}", persist_state="session")
            if st.button(_("Withdraw"), key=f"withdraw:{version.id}"):
                _withdraw(version, (reason or "").strip())


def _step(version: VersionRow, action: str, name: str, done: str) -> None:
    if st.button(name, key=f"{action}:{version.id}"):
        with st.spinner(_("Working…")):
            made = frame.perform(lambda: frame.client().policies.act(version.id, action), done)
        if made:
            st.rerun()


def _publish(version: VersionRow) -> None:
    if st.button(_("Publish"), key=f"publish:{version.id}"):
        seen = version_checks.seen(version)
        with st.spinner(_("Working…")):
            made = frame.perform(
                lambda: frame.client().policies.publish(version.id, "", seen.finding_ids, seen.why),
                _("Published. New questions use this version."),
            )
        if made:
            st.rerun()


def _withdraw(version: VersionRow, reason: str) -> None:
    if not reason:
        frame.say("error", _("Give a reason."))
        return
    done = _("Withdrawn. No answer uses this version any more.")
    if frame.perform(lambda: frame.client().policies.act(version.id, "withdraw", reason), done):
        st.rerun()


def _indexes() -> None:
    rows = frame.attempt(frame.client().policies.indexes)
    if rows is None:
        return
    frame.show(
        markup.table(
            [_("Index version"), _("In use"), _("Built"), _("Versions"), _("Passages"), _("Embeddings")],
            [_index_row(row) for row in rows],
            _("Each publication builds a new index version; earlier ones are kept."),
        )
    )
    if not frame.may("publish_policies"):
        return
    st.subheader(_("Roll back"))
    chosen = st.selectbox(
        _("Use this index version again"),
        [row.id for row in rows if not row.active],
        index=None,
        placeholder=_("Choose an index version"),
        key=frame.key("to", "rollback"),
    )
    reason = st.text_input(_("Reason"), key=frame.key("reason", "rollback"), persist_state="session")
    if st.button(_("Roll back"), key="rollback"):
        if chosen is None or not (reason or "").strip():
            frame.say("error", _("Choose an index version and give a reason."))
        elif frame.perform(
            lambda: frame.client().policies.roll_back(chosen, str(reason).strip()), _("Rolled back.")
        ):
            frame.forget("rollback")
            st.rerun()


def _index_row(row: IndexVersion) -> tuple[str, ...]:
    return (
        row.id,
        _("Yes") if row.active else _("No"),
        moments.moment(row.created_at) if row.created_at else "–",
        "–" if row.versions is None else str(row.versions),
        "–" if row.passages is None else str(row.passages),
        row.embedding_model or "–",
    )
