"""Trying a version before it is published, and publishing one although test questions fail."""

from __future__ import annotations

import streamlit as st

from review_console import frame, markup
from review_console.language import _
from review_console.views import saved_questions, version_checks
from review_console.wire_policies import VersionRow


def try_before_publishing(version: VersionRow) -> None:
    """A button that asks all test questions as if the version were published, and their results below it."""
    key = f"rehearsed:{version.id}"
    if st.button(_("Try before publishing"), key=f"rehearse:{version.id}"):
        with st.spinner(_("Working…")):
            run = frame.attempt(lambda: frame.client().questions.rehearse(version.id))
        if run is not None:
            st.session_state[key] = run.id
    run_id = st.session_state.get(key)
    if run_id is None:
        return
    run = frame.attempt(lambda: frame.client().questions.run(run_id))
    if run is not None:
        frame.show(markup.text(_("If this version were published:"), "strong"))
        saved_questions.results(run)


def refused_publication(version: VersionRow) -> None:
    """What kept the last attempt to publish back, and the means to publish all the same, with a reason."""
    listed = frame.attempt(frame.client().questions.runs)
    if listed is None:
        return
    refused = next(
        (
            run
            for run in listed.runs
            if run.occasion == "publication"
            and version.id in run.version_ids
            and run.held
            and not run.override
        ),
        None,
    )
    if refused is None:
        return
    run = frame.attempt(lambda: frame.client().questions.run(refused.id))
    if run is None:
        return
    frame.say("warning", _("Publishing was refused: test questions would no longer find their document."))
    saved_questions.results(run)
    with st.expander(_("Publish all the same"), key=f"override:{version.id}"):
        reason = st.text_input(
            _("Why may these questions fail? It goes on record."),
            key=f"override_reason:{version.id}",
            persist_state="session",
        )
        if st.button(_("Publish with this reason"), key=f"override_now:{version.id}"):
            _publish(version, (reason or "").strip())


def _publish(version: VersionRow, reason: str) -> None:
    if not reason:
        frame.say("error", _("Give a reason."))
        return
    seen = version_checks.seen(version)
    with st.spinner(_("Working…")):
        done = frame.perform(
            lambda: frame.client().policies.publish(version.id, reason, seen.finding_ids, seen.why),
            _("Published. New questions use this version."),
        )
    if done:
        st.rerun()
