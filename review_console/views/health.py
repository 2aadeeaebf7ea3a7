"""The health of the knowledge base: which documents do damage, age fast, are never found or were found faulty."""

from __future__ import annotations

import csv
import io

import streamlit as st

from review_console import bars, frame, markup, moments
from review_console.labels import shown_as
from review_console.language import _
from review_console.views import faults, health_document
from review_console.wire_health import DocumentHealth, Health

MOST_SHOWN = 100
"""Rows drawn at once; the download has them all."""

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def page() -> None:
    """Documents by damage, and the faults reported of them."""
    st.title(_("Knowledge base health"))
    health = frame.attempt(frame.client().health.overview)
    if health is None:
        return
    documents, faults = st.tabs([_("Documents"), _("Faults reported by reviewers")], key="health_tab")
    with documents:
        _documents(health)
    with faults:
        _faults()


def _documents(health: Health) -> None:
    if not health.documents:
        frame.say(
            "info", _("No document is published yet. Each will appear here with its first publication.")
        )
        return
    if health.older_cuts:
        told = _(
            "Published versions cut into passages by an older splitter: {count}. Whoever runs the service renews them "
            "with “civicdesk index recut”; until then, searches answer on the passages of before."
        )
        frame.say("warning", told.format(count=health.older_cuts))
    _explained(health)
    owner, order, opened = st.columns(3)
    with owner:
        chosen = _chosen(health)
    with order:
        found = _sorted(chosen)
    with opened:
        document_id = st.selectbox(
            _("Look at a document"),
            [one.document_id for one in found],
            index=None,
            placeholder=_("Choose a document"),
            format_func=shown_as({one.document_id: one.title for one in found}),
            key="health_open",
            persist_state="session",
        )
    if document_id is not None:
        health_document.show(document_id, health)
    frame.show(_table(found[:MOST_SHOWN]))
    if len(found) > MOST_SHOWN:
        more = _("More documents: {count}. The download has all of them.")
        frame.show(markup.text(more.format(count=len(found) - MOST_SHOWN), "path"))
    st.download_button(
        _("Download as CSV"), as_csv(found), file_name="health.csv", mime="text/csv", key="health_csv"
    )


def _explained(health: Health) -> None:
    said = _(
        "Damage = replies of the last {days} days that quote the document × months since somebody approved or "
        "reviewed it; a review that is overdue counts {factor} times."
    )
    frame.show(markup.text(said.format(days=health.reply_days, factor=f"{health.overdue_factor:g}"), "path"))
    if not any(one.replies for one in health.documents):
        frame.say("info", _("No reply has quoted a document yet. Damage grows with the replies that do."))
    if health.counted_since is None:
        frame.say(
            "info",
            _(
                "No question has been asked yet. From the first one on, found and quoted passages are counted."
            ),
        )


def _chosen(health: Health) -> list[DocumentHealth]:
    owners = sorted({one.department_id for one in health.documents}, key=frame.department_name)
    owner = st.selectbox(
        _("Department"),
        ["", *owners],
        format_func=shown_as(
            {"": _("All departments")} | {one: frame.department_name(one) for one in owners}
        ),
        key=frame.choice_key("department", "health"),
        persist_state="session",
    )
    return [one for one in health.documents if owner in ("", None, one.department_id)]


def _sorted(found: list[DocumentHealth]) -> list[DocumentHealth]:
    orders = {
        "damage": (_("Damage"), lambda one: -one.damage),
        "replies": (_("Replies"), lambda one: -one.replies),
        "months": (_("Months since last look"), lambda one: -one.months),
        "faults": (_("Open faults"), lambda one: -one.open_faults),
        "rate": (_("Rate of ageing"), lambda one: -one.ageing.rate),
        "never": (_("Passages never found"), lambda one: -(one.never_found or 0)),
        "title": (_("Title"), lambda one: one.title.lower()),
    }
    order = st.selectbox(
        _("Sort by"),
        list(orders),
        format_func=shown_as({code: name for code, (name, _by) in orders.items()}),
        key=frame.choice_key("order", "health"),
        persist_state="session",
    )
    return sorted(found, key=orders[order or "damage"][1])


def _table(found: list[DocumentHealth]) -> markup.Html:
    damage = bars.shares([one.damage for one in found])
    rates = bars.shares([one.ageing.rate for one in found])
    rows = [
        (
            one.title,
            frame.department_name(one.department_id),
            bars.Bar(share, f"{one.damage:.1f}", one.overdue),
            str(one.replies),
            f"{moments.day(one.looked_at)} · {one.months:.1f}",
            _review(one),
            str(one.open_faults),
            bars.Bar(rate, f"{one.ageing.rate * 12:.1f}"),
            _never_found(one),
        )
        for one, share, rate in zip(found, damage, rates, strict=True)
    ]
    headers = [
        _("Title"),
        _("Department"),
        _("Damage"),
        _("Replies"),
        _("Last look · months ago"),
        _("Review by"),
        _("Open faults"),
        _("Out of date, times a year"),
        _("Passages never found"),
    ]
    return bars.table(headers, rows, _("Documents by the damage they would do if they were wrong"))


def _review(one: DocumentHealth) -> str:
    day = moments.day(one.review_by)
    return _("{day}, overdue").format(day=day) if one.overdue else day


def _never_found(one: DocumentHealth) -> str:
    return "–" if one.never_found is None else f"{one.never_found} / {one.passages}"


def as_csv(found: list[DocumentHealth]) -> str:
    """One line a document, with the column names of the API. No cell can be taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(
        [
            "document_id",
            "title",
            "department_id",
            "version",
            "damage",
            "replies",
            "months",
            "looked_at",
            "review_by",
            "overdue",
            "open_faults",
            "ageing_per_month",
            "review_every_months",
            "passages",
            "found",
            "quoted",
            "never_found",
        ]
    )
    for one in found:
        cells = (
            one.document_id,
            one.title,
            one.department_id,
            one.version_number,
            round(one.damage, 2),
            one.replies,
            round(one.months, 2),
            one.looked_at,
            one.review_by or "",
            one.overdue,
            one.open_faults,
            round(one.ageing.rate, 4),
            round(one.ageing.review_every_months, 1),
            one.passages,
            one.passages_found,
            one.passages_quoted,
            "" if one.never_found is None else one.never_found,
        )
        writer.writerow([_harmless(cell) for cell in cells])
    return out.getvalue()


def _harmless(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA_SIGNS) else cell


def _faults() -> None:
    listed = frame.attempt(frame.client().health.faults)
    if listed is None:
        return
    if not listed.faults:
        frame.say(
            "info",
            _(
                "No fault was reported. Reviewers report one from a case when the page misled and not the draft."
            ),
        )
        return
    for fault in listed.faults:
        with st.container(border=True):
            faults.show(fault)
