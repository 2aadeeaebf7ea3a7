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


_SIDES = {CueKind.UP: Side.UP, CueKind.DOWN: Side.DOWN}


def sides_of(text: str, figure: Figure) -> frozenset[Side]:
    """The sides that the words around a figure name; empty if they name none."""
    for start, end in clauses(text):
        if start <= figure.start < end:
            inside = [cue for cue in cues(text) if start <= cue.start < end and _near(cue, figure)]
            return frozenset(_SIDES[cue.kind] for cue in inside if cue.kind in _SIDES)
    return frozenset()


def _near(cue: Cue, figure: Figure) -> bool:
    if cue.end <= figure.start:
        return figure.start - cue.end <= _REACH_BEFORE
    return 0 <= cue.start - figure.end <= _REACH_AFTER
