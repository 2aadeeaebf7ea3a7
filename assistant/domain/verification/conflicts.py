"""Passages of different documents in force that say different things about the same matter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.domain.answers import Claim
from assistant.domain.evidence import Evidence
from assistant.domain.verification.figure_agreement import same_value
from assistant.domain.verification.figures import Figure, FigureKind
from assistant.domain.verification.reading import figures_of
from assistant.domain.verification.sentences import sentences
from assistant.domain.verification.terms import content_terms

SAME_MATTER = 0.5
"""Two sentences are about the same matter if this share of all their terms, figures aside, is common to both. At this
share, with the rule on strange terms below, no two sentences of the sample are confused; without it eight are."""

_FEWEST_TERMS = 4
"""Sentences with fewer terms in common are too general to be compared ("costs 30 euros")."""

_GENERIC = content_terms(
    "cost costs fee fees price charge pay paid payable amount euros currently new now usually maximum minimum total rate"
) | frozenset(("收费", "费用", "金额", "收取", "目前", "现行", "标准", "缴纳"))
"""Terms that name no matter: one sentence may say "fee" where the other says "cost"."""

_COMPARED = frozenset((FigureKind.NUMBER, FigureKind.DATE))


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A figure of a claim (its span) and the sentence elsewhere that names another value."""

    start: int
    end: int
    document_title: str
    sentence: str


def contradictions(claim: Claim, evidence: Sequence[Evidence], day: date) -> Iterator[Contradiction]:
    """Where another document in force on the day contradicts a quote that the claim takes a figure from."""
    for quote in claim.quotes:
        others = [p for p in evidence if p.document_id != quote.document_id and p.in_force_on(day)]
        for start, end in sentences(quote.text):
            used = [figure for figure in figures_of(claim.text) if _comparable(figure)]
            if used:
                yield from _with(quote.text[start:end], used, others)


def _comparable(figure: Figure) -> bool:
    return (
        figure.kind in _COMPARED and not figure.weak and bool(figure.unit or figure.kind is FigureKind.DATE)
    )


def _with(ours: str, used: list[Figure], others: Sequence[Evidence]) -> Iterator[Contradiction]:
    mine = [figure for figure in figures_of(ours) if _comparable(figure)]
    subject = content_terms(ours)
    for passage in others:
        for start, end in sentences(passage.text):
            theirs = passage.text[start:end]
            # Reading figures costs most, and few sentences have enough words in common to be compared at all.
            if len(subject & content_terms(theirs)) < _FEWEST_TERMS:
                continue
            offered = [figure for figure in figures_of(theirs) if _comparable(figure)]
            pair = _differing(mine, offered)
            if pair is None or not _same_matter(ours, theirs):
                continue
            for figure in used:
                if same_value(figure, pair):
                    yield Contradiction(figure.start, figure.end, passage.document_title, theirs)


def _differing(mine: list[Figure], offered: list[Figure]) -> Figure | None:
    """The figure of ours whose kind the other sentence gives too, with no value in common."""
    for figure in mine:
        alike = [other for other in offered if other.kind is figure.kind and other.unit == figure.unit]
        ours = [other for other in mine if other.kind is figure.kind and other.unit == figure.unit]
        if alike and not any(
            same_value(one, other) or same_value(other, one) for one in ours for other in alike
        ):
            return figure
    return None


def _same_matter(ours: str, theirs: str) -> bool:
    """True if one sentence is about no thing that the other leaves out, and both give the same rate (a year, a month).

    "The limit for social housing" and "the limit for housing allowance" each have a term strange to the other.
    """
    one, other = _subject(ours), _subject(theirs)
    common = one & other
    if len(common) < _FEWEST_TERMS or len(common) < SAME_MATTER * len(one | other):
        return False
    strange = (one - other, other - one)
    return not (all(strange) or _rates(ours) != _rates(theirs))


def _subject(sentence: str) -> frozenset[str]:
    kept = list(sentence)
    for figure in figures_of(sentence):
        kept[figure.start : figure.end] = " " * (figure.end - figure.start)
    return content_terms("".join(kept)) - _GENERIC


def _rates(sentence: str) -> frozenset[tuple[str, str]]:
    return frozenset(
        (figure.value, figure.unit) for figure in figures_of(sentence) if figure.weak and figure.unit
    )
