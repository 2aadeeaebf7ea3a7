"""Changes of the screening rules: stated, tried, confirmed, declined and taken back."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from review_console import frame, markup, moments
from review_console.calls_screening import Content
from review_console.client import ApiError
from review_console.labels import LANGUAGE_NAMES, REASONS, label, shown, shown_as
from review_console.labels_screening import CHANGE_KINDS, CHANGE_STATES, EXPECTED
from review_console.language import _
from review_console.views import screening_tried
from review_console.wire_screening import ScreeningChange, ScreeningRule

STATED = ("phrase", "exception", "message")
SCOPE = "screening_change"
READING = "reading/"
"""How the service names the kinds of the learned reader, which goes by no phrases."""


def show() -> None:
    """The form for whoever may change the rules, then all changes, those that wait first."""
    listed = frame.attempt(frame.client().screening.changes)
    if listed is None:
        return
    if frame.may("change_screening"):
        _form()
    if not listed.changes:
        frame.show(markup.text(_("The rules are as they came; nobody has changed them."), "path"))
    names = {change.id: _name(change) for change in listed.changes}
    for change in sorted(listed.changes, key=lambda one: one.state != "proposed"):
        _change(change, names)


def _form() -> None:
    rules = frame.attempt(frame.client().screening.rules)
    if rules is None:
        return
    with st.container(border=True):
        kind = st.segmented_control(
            _("What to add"),
            STATED,
            default="phrase",
            required=True,
            format_func=shown(CHANGE_KINDS),
            key=frame.choice_key("kind", SCOPE),
        )
        content = _content(str(kind or "phrase"), rules.rules)
        if kind != "message":
            _try(content)
        why = st.text_input(_("Reason"), key=frame.key("why", SCOPE), max_chars=500)
        if not st.button(_("State the change"), key="state_change", type="primary"):
            return
        stated = frame.attempt(lambda: _stated(content, why))
        if stated is None:
            return
        frame.forget(SCOPE)
        waits = stated.state == "proposed"
        said = _("It waits for a second person.") if waits else _("It is in force from the next message on.")
        frame.say_next("success", said)
        st.rerun()


def _stated(content: Content, why: str) -> ScreeningChange:
    """The service names each message that would break; what that means is said in the reader's language."""
    try:
        return frame.client().screening.change(content, why)
    except ApiError as error:
        if error.code != "screening_messages_broken":
            raise
        said = _("The change would break test messages and is not in force. {message}")
        raise ApiError(error.status, error.code, said.format(message=error.message)) from error


def _content(kind: str, rules: tuple[ScreeningRule, ...]) -> Content:
    language = st.segmented_control(
        _("Language"),
        list(LANGUAGE_NAMES),
        default="en",
        required=True,
        format_func=shown(LANGUAGE_NAMES),
        key=frame.choice_key("language", SCOPE),
    )
    content: Content = {"kind": kind, "language": language or "en"}
    reasons = list(dict.fromkeys(rule.reason for rule in rules if not rule.name.startswith(READING)))
    if kind == "phrase":
        content["reason"] = _reason(_("Sign of"), reasons)
        dangers = {rule.reason for rule in rules if rule.emergency}
        content["emergency"] = content["reason"] in dangers and st.checkbox(
            _("Show help at once"), key=frame.key("emergency", SCOPE)
        )
    elif kind == "exception":
        names = {rule.name: f"{label(REASONS, rule.reason)} – {rule.name}" for rule in rules}
        content["rule"] = st.selectbox(
            _("Rule that must not look at it"),
            list(names),
            format_func=shown_as(names),
            key=frame.choice_key("rule", SCOPE),
        )
    else:
        content["expected"] = st.segmented_control(
            _("The message"),
            list(EXPECTED),
            default="flagged",
            required=True,
            format_func=shown(EXPECTED),
            key=frame.choice_key("expected", SCOPE),
        )
        if content["expected"] == "flagged":
            content["reason"] = _reason(_("For this reason"), ["", *reasons]) or None
    whole = kind == "message" or str(content.get("rule", "")).startswith(READING)
    name = _("Message") if whole else _("Phrase, as people write it")
    content["text"] = st.text_input(name, key=frame.key("text", SCOPE), max_chars=500)
    if kind == "exception" and whole:
        only = _(
            "The whole message. The learned reader leaves this wording alone; the rules still look at it, and a "
            "person answers. Nothing is ever excepted from crisis."
        )
        frame.show(markup.text(only, "path"))
    if not whole:
        signs = _("word* is any ending, ... a few words between, (a|b) one of these, word~ a slip allowed.")
        frame.show(markup.text(signs, "path"))
    return content


def _try(content: Content) -> None:
    """A message with the change as if it were in force."""
    with st.expander(_("Try it on a message first"), key="try_change"):
        text = st.text_input(_("Message"), key=frame.key("tried", SCOPE), max_chars=4_000)
        if st.button(_("Try it out"), key="try_change_now") and text.strip():
            language = str(content["language"])
            tried = frame.attempt(lambda: frame.client().screening.try_out(text, language, content))
            if tried is not None:
                screening_tried.show(tried)


def _reason(name: str, reasons: list[str]) -> str:
    chosen = st.selectbox(
        name,
        reasons,
        format_func=shown(REASONS, **{"": _("any")}),
        key=frame.choice_key(f"reason{len(reasons)}", SCOPE),
    )
    return str(chosen or "")


def _name(change: ScreeningChange) -> str:
    return f"{label(CHANGE_KINDS, change.kind)}: {change.text}"


def _change(change: ScreeningChange, names: dict[str, str]) -> None:
    with st.container(border=True):
        undone = names.get(change.undoes or "", "")
        said = _("Taking back: {change}").format(change=undone) if change.kind == "undo" else _name(change)
        frame.show(markup.text(said, "strong", change.language))
        frame.show(markup.tags(_tags(change)))
        stated = _("{name}, {day}: {reason}").format(
            name=change.by, day=moments.both(change.at), reason=change.why
        )
        frame.show(markup.text(stated, "path"))
        if change.decided_by and change.decided_at and change.decided_by != change.by:
            decided = _("{name}, {day}: {reason}").format(
                name=change.decided_by, day=moments.both(change.decided_at), reason=change.said or ""
            )
            frame.show(markup.text(decided, "path"))
        if frame.may("change_screening"):
            _steps(change)


def _tags(change: ScreeningChange) -> list[str]:
    tags = [label(CHANGE_STATES, change.state)]
    if change.reason:
        tags.append(label(REASONS, change.reason))
    if change.expected:
        tags.append(label(EXPECTED, change.expected))
    if change.rule:
        tags.append(change.rule)
    if change.language:
        tags.append(label(LANGUAGE_NAMES, change.language))
    if change.emergency:
        tags.append(_("Help is shown at once."))
    if change.undo_waits:
        tags.append(_("Taking it back waits for a second person"))
    return tags


def _steps(change: ScreeningChange) -> None:
    calls = frame.client().screening
    if change.state == "proposed":
        said = _said(change)
        if change.mine:
            frame.show(markup.text(_("Somebody else must confirm what you proposed."), "path"))
        else:
            _step(_("Confirm"), change, lambda: calls.confirm(change.id, said), _("It is in force."))
        _step(_("Decline"), change, lambda: calls.decline(change.id, said), _("It was declined."))
    elif change.state == "in_force" and change.kind != "undo" and not change.undo_waits:
        said = _said(change)
        _step(_("Take back"), change, lambda: calls.undo(change.id, said), _("Taking it back was stated."))


def _said(change: ScreeningChange) -> str:
    return st.text_input(_("Reason"), key=frame.key(f"said:{change.id}", SCOPE), max_chars=500)


def _step(name: str, change: ScreeningChange, call: Callable[[], object], done: str) -> None:
    if st.button(name, key=f"{name}:{change.id}") and frame.perform(call, done):
        frame.forget(SCOPE)
        st.rerun()
