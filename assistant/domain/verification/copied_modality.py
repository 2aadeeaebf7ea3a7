"""Must, may and not in a claim that copies a sentence with few edits: each cue is compared with its counterpart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.domain.verification.cues import Cue, CueKind, cues
from assistant.domain.verification.stances import agree, is_against, is_force
from assistant.domain.verification.terms import tokens
from assistant.domain.verification.wording import Alignment

LONGEST_EDIT = 6
"""A longer run of words that the claim leaves out is a shorter quotation and no edit of it; what it loses by that is
looked at under omissions. Clauses of the sample that start with "unless" have seven words or more."""

_MARKS = frozenset((CueKind.ONLY, CueKind.EXCEPT, CueKind.FREE))


@dataclass(frozen=True, slots=True)
class Edit:
    """A cue that was put in, taken out or exchanged."""

    start: int
    end: int
    detail: str


def edited(claim: str, alignment: Alignment) -> Iterator[Edit]:
    """The edits of the claim that change what it demands, allows, denies or limits."""
    ours, theirs = cues(claim), cues(alignment.source)
    places = tokens(claim)
    source_of = dict(alignment.pairs)
    our_tokens = [_positions(cue, places) for cue in ours]
    their_tokens = [_positions(cue, tokens(alignment.source)) for cue in theirs]
    met: set[int] = set()
    for cue, positions in zip(ours, our_tokens, strict=True):
        targets = {source_of[position] for position in positions if position in source_of}
        partners = [n for n, other in enumerate(their_tokens) if targets & other]
        if not partners:
            region = _counterpart(positions, alignment)
            partners = [n for n, other in enumerate(their_tokens) if region & other and n not in met]
        agreeing = [n for n in partners if _same(cue, theirs[n])]
        met.update(agreeing or partners)
        if not agreeing and (partners or _changes_sense(cue)):
            other = theirs[partners[0]].kind.value if partners else "-"
            yield Edit(cue.start, cue.end, f"{cue.kind.value} / {other}")
    for n, cue in enumerate(theirs):
        if n not in met and _changes_sense(cue) and _in_short_gap(their_tokens[n], alignment):
            start, end = _around(their_tokens[n], alignment, places)
            yield Edit(start, end, f"- / {cue.kind.value}")


def _positions(cue: Cue, places: tuple[tuple[str, int, int], ...]) -> set[int]:
    return {n for n, (_, start, end) in enumerate(places) if start < cue.end and end > cue.start}


def _counterpart(positions: set[int], alignment: Alignment) -> set[int]:
    """The tokens of the source that stand where the claim's tokens were put."""
    region: set[int] = set()
    for start, end, other, other_end in alignment.edits:
        if any(start <= position < end for position in positions):
            region.update(range(other, other_end))
    return region


def _same(cue: Cue, other: Cue) -> bool:
    if is_force(cue.kind) and is_force(other.kind):
        return agree(cue.kind, other.kind)
    return cue.kind is other.kind


def _changes_sense(cue: Cue) -> bool:
    """True if a cue without counterpart matters: "must" before what was a plain statement does not."""
    return is_against(cue.kind) or cue.kind in _MARKS


def _in_short_gap(positions: set[int], alignment: Alignment) -> bool:
    for start, end, other, other_end in alignment.edits:
        if any(other <= position < other_end for position in positions):
            return other_end - other <= LONGEST_EDIT + (end - start)
    return False


def _around(
    positions: set[int], alignment: Alignment, places: tuple[tuple[str, int, int], ...]
) -> tuple[int, int]:
    """The claim's words where the missing cue would stand."""
    for start, end, other, other_end in alignment.edits:
        if any(other <= position < other_end for position in positions):
            first, last = max(0, start - 1), min(len(places), end + 1) - 1
            return places[first][1], places[max(first, last)][2]
    return 0, places[-1][2] if places else 0
