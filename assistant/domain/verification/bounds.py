"""On which side of a figure something lies: "at least 3 days" and "at most 3 days" hold the same number."""

from __future__ import annotations

from enum import StrEnum

from assistant.domain.verification.cues import Cue, CueKind, cues
from assistant.domain.verification.figures import Figure
from assistant.domain.verification.sentences import clauses

_REACH_BEFORE = 14
"""Characters that may stand between a cue and the figure after it ("more than a total of 50"); tried on the sample."""
_REACH_AFTER = 4
"""Characters that may stand between a figure and the cue behind it ("50 or more", 18周岁以上)."""


class Side(StrEnum):
    """Above or below the figure."""

    UP = "up"
    DOWN = "down"


def side_of(text: str, figure: Figure) -> Side | None:
    """The side the words around a figure name, a preceding "not" considered; None if they name none."""
    inside = _cues_of_clause(text, figure)
    bounds = [cue for cue in inside if cue.kind in {CueKind.UP, CueKind.DOWN} and _near(cue, figure)]
    sides = {_turned(cue, inside) for cue in bounds}
    return sides.pop() if len(sides) == 1 else None


def _cues_of_clause(text: str, figure: Figure) -> list[Cue]:
    for start, end in clauses(text):
        if start <= figure.start < end:
            return [cue for cue in cues(text) if start <= cue.start < end]
    return []


def _near(cue: Cue, figure: Figure) -> bool:
    if cue.end <= figure.start:
        return figure.start - cue.end <= _REACH_BEFORE
    return 0 <= cue.start - figure.end <= _REACH_AFTER


def _turned(bound: Cue, inside: list[Cue]) -> Side:
    """The side of a bound; an earlier prohibition or denial in the clause turns it round."""
    side = Side.UP if bound.kind is CueKind.UP else Side.DOWN
    denied = any(
        cue.kind in {CueKind.FORBIDDEN, CueKind.NEGATED} and cue.start < bound.start for cue in inside
    )
    if not denied:
        return side
    return Side.DOWN if side is Side.UP else Side.UP
