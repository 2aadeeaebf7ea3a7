"""One's own competence checks: which topics, until when, and sitting one (S-23)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from review_console import frame, markup, moments
from review_console.language import _
from review_console.wire_competence import CheckAnswered, OwnCheck, Sitting


def page() -> None:
    """The list, or the check that was begun, or what came of it."""
    st.title(_("Competence checks"))
    sitting = st.session_state.get("check_sitting")
    if isinstance(sitting, Sitting):
        _sit(sitting)
        return
    told = _(
        "Five questions about a topic's policy, four of which must be right. A passed check gives the right to approve drafts "
        "of the topic for a year. How many were right is known to you alone."
    )
    frame.show(markup.text(told))
    _answered()
    found = frame.attempt(frame.client().competence.own)
    if found is None:
        return
    if not found.checks:
        frame.say("info", _("No check has been set for your topics."))
    for one in found.checks:
        with st.container(border=True):
            _topic(one)


def _topic(one: OwnCheck) -> None:
    st.subheader(frame.topic_name(one.topic_id) or one.topic_id)
    until = moments.moment(one.valid_until) if one.valid_until else _("not passed")
    facts = [(_("You may approve until"), until)]
    if one.demanded_from is not None:
        facts.append((_("Demanded from"), moments.moment(one.demanded_from)))
    frame.show(markup.facts(facts))
    if one.again_from is not None:
        frame.say("info", _("You can try again from {moment}.").format(moment=moments.moment(one.again_from)))
    elif one.demanded_from is not None and st.button(_("Begin the check"), key=f"begin:{one.topic_id}"):
        sitting = frame.attempt(lambda: frame.client().competence.begin(one.topic_id))
        if sitting is not None:
            st.session_state["check_sitting"] = sitting
            st.session_state.pop("check_answered", None)
            st.rerun()


def _sit(sitting: Sitting) -> None:
    st.header(frame.topic_name(sitting.topic_id) or sitting.topic_id)
    frame.show(markup.text(_("You may look things up. Nothing is chosen beforehand.")))
    scope = f"sitting:{sitting.id}"
    given = []
    for number, asked in enumerate(sitting.questions, start=1):
        chosen = st.radio(
            markup.plain_label(f"{number}. {asked.asked}"),
            range(len(asked.choices)),
            index=None,
            format_func=_offered(asked.choices),
            key=frame.choice_key(f"answer:{asked.id}", scope),
        )
        given.append(chosen)
    if st.button(_("Hand in"), key="hand_in"):
        if any(one is None for one in given):
            frame.say("error", _("Answer each question."))
            return
        answers = [one for one in given if one is not None]
        done = frame.attempt(lambda: frame.client().competence.answer(sitting.id, answers))
        if done is not None:
            st.session_state["check_answered"] = done
            st.session_state.pop("check_sitting", None)
            frame.forget(scope)
            st.rerun()


def _offered(choices: Sequence[str]) -> Callable[[int], str]:
    """The words of a choice by its place."""
    return lambda place: markup.plain_label(choices[place])


def _answered() -> None:
    """What came of the last one, with the right answers and the passages they stand in."""
    done = st.session_state.get("check_answered")
    if not isinstance(done, CheckAnswered):
        return
    if done.passed:
        frame.say(
            "success",
            _("Passed: {right} of {count} right.").format(right=done.right, count=len(done.questions)),
        )
    else:
        frame.say(
            "warning",
            _("Not passed: {right} of {count} right. Read the passages below and try again tomorrow.").format(
                right=done.right, count=len(done.questions)
            ),
        )
    with st.expander(_("Questions and right answers"), expanded=not done.passed):
        for one in done.questions:
            frame.show(markup.facts([(one.asked, one.choices[one.right])]))
            frame.show(markup.text(one.passage, "quote"))
