"""Small numbers in words with which a writer counts what the source lists: "there are two ways"."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from assistant.domain.verification.figures import Figure, FigureKind
from assistant.domain.verification.terms import is_stop, stem, tokens

MOST = 10
"""Writers count in words as far as this."""

_NAMED_BY = 2
"""Content words after a number that say what is counted ("two matching games")."""


def is_own_count(text: str, figure: Figure, sources: Iterable[tuple[str, Figure]]) -> bool:
    """True for a small number in words, without unit, that counts things which no source puts a number to.

    `sources` are the figures of the source, each with the text that it stands in.
    """
    written = text[figure.start : figure.end]
    if figure.kind is not FigureKind.NUMBER or figure.unit or any(map(str.isdigit, written)):
        return False
    counted = _counted(text, figure)
    if not counted or Decimal(figure.value) > MOST:
        return False
    return not any(
        other.kind is FigureKind.NUMBER and not other.unit and counted & _counted(source, other)
        for source, other in sources
    )


def _counted(text: str, figure: Figure) -> frozenset[str]:
    found: list[str] = []
    for token, start, _ in tokens(text):
        if start >= figure.end and not is_stop(token):
            found.append(stem(token) if token.isascii() else token)
        if len(found) == _NAMED_BY:
            break
    return frozenset(found)
