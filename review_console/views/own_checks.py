"""A person's own record of the tests among their work, and for supervisors who is to be trained."""

from __future__ import annotations

import streamlit as st

from review_console import frame, markup, moments
from review_console.labels import label, shown_as
from review_console.labels_audits import SEED_KINDS, SEED_PLACES
from review_console.language import _
from review_console.views import own_judgements
from review_console.views.certificate_watch import percent
from review_console.wire_audits import OwnFigures


def page() -> None:
    """One's own figures; nobody else's."""
    st.title(_("My checks"))
    told = _(
        "Among your cases and the answers you label are a few tests: answers that were made wrong on purpose, and some that "
        "were left right. Only you see these figures. They are for learning and play no part in any assessment."
    )
    frame.show(markup.text(told))
    own = frame.attempt(frame.client().audits.own)
    if own is None:
        return
    _figures(own)
    if own.suspended:
        frame.say(
            "warning",
            _(
                "You have missed more tests than one in five would explain. Until a training, a colleague stands by each "
                "draft that you approve."
            ),
        )
    _answered(own)
    own_judgements.panel()
    if frame.may("sign_certificates"):
        _training()


def _figures(own: OwnFigures) -> None:
    frame.show(
        markup.facts(
            [
                (_("Tests caught"), f"{own.caught} / {own.seeds}"),
                (_("You catch at least this share, with 95 % certainty"), percent(own.catch_lower)),
                (_("Right answers that you rejected"), f"{own.rejected} / {own.controls}"),
                (_("Telling wrong from right (d′)"), _number(own.sensitivity)),
                (_("Leaning: above nought, you let more pass (c)"), _number(own.criterion)),
            ]
        )
    )


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _answered(own: OwnFigures) -> None:
    if not own.answered:
        frame.say("info", _("You have not met a test yet."))
        return
    rows = [
        (
            moments.moment(one.at),
            label(SEED_PLACES, one.place),
            label(SEED_KINDS, one.kind),
            _("seen rightly") if one.right else _("missed"),
        )
        for one in reversed(own.answered)
    ]
    headers = [_("When"), _("Where"), _("What was done"), _("You")]
    frame.show(markup.table(headers, rows, _("The tests you have met")))


def _training() -> None:
    """Who approves in pairs until trained: names, no figures."""
    st.header(_("After training"))
    found = frame.attempt(frame.client().audits.suspended)
    if found is None:
        return
    if not found.people:
        frame.say("info", _("Everybody approves alone."))
        return
    names = {one.id: one.display_name for one in found.people}
    chosen = st.selectbox(
        _("Whose approvals need a colleague"),
        list(names),
        index=None,
        placeholder=_("Choose a person"),
        format_func=shown_as(names),
        key=frame.choice_key("person", "training"),
    )
    reason = st.text_input(_("What was trained"), key=frame.key("trained", "training"))
    if st.button(_("Let them approve alone again"), key="reinstate"):
        said = (reason or "").strip()
        if chosen is None or not said:
            frame.say("error", _("Choose a person and say what was trained."))
        elif frame.perform(lambda: frame.client().audits.reinstate(chosen, said), _("Noted.")):
            frame.forget("training")
            st.rerun()
