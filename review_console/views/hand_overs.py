"""What one's departments were offered or asked: accept, return with a reason, write a part; and what nobody took."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from review_console import frame, markup, moments
from review_console.labels import label
from review_console.labels_case_life import HAND_OVER_KINDS
from review_console.language import _
from review_console.views.open_case import open_case
from review_console.wire_case_life import HandOver


def page() -> None:
    """Offers first, then the list of the month."""
    st.title(_("Hand-overs"))
    if frame.may("decide_cases"):
        listed = frame.attempt(lambda: frame.client().life.listed())
        if listed is not None and not listed.hand_overs:
            frame.say("info", _("Nothing is offered to your department."))
        for one in listed.hand_overs if listed is not None else ():
            _offer(one)
    _unowned()


def _offer(one: HandOver) -> None:
    with st.container(border=True):
        came = _("From {department}").format(department=frame.department_name(one.from_department))
        frame.show(markup.text(f"{label(HAND_OVER_KINDS, one.kind)} · {came}", "strong"))
        frame.show(markup.facts([(_("Answer by"), moments.both(one.due)), (_("Sent by"), one.offered_by)]))
        for title, text in ((_("Reason"), one.reason), (_("Summary"), one.summary), (_("Part"), one.part)):
            frame.show(markup.text(title, "path"))
            frame.show(markup.text(text, "turn"))
        if one.kind == "transfer":
            _answer(one)
        else:
            _write(one)


def _answer(one: HandOver) -> None:
    scope = f"offer:{one.id}"
    if st.button(_("Accept the case"), key=f"accept:{one.id}") and frame.perform(
        lambda: frame.client().life.accept(one.id), _("Your department leads the case now.")
    ):
        open_case(one.case_id)
        frame.go("cases")
    reason = st.text_input(_("Why you return it"), key=frame.key("why", scope))
    if st.button(_("Return the case"), key=f"return:{one.id}"):
        if not (reason or "").strip():
            frame.say("error", _("Say why you return it."))
        elif frame.perform(
            lambda: frame.client().life.give_back(one.id, str(reason)), _("The case is returned.")
        ):
            frame.forget(scope)
            st.rerun()


def _write(one: HandOver) -> None:
    scope = f"part:{one.id}"
    text = st.text_area(_("Your part of the reply"), key=frame.key("text", scope), height=160)
    if st.button(_("Send the part"), key=f"part:{one.id}"):
        if not (text or "").strip():
            frame.say("error", _("The part is empty."))
        elif frame.perform(
            lambda: frame.client().life.write_part(one.id, str(text)),
            _("The department that leads the case has your part."),
        ):
            frame.forget(scope)
            st.rerun()


def _unowned() -> None:
    st.header(_("Cases that no department took"))
    month = datetime.now(UTC).strftime("%Y-%m")
    listed = frame.attempt(lambda: frame.client().life.unowned(month))
    if listed is None:
        return
    if not listed.cases:
        frame.say("info", _("None this month."))
        return
    rows = [
        (
            one.number,
            frame.topic_name(one.topic_id) or "–",
            frame.department_name(one.department_id),
            moments.moment(one.at),
        )
        for one in listed.cases
    ]
    headers = [_("Case"), _("Topic"), _("Department"), _("When")]
    frame.show(markup.table(headers, rows, _("Cases returned three times this month")))
