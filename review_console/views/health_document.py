"""One document's health: why it stands where it stands, a review, and which of its passages are of use."""

from __future__ import annotations

from datetime import date, timedelta

import streamlit as st

from review_console import bars, frame, markup, moments
from review_console.language import _
from review_console.views import search_link
from review_console.wire_health import DocumentHealth, DocumentPassages, Health, PassageHealth

MOST_SHOWN = 20
"""Passages listed of either kind."""


def show(document_id: str, overview: Health) -> None:
    """Draw it."""
    found = frame.attempt(lambda: frame.client().health.document(document_id))
    if found is None:
        return
    st.header(markup.plain_label(found.health.title))
    _figures(found.health, overview)
    _review(found, overview.today)
    _passages(found, overview)


def _figures(one: DocumentHealth, overview: Health) -> None:
    frame.show(
        markup.facts(
            [
                (_("Version"), str(one.version_number)),
                (_("In force today"), _("Yes") if one.in_force else _("No")),
                (_("Damage"), _damage(one, overview.overdue_factor)),
                (_("Review by"), moments.day(one.review_by)),
                (_("Open faults"), str(one.open_faults)),
                (_("Passages found"), f"{one.passages_found} / {one.passages}"),
                (_("Passages quoted"), f"{one.passages_quoted} / {one.passages}"),
            ]
        )
    )
    frame.show(markup.text(ageing_explained(one, overview.mean_rate)))


def _damage(one: DocumentHealth, overdue_factor: float) -> str:
    """The sum behind the figure."""
    late = f" × {overdue_factor:g}" if one.overdue else ""
    return f"{one.replies} × {one.months:.1f}{late} = {one.damage:.1f}"


def ageing_explained(one: DocumentHealth, mean_rate: float) -> str:
    """From what the rate of ageing was estimated, in plain words."""
    said = _(
        "It goes out of date about {rate} times a year (an average document: {mean}). Seen: {revisions} new versions in "
        "{years} years in force, {findings} faults or failed test questions in {months} months here, {share} % of the "
        "dates it names have passed. Little history counts little: the estimate is drawn towards the average. "
        "Proposed: a review every {every} months."
    )
    age = one.ageing
    return said.format(
        rate=f"{age.rate * 12:.1f}",
        mean=f"{mean_rate * 12:.1f}",
        revisions=age.revisions,
        years=f"{age.revision_months / 12:.1f}",
        findings=age.findings,
        months=f"{age.finding_months:.1f}",
        share=round(age.past_dates * 100),
        every=f"{age.review_every_months:.0f}",
    )


def _review(found: DocumentPassages, today: date) -> None:
    one = found.health
    for review in found.reviews[:3]:
        said = _("Reviewed by {name} on {day}; next review {next}.").format(
            name=review.by, day=moments.moment(review.at), next=moments.day(review.next_review)
        )
        frame.show(markup.text(f"{said} {review.note}".strip(), "path"))
    if not (frame.may("edit_policies") or frame.may("publish_policies")):
        return
    scope = f"review:{one.document_id}"
    with st.expander(_("I have read it: still right")):
        day = st.date_input(
            _("Next review"),
            value=max(one.ageing.next_review, today + timedelta(days=1)),
            min_value=today + timedelta(days=1),
            key=frame.key("next", scope),
            format="YYYY-MM-DD",
        )
        note = st.text_input(_("Note (optional)"), key=frame.key("note", scope), persist_state="session")
        if st.button(_("Reviewed, still right"), key=frame.key("send", scope)) and isinstance(day, date):
            _send(one, day, (note or "").strip(), scope)


def _send(one: DocumentHealth, day: date, note: str, scope: str) -> None:
    done = _("The review is on record. The next one is due on {day}.").format(day=moments.day(day))
    if frame.perform(lambda: frame.client().health.review(one.document_id, one.version_id, day, note), done):
        frame.forget(scope)
        st.rerun()


def _passages(found: DocumentPassages, overview: Health) -> None:
    one = found.health
    used = sorted((row for row in found.passages if row.found), key=lambda row: -row.found)
    st.subheader(_("Passages found most often"))
    if used:
        frame.show(_used_table(used[:MOST_SHOWN]))
    else:
        frame.show(
            markup.text(_("None was found in the last {days} days.").format(days=overview.reply_days), "path")
        )
    st.subheader(_("Passages never found"))
    if one.never_found is None:
        said = _(
            "Too early to say: {asked} of {needed} questions of this department and language were asked since it was "
            "published."
        )
        frame.show(markup.text(said.format(asked=one.questions, needed=overview.never_found_after), "path"))
        return
    unused = [row for row in found.passages if not row.found]
    if not unused:
        frame.show(markup.text(_("Every passage was found at least once."), "path"))
    for row in unused[:MOST_SHOWN]:
        _never_found(row)
    if len(unused) > MOST_SHOWN:
        frame.show(markup.text(_("More passages: {count}").format(count=len(unused) - MOST_SHOWN), "path"))


def _used_table(rows: list[PassageHealth]) -> markup.Html:
    drawn = bars.shares([row.found for row in rows])
    return bars.table(
        [_("Passage"), _("Found"), _("Quoted in replies")],
        [
            (_where(row), bars.Bar(share, str(row.found)), str(row.quoted))
            for row, share in zip(rows, drawn, strict=True)
        ],
        _("How often each passage was found and quoted"),
    )


def _where(row: PassageHealth) -> str:
    return f"{row.ordinal + 1}. {' › '.join(row.heading_path)}"


def _never_found(row: PassageHealth) -> None:
    with st.container(border=True):
        frame.show(markup.text(_where(row), "path"))
        frame.show(markup.text(row.text))
        words = row.heading_path[-1] if row.heading_path else row.text[:80]
        search_link.offer(f"try:{row.passage_id}", _("Try the search"), text=words)
