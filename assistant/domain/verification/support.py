"""How probably a claim is carried by its quotes: a logistic score over counted features."""

from __future__ import annotations

import math

from assistant.domain.verification.sentences import sentences
from assistant.domain.verification.support_features import (
    FEATURES,
    Source,
    measure,
    measure_answer,
    read_source,
)
from assistant.domain.verification.support_weights import BIAS, CENTRES, SCALES, WEIGHTS

SUPPORTED = 0.5
"""A claim with a lower score is a finding."""


def score(features: tuple[float, ...]) -> float:
    """The probability that a text with these features is supported by its source."""
    total = BIAS
    for name, value in zip(FEATURES, features, strict=True):
        total += WEIGHTS[name] * (value - CENTRES[name]) / SCALES[name]
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def lowered(probability: float, log_odds: float) -> float:
    """The probability with so much taken from its log-odds."""
    return 1 / (1 + (1 - probability) / max(probability, 1e-12) * math.exp(log_odds))


def sentence_support(sentence: str, source: Source) -> float:
    """The score of one sentence; 1 where it says nothing that could be unsupported."""
    measured = measure(sentence, source)
    return 1.0 if measured is None else score(measured.values)


def answer_support(text: str, source: Source) -> float:
    """The score of a whole answer."""
    return score(measure_answer(text, source))


def support(claim: str, quotes: tuple[str, ...]) -> float:
    """The score of the claim's weakest sentence; 0 where nothing is quoted."""
    if not any(quote.strip() for quote in quotes):
        return 0.0
    source = read_source(quotes)
    return min((sentence_support(claim[start:end], source) for start, end in sentences(claim)), default=1.0)
