"""The checks before a publication: what holds a version back, what contradicts or repeats, what the change touches."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from review_console import check_markup, frame, markup, moments
from review_console.labels import CASE_STATES, CHECK_STANDINGS, CHECKS, GAPS, WARNINGS, label
from review_console.language import _
from review_console.wire_checks import (
    Contradiction,
    Duplicate,
    Place,
    PublicationReport,
    Quarantined,
    Statement,
    Touched,
)
from review_console.wire_policies import VersionRow

SHOWN_CASES = 20
"""Case numbers written out; of more there is the count."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the person ticked as seen, and why they publish all the same."""

    finding_ids: tuple[str, ...] = ()
    why: str = ""


def show(version: VersionRow) -> None:
    """The checks of a version that waits to be submitted or published; of another one on demand."""
    waiting = version.state in ("draft", "submitted")
    if not waiting and not st.toggle(
        _("Show the checks of version {number}").format(number=version.number), key=f"checks:{version.id}"
    ):
        return
    with st.spinner(_("Comparing with what is published…")):
        report = frame.attempt(lambda: frame.client().checks.report(version.id))
    if report is None:
        return
    frame.show(markup.text(_("Checks before publication"), "strong"))
    frame.show(check_markup.tiles(_tile(report, check) for check in CHECKS))
    _gaps(report)
    _quarantine(version, report, waiting)
    _contradictions(report)
    _duplicates(report)
    _touched(report.touched)
    publisher = version.state == "submitted" and frame.may("publish_policies")
    if publisher and report.to_acknowledge:
        _acknowledge(version, report)


def seen(version: VersionRow) -> Seen:
    """What was ticked on this page for a version."""
    ids = st.session_state.get(_ids_key(version), ())
    ticked = tuple(one for one in ids if st.session_state.get(_tick_key(version, one)))
    return Seen(ticked, str(st.session_state.get(_why_key(version), "") or "").strip())


def _tile(report: PublicationReport, check: str) -> tuple[str, str, str, str]:
    touched = report.touched
    found = {
        "quarantine": _("places: {count}").format(count=len(report.quarantined)),
        "contradictions": _("found: {count}").format(count=len(report.contradictions)),
        "duplicates": _("documents: {count}").format(count=len(report.duplicates)),
        "touched": _("open cases: {cases} · replies: {replies}").format(
            cases=len(touched.cases) + touched.other_cases, replies=touched.replies
        ),
    }
    standing = report.standings.get(check, "held")
    return standing, label(CHECK_STANDINGS, standing), label(CHECKS, check), found.get(check, "")


def _gaps(report: PublicationReport) -> None:
    for one in report.incomplete:
        said = label(GAPS, one.gap).format(check=label(CHECKS, one.check), detail=one.detail)
        frame.say("error" if one.gap == "failed" else "warning", said)


def _quarantine(version: VersionRow, report: PublicationReport, waiting: bool) -> None:
    if not report.quarantined:
        return
    held = [one for one in report.quarantined if one.release is None]
    with st.expander(label(CHECKS, "quarantine"), expanded=bool(held)):
        for one in report.quarantined:
            _place_in_file(one)
        if not (waiting and held and (frame.may("edit_policies") or frame.may("publish_policies"))):
            return
        frame.show(
            markup.text(_("Whoever uploaded the file cannot release it; a second person must."), "path")
        )
        ticked = [
            one.id
            for number, one in enumerate(held, start=1)
            if st.checkbox(
                _("{number}. {kind} is harmless").format(
                    number=number, kind=markup.plain_label(label(WARNINGS, one.kind))
                ),
                key=f"harmless:{version.id}:{one.id}",
            )
        ]
        why = st.text_input(
            _("Why is it harmless?"), key=f"release_why:{version.id}", persist_state="session"
        )
        if st.button(_("Release what is ticked"), key=f"release:{version.id}"):
            _release(version, ticked, (why or "").strip())


def _place_in_file(one: Quarantined) -> None:
    title = " · ".join(part for part in (label(WARNINGS, one.kind), one.detail) if part)
    frame.show(markup.text(title, "strong"))
    frame.show(
        check_markup.in_context(
            one.before, one.words, one.after, one.hidden, _("only in the file, not shown")
        )
    )
    if one.hidden:
        frame.show(markup.text(_("Underlined: what the file holds here and its readers do not see."), "path"))
    _said(one.release, _("Released by {name}, {when}: {why}"))


def _said(statement: Statement | None, sentence: str) -> None:
    if statement is not None:
        when = moments.moment(statement.at)
        frame.show(markup.text(sentence.format(name=statement.by, when=when, why=statement.why), "path"))


def _release(version: VersionRow, ids: list[str], why: str) -> None:
    if not ids or not why:
        frame.say("error", _("Tick what is harmless and say why."))
    elif frame.perform(
        lambda: frame.client().checks.release(version.id, ids, why), _("Released. It is on record.")
    ):
        st.rerun()


def _contradictions(report: PublicationReport) -> None:
    if not report.contradictions:
        return
    with st.expander(label(CHECKS, "contradictions"), expanded=True):
        for number, one in enumerate(report.contradictions, start=1):
            _contradiction(number, one)
        frame.show(
            markup.text(
                _(
                    "If it is published all the same, both owners get a task, and no answer goes out on these "
                    "sentences until it is closed."
                ),
                "path",
            )
        )


def _contradiction(number: int, one: Contradiction) -> None:
    frame.show(markup.text(_("Contradiction {number}").format(number=number), "strong"))
    mine, other = st.columns(2)
    with mine:
        frame.show(markup.text(_("This version"), "path"))
        _place(one.ours)
    with other:
        frame.show(markup.text(_("Published"), "path"))
        _place(one.theirs)
    _said(one.seen, _("{name} published in spite of it, {when}: {why}"))


def _place(place: Place) -> None:
    frame.show(
        check_markup.place(
            place.title,
            frame.department_name(place.department_id),
            place.heading_path,
            place.sentence,
            [(span.start, span.end) for span in place.marked],
        )
    )


def _duplicates(report: PublicationReport) -> None:
    if not report.duplicates:
        return
    with st.expander(label(CHECKS, "duplicates"), expanded=True):
        for one in report.duplicates:
            _duplicate(one)


def _duplicate(one: Duplicate) -> None:
    said = _("{share} % of this version stands in “{title}” of {owner}").format(
        share=round(100 * one.share), title=one.title, owner=frame.department_name(one.department_id)
    )
    frame.show(check_markup.share(said, one.share))
    frame.show(
        markup.text(
            _("{share} % of that document stands in this version.").format(
                share=round(100 * one.other_share)
            ),
            "path",
        )
    )
    for text in one.copied[:2]:
        frame.show(markup.text(text, "quote"))
    _said(one.seen, _("{name} published in spite of it, {when}: {why}"))


def _touched(touched: Touched) -> None:
    if not (touched.cases or touched.other_cases or touched.replies):
        return
    with st.expander(label(CHECKS, "touched")):
        counts = [
            (_("Open cases whose draft quotes the text in force"), str(len(touched.cases))),
            (_("Open cases of other departments"), str(touched.other_cases)),
            (_("Replies given that cite it"), str(touched.replies)),
        ]
        frame.show(markup.facts(counts))
        rows = [
            (
                one.number,
                frame.topic_name(one.topic_id) if one.topic_id else "–",
                label(CASE_STATES, one.state),
            )
            for one in touched.cases[:SHOWN_CASES]
        ]
        if rows:
            frame.show(
                markup.table([_("Case"), _("Topic"), _("State")], rows, _("Their drafts are made anew."))
            )
        if touched.topics:
            certified = set(touched.certified_topics)
            frame.show(
                markup.tags(
                    _("{topic} (certificate)").format(topic=frame.topic_name(one))
                    if one in certified
                    else frame.topic_name(one)
                    for one in touched.topics
                )
            )


def _acknowledge(version: VersionRow, report: PublicationReport) -> None:
    """One tick for each finding, so that none is passed over, and one reason for all."""
    names = {
        one.id: _("Contradiction {number}").format(number=n) for n, one in enumerate(report.contradictions, 1)
    }
    names |= {one.id: _("Common text with “{title}”").format(title=one.title) for one in report.duplicates}
    names |= {
        one.id: _("Incomplete: {check}").format(check=label(CHECKS, one.check)) for one in report.incomplete
    }
    st.session_state[_ids_key(version)] = report.to_acknowledge
    frame.show(markup.text(_("To publish in spite of these, tick each as seen and say why."), "strong"))
    for one in report.to_acknowledge:
        name = markup.plain_label(names.get(one, one))
        st.checkbox(_("Seen: {finding}").format(finding=name), key=_tick_key(version, one))
    st.text_input(
        _("Why publish in spite of it? It goes on record."), key=_why_key(version), persist_state="session"
    )


def _ids_key(version: VersionRow) -> str:
    return f"to_acknowledge:{version.id}"


def _tick_key(version: VersionRow, finding_id: str) -> str:
    return f"seen:{version.id}:{finding_id}"


def _why_key(version: VersionRow) -> str:
    return f"seen_why:{version.id}"
