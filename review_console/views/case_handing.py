"""Handing a case over, asking another department for its part, what came of it, and taking over (L-25, H-19)."""

from __future__ import annotations

import streamlit as st

from review_console import frame, markup, moments
from review_console.labels import label, shown, shown_as
from review_console.labels_case_life import HAND_OVER_KINDS, HAND_OVER_OUTCOMES, PHASES
from review_console.language import _
from review_console.views import case_clock
from review_console.views.open_case import refresh
from review_console.wire_case_life import CaseLife, HandOver
from review_console.wire_cases import CaseDetail


def panel(case: CaseDetail) -> None:
    """The clock, the hand-overs so far, and new ones for whoever holds the case."""
    st.header(_("Departments and time"))
    life = frame.attempt(lambda: frame.client().life.of(case.id))
    if life is None:
        return
    frame.show(markup.facts([(_("Phase"), label(PHASES, life.phase)), *_counts(life)]))
    if case.state in ("waiting", "in_hand"):
        case_clock.show(life)
    for one in life.hand_overs:
        _told(case, one)
    if not frame.may("decide_cases") or case.state not in ("waiting", "in_hand"):
        return
    if case.claimed_by_me:
        _new(case, life)
        _ask_citizen(case, life)
    elif case.claimed_by and frame.may("stop_replies"):
        _take_over(case)


def _counts(life: CaseLife) -> list[tuple[str, str]]:
    counts = [(_("Changes of department"), life.moves), (_("Returned in a row"), life.returns)]
    return [(name, str(number)) for name, number in counts if number]


def _told(case: CaseDetail, one: HandOver) -> None:
    with st.container(border=True):
        way = _("{start} to {end}").format(
            start=frame.department_name(one.from_department), end=frame.department_name(one.to_department)
        )
        standing = label(HAND_OVER_OUTCOMES, one.outcome) if one.outcome else _("Not answered yet")
        frame.show(markup.text(f"{label(HAND_OVER_KINDS, one.kind)}: {way} · {standing}", "strong"))
        frame.show(markup.text(f"{one.offered_by} · {moments.moment(one.offered_at)} · {one.reason}", "path"))
        if one.answer:
            frame.show(markup.text(one.answer, "turn"))
        if one.kind == "consult" and one.outcome is None and case.claimed_by_me:
            called_off = st.button(_("No longer needed"), key=f"call_off:{one.id}")
            if called_off and frame.perform(
                lambda: frame.client().life.call_off(one.id), _("The part is no longer asked for.")
            ):
                refresh()
                st.rerun()


def _new(case: CaseDetail, life: CaseLife) -> None:
    scope = f"hand_over:{case.id}"
    with st.expander(_("Hand over, or ask another department")):
        kinds = ("consult",) if life.phase == "offered" else tuple(HAND_OVER_KINDS)
        kind = st.radio(
            _("What do you ask for?"),
            kinds,
            index=None,
            format_func=shown(HAND_OVER_KINDS),
            key=frame.choice_key("hand_over_kind", scope),
        )
        others = {key: name for key, name in frame.departments().items() if key != case.department_id}
        to = st.selectbox(
            _("To which department"),
            list(others),
            index=None,
            format_func=shown_as(others),
            placeholder=_("Choose a department"),
            key=frame.choice_key("hand_over_to", scope),
        )
        frame.show(
            markup.text(
                _(
                    "The department sees these texts only, with personal data masked. The case stays yours until it accepts."
                ),
                "path",
            )
        )
        fields = {
            name: st.text_area(title, key=frame.key(name, scope), height=80)
            for name, title in (
                ("reason", _("Why it is theirs")),
                ("summary", _("Summary of the case")),
                ("part", _("The part they need")),
            )
        }
        if not st.button(_("Send to the department"), key="hand_over"):
            return
        if not kind or not to or not all((text or "").strip() for text in fields.values()):
            frame.say("error", _("Choose what and to whom, and fill in all three texts."))
        elif frame.perform(
            lambda: frame.client().life.open(case.id, kind, to, **{k: str(v) for k, v in fields.items()}),
            _("Sent. The department has it on its list."),
        ):
            frame.forget(scope)
            refresh()
            st.rerun()


def _ask_citizen(case: CaseDetail, life: CaseLife) -> None:
    if life.phase in ("waiting_for_citizen", "offered"):
        return
    scope = f"enquiry:{case.id}"
    with st.expander(_("Ask the citizen back")):
        told = _("The citizen reads exactly these words. The promised time rests until they write.")
        frame.show(markup.text(told, "path"))
        text = st.text_area(_("Your question to the citizen"), key=frame.key("text", scope), height=80)
        if not st.button(_("Ask the citizen"), key="enquiry"):
            return
        if not (text or "").strip():
            frame.say("error", _("The question is empty."))
        elif frame.perform(
            lambda: frame.client().life.ask_citizen(case.id, str(text)), _("The citizen has been asked.")
        ):
            frame.forget(scope)
            refresh()
            st.rerun()


def _take_over(case: CaseDetail) -> None:
    scope = f"take_over:{case.id}"
    with st.expander(_("Take over from a colleague")):
        reason = st.text_input(_("Why you take over"), key=frame.key("why", scope))
        if not st.button(_("Take over now"), key="take_over"):
            return
        if not (reason or "").strip():
            frame.say("error", _("Say why you take over."))
        elif frame.perform(
            lambda: frame.client().life.take_over(case.id, str(reason)), _("The case is in your hands.")
        ):
            frame.forget(scope)
            refresh()
            st.rerun()
