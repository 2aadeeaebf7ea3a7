"""On which side of a figure something lies: "at least 3 days" and "at most 3 days" hold the same number."""

from __future__ import annotations

import re
from enum import StrEnum

from assistant.domain.verification.cues import Cue, CueKind, cues
from assistant.domain.verification.figures import Figure
from assistant.domain.verification.plain_text import plain
from assistant.domain.verification.reading import figures_of
from assistant.domain.verification.sentences import clauses

_REACH_BEFORE = 14
"""Characters that may stand between a cue and the figure after it ("more than a total of 50"); tried on the sample."""
_REACH_AFTER = 4
"""Characters that may stand between a figure and the cue behind it ("50 or more", 18周岁以上)."""


_LOOKS_BACK = re.compile("or |and |at the |[^\x00-\x7f]")
"""A cue that can bound the figure before it: "or more", "at the latest", 以上; but not "before the event"."""


class Side(StrEnum):
    """Above or below the figure."""

    UP = "up"
    DOWN = "down"


_SIDES = {CueKind.UP: Side.UP, CueKind.DOWN: Side.DOWN}


def sides_of(text: str, figure: Figure) -> frozenset[Side]:
    """The sides that the words around a figure name; empty if they name none."""
    for start, end in clauses(text):
        if start <= figure.start < end:
            inside = [cue for cue in cues(text) if start <= cue.start < end and _near(cue, figure, text)]
            return frozenset(_SIDES[cue.kind] for cue in inside if cue.kind in _SIDES)
    return frozenset()


def _near(cue: Cue, figure: Figure, text: str) -> bool:
    """True if the cue stands close to the figure and no other figure stands between them."""
    if cue.end <= figure.start:
        between = (cue.end, figure.start)
        close = figure.start - cue.end <= _REACH_BEFORE
    else:
        between = (figure.end, cue.start)
        close = (
            0 <= cue.start - figure.end <= _REACH_AFTER
            and _LOOKS_BACK.match(plain(text), cue.start) is not None
        )
    return close and not any(between[0] <= other.start < between[1] for other in figures_of(text))
