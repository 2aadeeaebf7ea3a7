"""What is read before deciding: the question, then the evidence, then the draft beside its quotes (H-02, H-03)."""

from __future__ import annotations

import streamlit as st

from review_console import frame, markup, moments
from review_console.claim_tables import quoted_table
from review_console.labels import AUTHORS, CASE_STATES, LANGUAGE_NAMES, METHODS, REASONS, label
from review_console.labels_parts import PARTS
from review_console.language import _
from review_console.wire_cases import CaseDetail, Claim, Evidence, Finding, Quote

OPEN_PASSAGES = 4
"""Passages shown at once; the rest is one click away. Drafts rarely quote more than three."""

CONTEXT = 160
"""Characters shown on either side of a quote beside its sentence: about two lines."""


def heading(case: CaseDetail) -> None:
    """Number, state, promise and why a person decides."""
    st.title(_("Case {number}").format(number=markup.plain_label(case.number)))
    holder = _("You") if case.claimed_by_me else case.claimed_by or _("Nobody")
    frame.show(
        markup.facts(
            [
                (_("State"), label(CASE_STATES, case.state)),
                (_("Promised"), moments.both(case.promised_at)),
                (_("Department"), frame.department_name(case.department_id)),
                (_("Topic"), frame.topic_name(case.topic_id) or "–"),
                (_("Language"), label(LANGUAGE_NAMES, case.language)),
                (_("In the hands of"), holder),
            ]
        )
    )
    if case.overdue:
        frame.show(markup.tags([_("Past the promised time")], "late"))
    frame.show(markup.tags(label(REASONS, reason) for reason in case.reasons))


def question(case: CaseDetail) -> None:
    """The question as it stands by itself, and the conversation it came from."""
    st.header(_("Question"))
    frame.show(markup.text(case.question, "question", case.language))
    with st.expander(
        _("Conversation (messages: {count})").format(count=len(case.conversation)), expanded=True
    ):
        for turn in case.conversation:
            said_by = f"{label(AUTHORS, turn.author)} · {moments.moment(turn.created_at)}"
            frame.show(markup.text(said_by, "path"))
            frame.show(markup.text(turn.text, "turn", case.language))


def evidence(case: CaseDetail) -> None:
    """The passages found, before any draft; quotes the draft takes from them are marked."""
    st.header(_("Policy text found"))
    if not case.evidence:
        frame.say("info", _("No policy text was found."))
    for number, passage in enumerate(case.evidence[:OPEN_PASSAGES], start=1):
        with st.container(border=True):
            _passage(case, number, passage)
    rest = case.evidence[OPEN_PASSAGES:]
    if rest:
        with st.expander(_("More passages: {count}").format(count=len(rest))):
            for number, passage in enumerate(rest, start=OPEN_PASSAGES + 1):
                _passage(case, number, passage)


def _passage(case: CaseDetail, number: int, passage: Evidence) -> None:
    frame.show(markup.text(f"{number}. {passage.document_title}", "strong"))
    frame.show(markup.text(markup.path(passage.heading_path, passage.document_title), "path"))
    days = moments.in_force(passage.effective_from, passage.effective_to)
    frame.show(markup.facts([(_("In force"), days)]))
    claims = case.draft.claims if case.draft else ()
    spans = [quote_span(quote, passage) for claim in claims for quote in claim.quotes]
    frame.show(markup.highlighted(passage.text, [span for span in spans if span]))


def quote_span(quote: Quote, passage: Evidence) -> tuple[int, int] | None:
    """Where a quote stands in a passage's text, or None if it does not stand there letter by letter."""
    if quote.passage_id != passage.passage_id or not quote.text:
        return None
    start = quote.start - passage.start
    if start < 0 or passage.text[start : start + len(quote.text)] != quote.text:
        start = passage.text.find(quote.text)
    return None if start < 0 else (start, start + len(quote.text))


def draft(case: CaseDetail) -> None:
    """The draft, sentence by sentence, each beside what it stands on; problems are named in words. An appeal has none."""
    if case.appealed is not None:
        return
    st.header(_("Draft"))
    if case.draft is None:
        frame.say("info", _("There is no draft. Write the reply yourself or ask for a draft."))
        return
    if case.draft_void:
        frame.say("warning", _("This draft can no longer be sent: {why}").format(why=case.draft_void))
    made = _("Version {version} · {method}").format(
        version=case.draft.version, method=label(METHODS, case.draft.method)
    )
    frame.show(markup.text(made, "path"))
    findings = case.draft.checks.findings if case.draft.checks else ()
    part = ""
    for index, claim in enumerate(case.draft.claims):
        if claim.part != part:
            st.subheader(label(PARTS, claim.part))
            part = claim.part
        with st.container(border=True):
            _sentence(case, index, claim, [found for found in findings if found.claim == index])
    _whole_draft_checks(case)


def _sentence(case: CaseDetail, index: int, claim: Claim, findings: list[Finding]) -> None:
    said, source = st.columns(2)
    with said:
        frame.show(markup.text(_("Sentence {number}").format(number=index + 1), "path"))
        _words(claim, findings)
        for found in findings:
            _finding(found, claim.text)
        checks = case.draft.checks if case.draft else None
        if checks and index < len(checks.supported):
            share = _("{share} % of this sentence stands in its quotes").format(
                share=round(checks.supported[index] * 100)
            )
            frame.show(markup.text(share, "path"))
    with source:
        if not claim.quotes:
            frame.show(markup.text(_("No quote supports this sentence."), "finding"))
        for quote in claim.quotes:
            _quote(case, quote)


def _words(claim: Claim, findings: list[Finding]) -> None:
    """The claim's words. Quoted rows are a table, unless a finding marks some of their words."""
    table = quoted_table(claim.text)
    if table is None or findings:
        frame.show(markup.highlighted(claim.text, [(found.start, found.end) for found in findings]))
    else:
        frame.show(markup.table(table.columns, table.rows, _("Rows of a table in the policy text")))


def _finding(found: Finding, sentence: str) -> None:
    words = sentence[found.start : found.end]
    parts = [_("Problem: {reason}").format(reason=label(REASONS, found.reason))]
    if words:
        parts.append(_("Words: {words}").format(words=words))
    if found.detail:
        parts.append(found.detail)
    frame.show(markup.text("\n".join(parts), "finding"))


def _quote(case: CaseDetail, quote: Quote) -> None:
    passage = next((found for found in case.evidence if found.passage_id == quote.passage_id), None)
    span = quote_span(quote, passage) if passage else None
    if passage is None or span is None:
        frame.show(markup.text(_("This quote does not stand in the policy text found:"), "finding"))
        frame.show(markup.text(quote.text, "quote"))
        return
    number = case.evidence.index(passage) + 1
    where = markup.path(passage.heading_path, passage.document_title)
    frame.show(markup.text(f"{number}. {where}", "path"))
    begin, end = max(0, span[0] - CONTEXT), min(len(passage.text), span[1] + CONTEXT)
    before, after = "… " if begin else "", " …" if end < len(passage.text) else ""
    shift = len(before) - begin
    excerpt = before + passage.text[begin:end] + after
    frame.show(markup.highlighted(excerpt, [(span[0] + shift, span[1] + shift)], "quote"))


def _whole_draft_checks(case: CaseDetail) -> None:
    checks = case.draft.checks if case.draft else None
    if case.draft is None:
        return
    if checks is None:
        frame.say("warning", _("This draft was not checked. Compare every sentence with the policy text."))
        return
    for found in checks.findings:
        if not 0 <= found.claim < len(case.draft.claims):
            _finding(found, "")
    if checks.omitted_conditions:
        st.subheader(_("Conditions in the source that the draft leaves out"))
        frame.show(markup.tags(checks.omitted_conditions))
    elif not checks.findings:
        frame.show(
            markup.text(_("The automatic check found no problem. It does not replace your reading."), "path")
        )
