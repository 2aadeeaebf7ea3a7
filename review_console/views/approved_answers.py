"""Approved answers: search, lapse, renew, withdraw, and how often each was used."""

from __future__ import annotations

import streamlit as st

from review_console import frame, markup, moments
from review_console.labels import LANGUAGE_NAMES, label, shown, shown_as
from review_console.labels_approved import APPROVED_STATES, APPROVED_STEPS, LAPSE_REASONS
from review_console.language import _
from review_console.wire_approved import ApprovedAnswer


def page() -> None:
    """The list, and one answer with what can be done about it."""
    st.title(_("Approved answers"))
    frame.show(
        markup.text(
            _(
                "Replies that a person decided and that are the draft for whoever asks the same again. They lapse by "
                "themselves when a text they quote changes."
            )
        )
    )
    left, right = st.columns(2)
    search = left.text_input(
        _("Words in the question or answer"), key=frame.key("search", "approved"), persist_state="session"
    )
    state = right.selectbox(
        _("State"),
        list(APPROVED_STATES),
        index=None,
        placeholder=_("Every state"),
        format_func=shown(APPROVED_STATES),
        key=frame.choice_key("state", "approved"),
        persist_state="session",
    )
    listed = frame.attempt(lambda: frame.client().approved.listed((search or "").strip(), state))
    if listed is None:
        return
    if not listed.answers:
        frame.show(markup.text(_("No approved answer fits."), "path"))
        return
    frame.show(markup.table(_headers(), map(_row, listed.answers), _("Approved answers")))
    by_id = {one.id: one for one in listed.answers}
    chosen = st.selectbox(
        _("Answer to look at"),
        list(by_id),
        format_func=shown_as({one.id: _name(one) for one in listed.answers}),
        key=frame.key("chosen", "approved"),
    )
    if chosen in by_id:
        _answer(by_id[chosen])


def _headers() -> list[str]:
    return [_("Question"), _("State"), _("Department"), _("Topic"), _("Language"), _("Used"), _("Kept")]


def _row(one: ApprovedAnswer) -> tuple[str, ...]:
    return (
        _name(one),
        label(APPROVED_STATES, one.state),
        frame.department_name(one.department_id),
        frame.topic_name(one.topic_id) or "–",
        label(LANGUAGE_NAMES, one.language),
        str(one.uses),
        moments.day(one.kept_at.date()),
    )


def _name(one: ApprovedAnswer) -> str:
    return one.wordings[0] if one.wordings else _("(without a wording)")


def _answer(one: ApprovedAnswer) -> None:
    st.subheader(_("Answer"))
    if one.lapse_reason:
        frame.say("warning", label(LAPSE_REASONS, one.lapse_reason))
    frame.show(markup.text(one.text, "reply", one.language))
    for source in one.sources:
        where = markup.path(source.heading_path, source.document_title)
        version = _("version {number}").format(number=source.version_number)
        frame.show(markup.text(f"[{source.number}] {where} · {version}", "path"))
    for wording in one.wordings:
        frame.show(markup.text(_("Asked as: {wording}").format(wording=wording), "turn", one.language))
    kept = _("Kept by {name} on {day}; checked by {label}.")
    frame.show(
        markup.text(
            kept.format(name=one.kept_by, day=moments.day(one.kept_at.date()), label=one.decision_label),
            "path",
        )
    )
    for event in one.events:
        why = label(LAPSE_REASONS, event.reason) if event.step == "lapsed" else event.reason
        line = f"{moments.moment(event.at)} · {label(APPROVED_STEPS, event.step)} · {event.by}"
        frame.show(markup.text(f"{line} · {why}" if why else line, "path"))
    if frame.may("decide_cases") and one.state != "withdrawn":
        _changes(one)


def _changes(one: ApprovedAnswer) -> None:
    scope = f"approved:{one.id}"
    lapsed = one.state == "lapsed"
    if lapsed and st.button(_("Renew on the texts in force now"), key=frame.key("renew", scope)):
        renewed = frame.perform(lambda: frame.client().approved.renew(one.id), _("In use again."))
        if renewed:
            st.rerun()
    wording = st.text_input(_("Another way to ask it"), key=frame.key("wording", scope))
    if st.button(_("Add the wording"), key=frame.key("add", scope)):
        if not (wording or "").strip():
            frame.say("error", _("Write the question."))
        elif frame.perform(
            lambda: frame.client().approved.add_wording(one.id, str(wording).strip()), _("Added.")
        ):
            frame.forget(scope)
            st.rerun()
    with st.popover(_("Withdraw the answer"), key=f"withdraw:{one.id}"):
        reason = st.text_input(_("Reason"), key=frame.key("reason", scope))
        if st.button(_("Withdraw now"), key=frame.key("withdraw", scope)):
            if not (reason or "").strip():
                frame.say("error", _("Give a reason."))
            elif frame.perform(
                lambda: frame.client().approved.withdraw(one.id, str(reason).strip()), _("Withdrawn.")
            ):
                frame.forget(scope)
                st.rerun()
