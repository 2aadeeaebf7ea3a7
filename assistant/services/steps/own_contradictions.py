"""Passages of one document that a draft cites and that set different values for one matter (S-05, G-08).

Between documents the check of the draft itself looks, and the check before publication; neither looks inside one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from assistant.domain.answers import Claim, Draft, Finding, Quote
from assistant.domain.evidence import Evidence
from assistant.domain.reasons import Reason
from assistant.domain.verification.reading import figures_of
from assistant.services.contradictions.one_document import disagreements
from assistant.services.contradictions.rules import Rule, Value, rules_kept

MOST_RULES = 60
"""Rules compared in one draft: three times those of the longest draft of the sample. What is more is not compared."""


@dataclass(frozen=True, slots=True)
class _Cited:
    claim: int
    quote: Quote
    title: str
    rules: tuple[Rule, ...]


def own_contradictions(draft: Draft, evidence: Sequence[Evidence]) -> Iterator[Finding]:
    """A finding on each claim whose quote names another value than a quote from the same document does."""
    cited = list(_cited(draft, evidence))
    for one, other in combinations(cited, 2):
        if one.quote.document_id != other.quote.document_id or one.quote == other.quote:
            continue
        for _, _, clash in disagreements(one.rules, other.rules):
            yield _finding(draft.claims[one.claim], one, clash.ours)
            yield _finding(draft.claims[other.claim], other, clash.theirs)
    for one in cited:
        for _, _, clash in disagreements(one.rules, one.rules):
            yield _finding(draft.claims[one.claim], one, clash.ours)


def _cited(draft: Draft, evidence: Sequence[Evidence]) -> Iterator[_Cited]:
    passages = {(one.passage_id, one.version_id): one for one in evidence}
    room = MOST_RULES
    for index, claim in enumerate(draft.claims):
        for quote in claim.quotes:
            passage = passages.get((quote.passage_id, quote.version_id))
            if passage is None:
                continue
            over = (passage.document_title, *passage.heading_path)
            stated = rules_kept(passage.text, over)
            rules = tuple(rule for rule in stated if _within(rule, passage, quote))[:room]
            room -= len(rules)
            yield _Cited(index, quote, passage.document_title, rules)


def _within(rule: Rule, passage: Evidence, quote: Quote) -> bool:
    return passage.start + rule.start < quote.end and quote.start < passage.start + rule.end


def _finding(claim: Claim, cited: _Cited, value: Value) -> Finding:
    """At the figure of the claim that has the value, or on all of the claim."""
    for figure in figures_of(claim.text):
        if figure.value == value.value:
            return Finding(Reason.KB_CONFLICT, cited.claim, figure.start, figure.end, cited.title)
    return Finding(Reason.KB_CONFLICT, cited.claim, 0, len(claim.text), cited.title)
