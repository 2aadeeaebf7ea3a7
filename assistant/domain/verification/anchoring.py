"""Whether a figure stands in the source near what the sentence says about it, and not just anywhere."""

from __future__ import annotations

from assistant.domain.verification.figure_agreement import same_value
from assistant.domain.verification.figures import Figure
from assistant.domain.verification.support_features import Source, term_of
from assistant.domain.verification.terms import is_stop, tokens

NEAR = 0.4
"""A figure counts as carried by long passages if this share of its sentence's content words stands in the figure's
sentence or those beside it. Of figures in the human answers of the hand-out rows 2 % have less; of wrong figures that
stand somewhere in the passages more than half do."""


def anchored(figure: Figure, sentence: str, source: Source) -> bool:
    """True if the source has the figure's value close to the other words of its sentence."""
    own = [place for other, place in source.figures if same_value(figure, other)]
    if not own:
        return False
    content = {
        term_of(token)
        for token, start, end in tokens(sentence)
        if not is_stop(token) and not (start < figure.end and end > figure.start)
    }
    wanted = NEAR * len(content)
    return any(_found(content, place, source) >= wanted for place in dict.fromkeys(own))


def _found(content: set[str], place: int, source: Source) -> int:
    around = frozenset((place - 1, place, place + 1))
    return sum(not around.isdisjoint(source.places.get(term, frozenset())) for term in content)
