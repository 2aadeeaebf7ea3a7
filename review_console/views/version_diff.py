"""What changed between two versions of a document."""

from __future__ import annotations

import streamlit as st

from review_console import diff_markup, frame, markup, moments
from review_console.labels import VERSION_STATES, label, shown_as
from review_console.language import _
from review_console.wire_diff import VersionDiff
from review_console.wire_policies import DocumentRow, VersionRow


def show(row: DocumentRow) -> None:
    """Choose two versions and read them through each other; nothing for a document with a single one."""
    versions = sorted(row.versions, key=lambda version: version.number)
    if len(versions) < 2:
        return
    names = shown_as({version.id: _name(version) for version in versions})
    ids = [version.id for version in versions]
    with st.expander(_("Compare versions"), key=f"compare:{row.id}"):
        left, right = st.columns(2)
        older = left.selectbox(
            _("From"),
            ids,
            index=len(ids) - 2,
            format_func=names,
            key=frame.choice_key(f"older:{row.id}", "diff"),
        )
        newer = right.selectbox(
            _("To"),
            ids,
            index=len(ids) - 1,
            format_func=names,
            key=frame.choice_key(f"newer:{row.id}", "diff"),
        )
        if not st.toggle(_("Show the changes"), key=f"diff:{row.id}"):
            return
        if older == newer or older is None or newer is None:
            frame.say("info", _("Choose two different versions."))
            return
        found = frame.attempt(lambda: frame.client().versions.diff(row.id, older, newer))
        if found is not None:
            _draw(found, row.language)


def _name(version: VersionRow) -> str:
    state = label(VERSION_STATES, version.state)
    return f"{version.number} · {state} · {moments.in_force(version.effective_from, version.effective_to)}"


def _draw(found: VersionDiff, language: str) -> None:
    counts = found.counts
    frame.show(
        markup.facts(
            [
                (_("Paragraphs added"), str(counts.get("added", 0))),
                (_("Paragraphs removed"), str(counts.get("removed", 0))),
                (_("Paragraphs changed"), str(counts.get("changed", 0))),
                (_("Paragraphs moved"), str(counts.get("moved", 0))),
                (_("Paragraphs with another number"), str(found.figures)),
            ]
        )
    )
    if not any(row.change != "same" for row in found.rows):
        frame.say("info", _("The two versions say the same."))
    frame.show(diff_markup.STYLE)
    frame.show(diff_markup.diff(found.rows, language))
