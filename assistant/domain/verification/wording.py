"""Word-by-word comparison of a claim with the sentence it was made from."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from assistant.domain.verification.sentences import sentences
from assistant.domain.verification.terms import content_terms, share_found, tokens

MOST_MATCHES = 20_000
"""Pairs of equal tokens up to which texts are aligned. Two sentences of sixty words have a few hundred; beyond this
the work grows with the third power of the length, and a text built to stall the check would succeed."""

CLOSE_WORDING = 0.72
"""From this share of equal words on, a claim is read as an edited copy and compared word by word. Set on the mutants
and paraphrases of `assistant.evaluation.mutants`."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """Which token of a claim is which token of the source. `pairs` maps claim positions to source positions.

    `closeness` is the share of the claim's tokens that stand in the source in the same order.
    """

    source: str
    pairs: tuple[tuple[int, int], ...]
    edits: tuple[tuple[int, int, int, int], ...]
    closeness: float


@lru_cache(maxsize=2048)
def align(claim: str, source: str) -> Alignment:
    """The alignment of two texts by their longest common runs of tokens; none for texts that repeat themselves endlessly."""
    ours = [token for token, _, _ in tokens(claim)]
    theirs = [token for token, _, _ in tokens(source)]
    counts = Counter(theirs)
    if sum(counts[token] for token in ours) > MOST_MATCHES:
        return Alignment(source, (), ((0, len(ours), 0, len(theirs)),), 0.0)
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    pairs: list[tuple[int, int]] = []
    edits: list[tuple[int, int, int, int]] = []
    for operation, start, end, other, other_end in matcher.get_opcodes():
        if operation == "equal":
            pairs.extend(zip(range(start, end), range(other, other_end), strict=True))
        else:
            edits.append((start, end, other, other_end))
    closeness = len(pairs) / len(ours) if ours else 0.0
    return Alignment(source, tuple(pairs), tuple(edits), closeness)


def closest(claim: str, quotes: tuple[str, ...]) -> Alignment | None:
    """The alignment with the quoted sentence nearest to the claim in words and their order; None if there is no quote."""
    best: Alignment | None = None
    best_rate = -1.0
    wanted = content_terms(claim)
    for quote in quotes:
        for start, end in sentences(quote):
            sentence = quote[start:end]
            candidate = align(claim, sentence)
            rate = candidate.closeness + share_found(wanted, content_terms(sentence))
            if rate > best_rate:
                best, best_rate = candidate, rate
    return best
