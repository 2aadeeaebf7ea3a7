"""Statements as claims: a sentence alone, an item with its list or its lead-in, rows of one table together."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.domain.answer_parts import Part
from assistant.domain.answers import Claim, Quote
from assistant.domain.evidence import Evidence
from assistant.services.extraction.candidates import Candidate
from assistant.services.extraction.statements import Kind, Span
from assistant.services.extraction.wants import Want

LONGEST_LIST = 450
"""Characters up to which a list is quoted whole: half of the papers to bring is a wrong answer."""

LONGEST_STEPS = 900
"""The same for numbered steps where a way or papers are asked for: who follows half of them ends up nowhere."""

_ASK_FOR_ALL = frozenset((Want.WAY, Want.DOCUMENT))


def quoted_spans(one: Candidate, wanted: tuple[Want, ...]) -> tuple[Span, ...]:
    """What is quoted for a statement: it alone, its list with the line that hangs on, or that line and it.

    An item of a long list follows its lead-in, without which it might say the opposite. An item that needs no lead-in
    stands alone unless the list is what is asked for.
    """
    statement = one.statement
    if statement.kind is not Kind.ITEM or statement.items is None:
        return (statement.span,)
    for_all = not wanted or bool(_ASK_FOR_ALL.intersection(wanted))
    longest = LONGEST_STEPS if for_all and statement.ordered else LONGEST_LIST
    fits = statement.items.end - statement.items.start <= longest
    if fits and (for_all or statement.lead_in is not None):
        return (Span((statement.lead_in or statement.items).start, statement.items.end),)
    return (statement.span,) if statement.lead_in is None else (statement.lead_in, statement.span)


def place(one: Candidate, wanted: tuple[Want, ...]) -> tuple[str, int]:
    """Where the quote begins: statements of one place are said once."""
    return (one.passage.version_id, one.passage.start + quoted_spans(one, wanted)[0].start)


def claims_of(chosen: Sequence[Candidate], wanted: tuple[Want, ...], part: Part) -> list[Claim]:
    """The claims of one part in the given order; rows of one table become one claim where its first row stands."""
    claims: list[Claim] = []
    told: set[int] = set()
    for at, one in enumerate(chosen):
        if at in told:
            continue
        rows = [at, *(n for n in range(at + 1, len(chosen)) if n not in told and _one_table(one, chosen[n]))]
        told.update(rows)
        claims.append(_claim([chosen[n] for n in rows], wanted, part))
    return claims


def _one_table(one: Candidate, other: Candidate) -> bool:
    if one.statement.kind is not Kind.ROW or other.statement.kind is not Kind.ROW:
        return False
    return one.passage.version_id == other.passage.version_id and _labels(one.text) == _labels(other.text)


def _labels(row: str) -> tuple[str, ...]:
    """The column names that the cells of a row carry ("Fee: 8 euros"); none for a row of bare cells."""
    names = tuple(cell.partition(": ")[0] for cell in row.split(" | ") if ": " in cell)
    return names if len(names) == len(row.split(" | ")) else (row,)


def _claim(group: Sequence[Candidate], wanted: tuple[Want, ...], part: Part) -> Claim:
    """The quotes as they stand, blank lines aside: a claim is one paragraph."""
    quotes = tuple(_quote(one.passage, span) for one in group for span in quoted_spans(one, wanted))
    between = "\n" if group[0].statement.kind is Kind.ROW else " "
    return Claim(between.join(re.sub(r"\s*\n\s*", "\n", quote.text) for quote in quotes), quotes, part)


def _quote(passage: Evidence, span: Span) -> Quote:
    return Quote(
        passage_id=passage.passage_id,
        version_id=passage.version_id,
        document_id=passage.document_id,
        text=passage.text[span.start : span.end],
        start=passage.start + span.start,
        end=passage.start + span.end,
    )
