"""Reads the figures of a text: the strongest reading of each stretch of it, in order."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain

from assistant.domain.verification.dates import dates, times
from assistant.domain.verification.figures import Figure
from assistant.domain.verification.list_marks import list_marks
from assistant.domain.verification.plain_text import plain
from assistant.domain.verification.quantities import quantities
from assistant.domain.verification.references import phones, references


@lru_cache(maxsize=4096)
def figures_of(text: str) -> tuple[Figure, ...]:
    """The figures of a text as written, by position; they do not overlap, save that weak ones give way to no other.

    The numbers that count the items of a list are none.
    """
    folded = plain(text)
    taken = {place for start, end in list_marks(folded).items() for place in range(start, end)}
    found: list[Figure] = []
    for figure in chain(
        references(folded), dates(folded, text), phones(folded), times(folded), quantities(folded)
    ):
        span = range(figure.start, figure.end)
        if taken.isdisjoint(span):
            found.append(figure)
            taken.update(span)
    return tuple(sorted(found, key=lambda figure: figure.start))
