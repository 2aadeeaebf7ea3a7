"""Runs of words in a claim that none of its quotes has: what was added to the source."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.domain.verification.plain_text import is_chinese
from assistant.domain.verification.reading import figures_of
from assistant.domain.verification.sentences import sentences
from assistant.domain.verification.terms import is_stop, stem, tokens

LONGEST_WORDS = 3
"""Consecutive content words (English) that may be missing from the quotes. Of 77 paraphrases none has more than two; of
231 sentences with a foreign sentence added 97 % have more than three."""

LONGEST_CHARACTERS = 5
"""The same for Chinese characters: of 78 paraphrases none has more than three in a row once figures are left out."""


def strange_stretches(claim: str, quotes: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """The spans of the claim that add something: content words in a row, figures aside, that stand in no quote."""
    known = {_term(token) for quote in quotes for token, _, _ in tokens(quote)}
    figures = {place for figure in figures_of(claim) for place in range(figure.start, figure.end)}
    limit = LONGEST_CHARACTERS if is_chinese(claim) else LONGEST_WORDS
    for start, end in sentences(claim):
        run: list[tuple[int, int]] = []
        for token, left, right in tokens(claim):
            if not start <= left < end or is_stop(token) or left in figures:
                continue
            if _term(token) in known:
                if len(run) > limit:
                    yield run[0][0], run[-1][1]
                run = []
            else:
                run.append((left, right))
        if len(run) > limit:
            yield run[0][0], run[-1][1]


def _term(token: str) -> str:
    return stem(token) if token.isascii() else token
