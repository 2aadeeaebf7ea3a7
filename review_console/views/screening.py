"""The screen: a message tried out, the rules in words, the test messages, and the changes made to them."""

from __future__ import annotations

import streamlit as st

from review_console import frame, markup
from review_console.labels import LANGUAGE_NAMES, REASONS, label, shown, shown_as
from review_console.labels_screening import EXPECTED
from review_console.language import _
from review_console.screening_phrases import plain_phrase
from review_console.views import screening_changes, screening_tried
from review_console.wire_screening import GuardMessage, ScreeningRule

PARTS = ("try", "rules", "messages", "changes")


def page() -> None:
    """One part at a time: each asks the service for its own."""
    st.title(_("Screening rules"))
    frame.show(
        markup.text(
            _(
                "What a message says that only a person may answer. Stricter changes count for the next message; "
                "what loosens the rules needs a second person. A change that breaks a test message is refused."
            )
        )
    )
    names = {
        "try": _("Try a message"),
        "rules": _("Rules"),
        "messages": _("Test messages"),
        "changes": _("Changes"),
    }
    chosen = st.segmented_control(
        _("Show"),
        PARTS,
        default="try",
        required=True,
        format_func=shown_as(names),
        key=frame.choice_key("part", "screening"),
        persist_state="session",
    )
    {"try": _try, "rules": _rules, "messages": _messages, "changes": screening_changes.show}[
        str(chosen or "try")
    ]()


def _try() -> None:
    language = _language("try")
    text = st.text_area(_("Message"), key=frame.key("text", "screening_try"), max_chars=4_000)
    if not st.button(_("Try it out"), key="screening_try") or not text.strip():
        return
    tried = frame.attempt(lambda: frame.client().screening.try_out(text, language))
    if tried is not None:
        screening_tried.show(tried)


def _rules() -> None:
    listed = frame.attempt(frame.client().screening.rules)
    if listed is None:
        return
    language = _language("rules")
    reasons = list(dict.fromkeys(rule.reason for rule in listed.rules))
    chosen = st.selectbox(
        _("Why a person answers"),
        reasons,
        format_func=shown(REASONS),
        key=frame.choice_key("reason", "screening"),
    )
    frame.show(
        markup.text(
            _("[a / b] is one of these, – nothing, ⋯ a few words between, … any ending, ≈ a slip allowed."),
            "path",
        )
    )
    for rule in listed.rules:
        if rule.reason == chosen:
            _rule(rule, language)


def _rule(rule: ScreeningRule, language: str) -> None:
    with st.container(border=True):
        frame.show(markup.text(_("Added here") if rule.local else rule.name, "strong"))
        said = [_("Help is shown at once.") if rule.emergency else _("A person answers.")]
        if rule.needed > 1:
            said.append(_("At least {count} of these must be found.").format(count=rule.needed))
        if rule.patterns.get(language):
            said.append(_("Patterns beyond phrases: {count}.").format(count=rule.patterns[language]))
        frame.show(markup.text(" ".join(said)))
        _phrases(_("Phrases it fires on: {count}"), rule.phrases.get(language, ()), f"{rule.name}:on")
        _phrases(_("Look-alikes: {count}"), rule.exceptions.get(language, ()), f"{rule.name}:not")
        added = rule.added_exceptions.get(language, ())
        if added:
            frame.show(markup.facts([(_("Look-alikes added here"), " · ".join(map(plain_phrase, added)))]))


def _phrases(heading: str, phrases: tuple[str, ...], key: str) -> None:
    if not phrases:
        return
    with st.expander(heading.format(count=len(phrases)), key=f"phrases:{key}"):
        for phrase in phrases:
            frame.show(markup.text(plain_phrase(phrase)))


def _messages() -> None:
    listed = frame.attempt(frame.client().screening.messages)
    if listed is None:
        return
    failing = sum(not message.holds for message in listed.messages)
    counts = _("Test messages: {count} · fail now: {failing}")
    frame.show(markup.text(counts.format(count=len(listed.messages), failing=failing)))
    rows = sorted(listed.messages, key=lambda message: message.holds)
    headers = [_("Message"), _("Expected"), _("Now")]
    frame.show(markup.table(headers, map(_message_row, rows), _("Test messages")))


def _message_row(message: GuardMessage) -> tuple[str, ...]:
    wanted = label(EXPECTED, message.expected)
    if message.reason:
        wanted += f" ({label(REASONS, message.reason)})"
    found = ", ".join(label(REASONS, reason) for reason in message.reasons) or _("Passes")
    return (message.text, wanted, ("✓ " if message.holds else "✗ ") + found)


def _language(name: str) -> str:
    chosen = st.segmented_control(
        _("Language of the message"),
        list(LANGUAGE_NAMES),
        default="en",
        required=True,
        format_func=shown(LANGUAGE_NAMES),
        key=frame.choice_key(f"{name}_language", "screening"),
    )
    return str(chosen or "en")
