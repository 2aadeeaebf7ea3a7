"""What people asked for and did not get: the list, or the need that is open."""

from __future__ import annotations

import streamlit as st

from review_console import frame, markup, moments, spark
from review_console.labels import LANGUAGE_NAMES, label, shown_as
from review_console.labels_needs import CAUSES, NEED_STATES
from review_console.language import _
from review_console.views import need_detail, work_lists
from review_console.wire_needs import Need

WAITING = ("open", "assigned", "tasked")


def page() -> None:
    """The most asked first."""
    if "open_need" in st.session_state:
        need_detail.show(str(st.session_state["open_need"]))
        return
    st.title(_("Needs"))
    told = _(
        "Questions that no published text answered, grouped by what they ask for. Words in a name were used by at "
        "least two people; what only one person wrote is never shown here."
    )
    frame.show(markup.text(told, "path"))
    listed = frame.attempt(frame.client().needs.list)
    if listed is None:
        return
    chosen, department = _filters()
    rows = [
        need
        for need in listed.needs
        if (chosen == "all" or (need.state in WAITING) == (chosen == "waiting"))
        and department in ("", need.department_id)
    ]
    said = _("Needs: {count} · people who asked: {people}")
    frame.show(markup.text(said.format(count=len(rows), people=sum(need.people for need in rows))))
    if not rows:
        frame.say("info", _("No need matches. Needs appear by themselves when questions are not served."))
    work_lists.rows(rows, "needs", _row)


def _filters() -> tuple[str, str]:
    left, middle, right = st.columns([5, 4, 2], vertical_alignment="bottom")
    names = {"waiting": _("Waiting"), "closed": _("Closed"), "all": _("All")}
    chosen = left.segmented_control(
        _("Show"),
        list(names),
        default="waiting",
        required=True,
        format_func=shown_as(names),
        key=frame.choice_key("filter", "needs"),
        persist_state="session",
    )
    department = work_lists.department(middle, "needs")
    if right.button(_("Refresh"), key="needs_refresh", width="stretch"):
        st.rerun()
    return str(chosen or "waiting"), department


def _row(need: Need) -> None:
    with st.container(border=True):
        what, often, state, go = st.columns([8, 4, 5, 4], vertical_alignment="center")
        with what:
            frame.show(markup.text(name(need.words), "strong", spoken(need)))
            causes = sorted(need.causes.items(), key=lambda one: -one[1])
            frame.show(markup.tags(f"{label(CAUSES, cause)}: {count}" for cause, count in causes))
            if len(need.languages) > 1:
                frame.show(markup.tags([languages(need)]))
            frame.show(markup.text(frame.department_name(need.department_id), "path"))
        with often:
            frame.show(spark.weeks(need.weeks, weeks_told(need)))
            counted = _("{questions} questions of {people} people")
            frame.show(markup.text(counted.format(questions=need.questions, people=need.people), "path"))
        with state:
            if need.overdue:
                frame.show(markup.tags([_("Past its day")], "late"))
            if need.proposed and need.state in WAITING:
                frame.show(markup.tags([_("A version is proposed")]))
            facts = [(_("Due"), moments.day(need.due)), (_("With"), need.assignee or "–")]
            frame.show(markup.text(label(NEED_STATES, need.state), "path"))
            frame.show(markup.facts(facts))
        with go:
            words = " ".join(need.words) or _("Not named yet")
            hint = markup.plain_label(_("Open need: {name}").format(name=words))
            if st.button(hint, key=f"need:{need.id}", width="stretch", wrap=True):
                st.session_state["open_need"] = need.id
                st.rerun()


def name(words: tuple[str, ...]) -> str:
    """What a need is called; one whose words nobody shares yet is told as such."""
    return " ".join(words) or _("Not named yet: no word is shared by two people")


def spoken(need: Need) -> str | None:
    """The language of its name for screen readers; None where the name has words of two."""
    return need.language if len(need.languages) < 2 and need.words else None


def languages(need: Need) -> str:
    """In which languages it was asked, with the number of questions."""
    return " · ".join(f"{label(LANGUAGE_NAMES, one)}: {count}" for one, count in need.languages.items())


def weeks_told(need: Need) -> str:
    """The bars in words."""
    return _("Questions in each of the last {count} weeks: {counts}").format(
        count=len(need.weeks), counts=", ".join(map(str, need.weeks))
    )
