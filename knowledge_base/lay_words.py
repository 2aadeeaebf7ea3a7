"""What citizens say and what the law says: words of everyday questions and the words of the texts that answer them.

"打架" and "殴打" share no pair of characters, and a static vector of each knows little of law. Which words of a text go
with which words of a question can be counted where people have joined questions to texts; the counts are a table that
can be read (`lay_words.txt`, written by `assistant.evaluation.train_lay_words`, decision 0039).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

MOST_ADDED = 30
"""Words of texts that one question is given; 50 found no more among the first sixty passages and cost a millisecond."""

STEPS = 255
"""Steps in which the table keeps a weight, as two hexadecimal digits."""

LEAST_STEPS = 4
"""Weaker entries are left out: commonplace words have nothing else, and forty of them move no passage."""

_TABLE = Path(__file__).with_name("lay_words.txt")


class LayWords:
    """A table from words of questions to words of texts. Both are tokens as `text.search_tokens` makes them."""

    def __init__(self, lines: Iterable[str]) -> None:
        """Lines as `lines_of` writes them. A line is read when its word is first asked for."""
        self._lines: dict[str, str] = {}
        for line in lines:
            word, _, rest = line.partition("\t")
            self._lines[word] = rest

    def added(self, tokens: Mapping[str, float]) -> dict[str, float]:
        """The words of texts that go with the words of a question, strongest first, as shares (0..1] of the strongest.

        Nothing for a question none of whose words is in the table.
        """
        sums: dict[str, float] = {}
        for token, weight in tokens.items():
            for other, strength in _read(self._lines.get(token, "")):
                sums[other] = sums.get(other, 0.0) + weight * strength
        chosen = sorted(sums, key=lambda other: (-sums[other], other))[:MOST_ADDED]
        return {other: sums[other] / sums[chosen[0]] for other in chosen}


def lines_of(table: Mapping[str, Mapping[str, float]]) -> Iterator[str]:
    """The table as text, a line for each word of questions; weights (positive) as steps of the greatest."""
    greatest = max((weight for row in table.values() for weight in row.values()), default=1.0)
    for word in sorted(table):
        row = table[word]
        steps = {other: round(STEPS * row[other] / greatest) for other in row}
        kept = sorted(
            (other for other in row if steps[other] >= LEAST_STEPS), key=lambda other: (-steps[other], other)
        )
        if kept:
            yield f"{word}\t" + " ".join(f"{steps[other]:02x}{other}" for other in kept)


@cache
def built_in() -> LayWords:
    """The table that comes with the product."""
    return LayWords(_TABLE.read_text(encoding="utf-8").splitlines())


def _read(rest: str) -> Iterator[tuple[str, int]]:
    for entry in rest.split():
        yield entry[2:], int(entry[:2], 16)
