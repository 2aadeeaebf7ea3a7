"""The check of a draft against the passages it was made from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from assistant.domain.answers import Claim, Draft, Finding, Verdict
from assistant.domain.evidence import Evidence
from assistant.domain.reasons import Reason
from assistant.domain.verification.conflicts import contradictions
from assistant.domain.verification.exchanged_figures import exchanged
from assistant.domain.verification.figure_agreement import mismatches, turned_sides
from assistant.domain.verification.names import strange_names
from assistant.domain.verification.negation_modality import disagreements
from assistant.domain.verification.omissions import LONGEST_CLAIM, omitted_conditions
from assistant.domain.verification.plain_text import squeezed
from assistant.domain.verification.quantifiers import turned_reach
from assistant.domain.verification.quotes import fault_of, passage_of
from assistant.domain.verification.sentences import sentences
from assistant.domain.verification.stretches import strange_stretches
from assistant.domain.verification.support import SUPPORTED, support

CHECKER = "rules/4"
"""Names the set of rules on each verdict; change it with any change of what they find."""

SAYS_NOTHING = "says nothing"
"""Detail of the finding on a claim without a letter or digit."""


def verify(draft: Draft, evidence: Sequence[Evidence], day: date) -> Verdict:
    """The verdict on a draft whose quotes come from `evidence`, on the law of `day`. Never raises on any text.

    Findings name the claim and the words in it. `supported[i]` is the share of claim i that its quotes carry.
    """
    findings: list[Finding] = []
    supported: list[float] = []
    for index, claim in enumerate(draft.claims):
        share = _share(claim, evidence)
        supported.append(share)
        findings.extend(_of_claim(index, claim, evidence, day, share))
    return Verdict(
        findings=tuple(dict.fromkeys(findings)),
        supported=tuple(supported),
        omitted_conditions=omitted_conditions(draft, evidence),
        checker=CHECKER,
    )


def _sound_quotes(claim: Claim, evidence: Sequence[Evidence]) -> tuple[str, ...]:
    """The quotes that stand verbatim: nothing else can carry a claim."""
    return tuple(quote.text for quote in claim.quotes if fault_of(quote, evidence) is None)


def _says_nothing(text: str) -> bool:
    """True for a claim of punctuation and blanks alone: no rule below would find a word in it to object to."""
    return not any(character.isalnum() for character in text)


def _share(claim: Claim, evidence: Sequence[Evidence]) -> float:
    if _says_nothing(claim.text):
        return 0.0
    quotes = _sound_quotes(claim, evidence)
    if _is_copy(claim.text, quotes):
        return 1.0
    return support(claim.text, quotes) if len(claim.text) <= LONGEST_CLAIM else 0.0


def _is_copy(text: str, quotes: tuple[str, ...]) -> bool:
    """True for a claim that is a whole quote, several of them in a row or a whole sentence of one, white space aside."""
    copy = squeezed(text)
    whole = [squeezed(quote) for quote in quotes]
    if bool(copy) and (copy in whole or copy in {" ".join(whole), "".join(whole)}):
        return True
    return any(
        copy == squeezed(quote[start:end])
        for quote, plainly in zip(quotes, whole, strict=True)
        if copy and copy in plainly
        for start, end in sentences(quote)
    )


def _of_claim(
    index: int, claim: Claim, evidence: Sequence[Evidence], day: date, share: float
) -> Iterator[Finding]:
    everything = (0, len(claim.text))
    for quote in claim.quotes:
        fault = fault_of(quote, evidence)
        if fault is not None:
            yield Finding(Reason.QUOTE_NOT_VERBATIM, index, *everything, fault)
        passage = passage_of(quote, evidence)
        if passage is not None and not passage.in_force_on(day):
            yield Finding(Reason.EXPIRED_SOURCE, index, *everything, passage.document_title)
    quotes = _sound_quotes(claim, evidence)
    if _says_nothing(claim.text):
        yield Finding(Reason.UNSUPPORTED_CLAIM, index, *everything, SAYS_NOTHING)
        return
    if share < SUPPORTED:
        yield Finding(Reason.UNSUPPORTED_CLAIM, index, *everything, f"{share:.2f}")
    elif not _is_copy(claim.text, quotes):
        for start, end in strange_stretches(claim.text, quotes):
            yield Finding(Reason.UNSUPPORTED_CLAIM, index, start, end, "not in the quotes")
        for start, end in strange_names(claim.text, (*quotes, *_titles(claim, evidence))):
            yield Finding(Reason.UNSUPPORTED_CLAIM, index, start, end, "a name that is not in the quotes")
    if quotes and len(claim.text) <= LONGEST_CLAIM and not _is_copy(claim.text, quotes):
        yield from _differences(index, claim, quotes)
    for other in contradictions(claim, evidence, day):
        yield Finding(Reason.KB_CONFLICT, index, other.start, other.end, other.document_title)


def _titles(claim: Claim, evidence: Sequence[Evidence]) -> Iterator[str]:
    """The titles and headings over the quoted passages: they name the office and the place a rule is about."""
    for quote in claim.quotes:
        passage = passage_of(quote, evidence)
        if passage is not None:
            yield passage.document_title
            yield from passage.heading_path


def _differences(index: int, claim: Claim, quotes: tuple[str, ...]) -> Iterator[Finding]:
    for figure in (*mismatches(claim.text, quotes), *exchanged(claim.text, quotes)):
        yield Finding(Reason.NUMBER_MISMATCH, index, figure.start, figure.end, figure.detail)
    for turned in turned_sides(claim.text, quotes):
        yield Finding(Reason.NEGATION_MISMATCH, index, turned.start, turned.end, turned.detail)
    for start, end, detail in turned_reach(claim.text, quotes):
        yield Finding(Reason.NEGATION_MISMATCH, index, start, end, detail)
    for words in disagreements(claim.text, quotes):
        yield Finding(Reason.NEGATION_MISMATCH, index, words.start, words.end, words.detail)
