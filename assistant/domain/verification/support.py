"""How much of a claim its quotes carry, as a share between 0 and 1."""

from __future__ import annotations

from assistant.domain.verification.sentences import sentences
from assistant.domain.verification.terms import content_terms, share_found
from assistant.domain.verification.wording import closest

SUPPORTED = 0.5
"""A claim with less support is a finding. Set on the paraphrases and foreign sentences of the mutation suite."""


def support(claim: str, quotes: tuple[str, ...]) -> float:
    """The support of the claim's weakest sentence. 1 for a claim that is its quote, 0 where nothing is quoted."""
    if not any(quote.strip() for quote in quotes):
        return 0.0
    shares = [_of_sentence(claim[start:end], quotes) for start, end in sentences(claim)]
    return min(shares, default=1.0)


def _of_sentence(sentence: str, quotes: tuple[str, ...]) -> float:
    offered = frozenset().union(*(content_terms(quote) for quote in quotes))
    best = closest(sentence, quotes)
    return max(share_found(content_terms(sentence), offered), best.closeness if best else 0.0)
