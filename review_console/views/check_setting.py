"""Setting a topic's competence check from passages of its policies, for supervisors (S-23)."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from review_console import frame, markup, moments
from review_console.calls_search import Trial
from review_console.labels import shown_as
from review_console.language import _
from review_console.wire_competence import CheckQuestion
from review_console.wire_search import SearchHit

OFFERED = 4
"""Answers offered: with four, guessing passes a check in 1.6 % of the tries."""


def page() -> None:
    """What a topic asks now, and one more question."""
    st.title(_("Set competence checks"))
    told = _(
        "With five questions or more a topic has a check. From two weeks later on, nobody approves drafts of the topic without "
        "having passed it. A question lapses with the policy that it is about."
    )
    frame.show(markup.text(told))
    names = frame.topics()
    topic = st.selectbox(
        _("Topic"),
        sorted(names, key=names.__getitem__),
        index=None,
        placeholder=_("Choose a topic"),
        format_func=shown_as(names),
        key=frame.choice_key("topic", "check_setting"),
    )
    if topic is None:
        return
    found = frame.attempt(lambda: frame.client().competence.questions(topic))
    if found is None:
        return
    st.header(_("Asked now: {count}").format(count=len(found.questions)))
    for one in found.questions:
        _question(one)
    _new(topic)


def _question(one: CheckQuestion) -> None:
    with st.container(border=True):
        frame.show(markup.text(one.asked, "strong"))
        frame.show(
            markup.text("\n".join(("✓ " if n == one.right else "– ") + c for n, c in enumerate(one.choices)))
        )
        frame.show(markup.text(one.passage, "quote"))
        if st.button(_("Ask this no more"), key=f"retire:{one.id}") and frame.perform(
            lambda: frame.client().competence.retire(one.id), _("Noted.")
        ):
            st.rerun()


def _new(topic: str) -> None:
    st.header(_("A new question"))
    scope = f"check:{topic}"
    words = st.text_input(_("Find a passage"), key=frame.key("words", scope))
    if not (words or "").strip():
        return
    trial = Trial(str(words).strip(), datetime.now(moments.reader_zone()).date(), "public")
    hits = frame.attempt(lambda: frame.client().search.hits(trial))
    passages = {one.passage_id: one for one in hits.hits} if hits is not None else {}
    if not passages:
        frame.say("info", _("No policy text was found."))
        return
    names = {key: _name(one) for key, one in passages.items()}
    chosen = st.selectbox(
        _("Passage"),
        list(names),
        index=None,
        placeholder=_("Choose a passage"),
        format_func=shown_as(names),
        key=frame.choice_key("passage", scope),
    )
    if chosen is None:
        return
    frame.show(markup.text(passages[chosen].text, "quote"))
    asked = st.text_input(_("Question"), key=frame.key("asked", scope))
    right = st.text_input(_("The right answer"), key=frame.key("right", scope))
    wrong = [
        st.text_input(
            _("Wrong answer {number}").format(number=number), key=frame.key(f"wrong:{number}", scope)
        )
        for number in range(1, OFFERED)
    ]
    if st.button(_("Set this question"), key="set_question"):
        choices = [str(right or "").strip(), *(str(one or "").strip() for one in wrong)]
        if not (asked or "").strip() or not all(choices):
            frame.say("error", _("Fill in the question and all four answers."))
            return
        order = sorted(choices)
        place = order.index(choices[0])
        if frame.perform(
            lambda: frame.client().competence.set_question(topic, chosen, str(asked), order, place),
            _("Noted."),
        ):
            frame.forget(scope)
            st.rerun()


def _name(one: SearchHit) -> str:
    return " › ".join((one.document_title, *one.heading_path[1:]))
