"""An answer made of the policies' own sentences: what was asked first, then the conditions the source attaches."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.domain.answers import Claim, Draft, DraftMethod, Quote
from assistant.domain.evidence import Evidence
from assistant.domain.questions import Language
from assistant.domain.verification.omissions import omitted_conditions
from assistant.services.extraction.candidates import Candidate, candidates
from assistant.services.extraction.statements import Kind, Span
from assistant.services.extraction.wants import CONDITION
from assistant.services.ports import Likeness

MOST_CLAIMS = 4
"""Statements of a draft, conditions that must be told aside: with more, what answers drowns (decision 0013)."""

MOST_CONDITIONS = 2
"""Conditions added beyond that. A draft that would need more of them is incomplete and a person sees it."""

NEARLY_AS_GOOD = 0.5
"""How far a further statement's score may lie below the best one's: the odds that it answers are then more than 0.6 of
the best one's. At 0.8 the token F1 on Doc2Dial falls by 1.4 points and right answers in the sample town rise by
two (decision 0013)."""

PASSAGES_READ = 6
"""Passages whose statements are looked at."""

LONGEST_LIST = 450
"""Characters up to which a list is quoted whole: half of the papers to bring is a wrong answer."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """A draft and the figures of its making that confidence is computed from."""

    draft: Draft
    signals: Mapping[str, float]


def extract(
    question: str, language: Language, evidence: Sequence[Evidence], likeness: Likeness
) -> Extracted | None:
    """A draft whose claims are verbatim statements, or None if no passage states anything.

    Claims come from one document, the best statement's, in the order of the text except that the best one leads.
    `question` is standalone: earlier messages a line each, what is asked now last.
    """
    found = candidates(question, evidence[:PASSAGES_READ], likeness)
    if not found:
        return None
    best = max(found, key=lambda one: (one.score, -one.rank, -one.order))
    chosen = _distinct([best, *_conditions(best, found), *_further(best, found)])[:MOST_CLAIMS]
    draft = _draft(chosen, language)
    omitted = _omitted(draft, best, found, evidence)
    if omitted:
        draft = _draft(_distinct([*chosen, *omitted])[: MOST_CLAIMS + MOST_CONDITIONS], language)
    return Extracted(draft, _signals(best, found))


def _signals(best: Candidate, found: Sequence[Candidate]) -> dict[str, float]:
    """How well the best statement fits, and how clearly it and its document won over all others."""
    odds = [(one, math.exp(one.score - best.score)) for one in found]
    total = sum(value for _, value in odds)
    own = sum(value for one, value in odds if one.passage.document_id == best.passage.document_id)
    return {
        "draft_score": best.score,
        "draft_carried": best.carried,
        "draft_told": best.told,
        "draft_alike": best.alike,
        "draft_passage_rank": 1 / (1 + best.rank),
        "draft_share": 1 / total,
        "draft_document_share": own / total,
    }


def _conditions(best: Candidate, found: Sequence[Candidate]) -> list[Candidate]:
    """The statements right after the best one that limit or except it."""
    after = sorted(
        (one for one in found if one.passage is best.passage and one.order > best.order),
        key=lambda one: one.order,
    )
    out = []
    for step, one in enumerate(after, start=1):
        if one.order != best.order + step or not CONDITION.search(one.text):
            break
        out.append(one)
    return out[:MOST_CONDITIONS]


def _further(best: Candidate, found: Sequence[Candidate]) -> list[Candidate]:
    """Other statements of the same document that answer nearly as well, best first."""
    near = [
        one
        for one in found
        if one.passage.document_id == best.passage.document_id and one.score >= best.score - NEARLY_AS_GOOD
    ]
    return sorted(near, key=lambda one: -one.score)


def _omitted(
    draft: Draft, best: Candidate, found: Sequence[Candidate], evidence: Sequence[Evidence]
) -> list[Candidate]:
    """The statements that the check of drafts would miss beside what is quoted."""
    missing = frozenset(omitted_conditions(draft, evidence))
    return [
        one for one in found if one.text in missing and one.passage.document_id == best.passage.document_id
    ]


def _distinct(chosen: Sequence[Candidate]) -> list[Candidate]:
    """Each quoted place and each wording once."""
    seen: set[tuple[str, int] | str] = set()
    out = []
    for one in chosen:
        place = (one.passage.version_id, one.passage.start + _spans(one)[0].start)
        if place not in seen and one.text not in seen:
            seen |= {place, one.text}
            out.append(one)
    return out


def _draft(chosen: Sequence[Candidate], language: Language) -> Draft:
    """The first leads, since it answers; the rest as the text has them."""
    rest = sorted(
        chosen[1:], key=lambda one: (one.passage.version_id, one.passage.start + _spans(one)[0].start)
    )
    return Draft(tuple(map(_claim, [chosen[0], *rest])), language, DraftMethod.EXTRACTIVE)


def _spans(one: Candidate) -> tuple[Span, ...]:
    """What is quoted: a short list whole with the line it hangs on, an item of a long one after that line."""
    statement = one.statement
    if statement.kind is not Kind.ITEM or statement.items is None:
        return (statement.span,)
    if statement.items.end - statement.items.start <= LONGEST_LIST:
        return (Span((statement.lead_in or statement.items).start, statement.items.end),)
    return (statement.span,) if statement.lead_in is None else (statement.lead_in, statement.span)


def _claim(one: Candidate) -> Claim:
    """The quotes as they stand, blank lines aside: a claim is one paragraph."""
    quotes = tuple(_quote(one.passage, span) for span in _spans(one))
    return Claim(" ".join(re.sub(r"\s*\n\s*", "\n", quote.text) for quote in quotes), quotes)


def _quote(passage: Evidence, span: Span) -> Quote:
    return Quote(
        passage_id=passage.passage_id,
        version_id=passage.version_id,
        document_id=passage.document_id,
        text=passage.text[span.start : span.end],
        start=passage.start + span.start,
        end=passage.start + span.end,
    )
