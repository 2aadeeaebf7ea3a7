"""Must, may and not in a claim that copies a sentence with few edits: each cue is compared with its counterpart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.domain.verification.cues import Cue, CueKind, cues
from assistant.domain.verification.sentences import clauses
from assistant.domain.verification.stances import agree, is_against, is_force
from assistant.domain.verification.terms import tokens
from assistant.domain.verification.wording import Alignment

KEPT = 0.6
"""The claim repeats a clause if it has this share of its words; below it the clause was left out, and what the draft
loses by that is looked at under omissions."""

LONGEST_EXCHANGE = 4
"""So many tokens of the source can be the counterpart of one cue ("is not allowed to" has four)."""

Place = tuple[str, int, int]
"""A token and its span."""

_MARKS = frozenset((CueKind.ONLY, CueKind.EXCEPT, CueKind.FREE, CueKind.WITHOUT))


_COSTS_NOTHING = frozenset((CueKind.FREE, CueKind.NOT_REQUIRED, CueKind.NEGATED))
"""不用交费 and 免交 say the same."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A cue that was put in, taken out or exchanged. `denial` is true if one side denies or forbids and the other not."""

    start: int
    end: int
    detail: str
    denial: bool


def edited(claim: str, alignment: Alignment) -> Iterator[Edit]:
    """The edits of the claim that change what it demands, allows, denies or limits."""
    ours, theirs = list(cues(claim)), list(cues(alignment.source))
    places, source_places = tokens(claim), tokens(alignment.source)
    source_of = dict(alignment.pairs)
    alone: list[Cue] = []
    met: set[int] = set()
    for cue in ours:
        targets = {source_of[n] for n in _positions(cue, places) if n in source_of}
        partners = [n for n, other in enumerate(theirs) if targets & _positions(other, source_places)]
        agreeing = [n for n in partners if _same(cue, theirs[n])]
        met.update(agreeing or partners)
        if partners and not agreeing:
            other = theirs[partners[0]].kind
            denial = is_against(cue.kind) != is_against(other)
            yield Edit(cue.start, cue.end, f"{cue.kind.value} / {other.value}", denial)
        elif not partners:
            alone.append(cue)
    spans = {
        n: _kept_clause(theirs[n], alignment, places, source_places)
        for n in range(len(theirs))
        if n not in met
    }
    left = [n for n, span in spans.items() if span]
    for cue in alone:
        region = _counterpart(_positions(cue, places), alignment)
        here = [n for n in spans if region & _positions(theirs[n], source_places)]
        anywhere = here or (spans if cue.kind in _MARKS else left)
        partner = next((n for n in anywhere if _same(cue, theirs[n])), None)
        if partner is not None:
            spans.pop(partner)
            left = [n for n in left if n != partner]
        elif _changes_sense(cue) or any(_clashes(cue, theirs[n]) for n in here or left):
            yield Edit(cue.start, cue.end, f"{cue.kind.value} / -", is_against(cue.kind))
    for n in left:
        span = spans[n]
        if span and _changes_sense(theirs[n]):
            yield Edit(*span, f"- / {theirs[n].kind.value}", is_against(theirs[n].kind))


def _positions(cue: Cue, places: tuple[tuple[str, int, int], ...]) -> set[int]:
    return {n for n, (_, start, end) in enumerate(places) if start < cue.end and end > cue.start}


def _counterpart(positions: set[int], alignment: Alignment) -> set[int]:
    """The few tokens of the source that the claim's tokens were put in the place of."""
    region: set[int] = set()
    for start, end, other, other_end in alignment.edits:
        if other_end - other <= LONGEST_EXCHANGE and any(start <= position < end for position in positions):
            region.update(range(other, other_end))
    return region


def _same(cue: Cue, other: Cue) -> bool:
    if CueKind.FREE in (cue.kind, other.kind):
        return {cue.kind, other.kind} <= _COSTS_NOTHING
    if CueKind.WITHOUT in (cue.kind, other.kind):
        return all(kind is CueKind.WITHOUT or is_against(kind) for kind in (cue.kind, other.kind))
    if is_force(cue.kind) and is_force(other.kind):
        return agree(cue.kind, other.kind)
    return cue.kind is other.kind


def _changes_sense(cue: Cue) -> bool:
    """True if a cue without counterpart matters: "must" before what was a plain statement does not."""
    return is_against(cue.kind) or cue.kind in _MARKS


def _clashes(cue: Cue, other: Cue) -> bool:
    """True for "must" where the source has a "may" of its own left over, and for "at least" where it has "at most"."""
    bounds = {CueKind.UP, CueKind.DOWN}
    if cue.kind in bounds or other.kind in bounds:
        return {cue.kind, other.kind} == bounds
    return is_force(cue.kind) and is_force(other.kind)


def _kept_clause(
    cue: Cue, alignment: Alignment, places: tuple[Place, ...], source_places: tuple[Place, ...]
) -> tuple[int, int] | None:
    """The claim's words that copy the clause of a cue which the claim lacks; None if it left the clause out."""
    start, end = next(span for span in clauses(alignment.source) if span[0] <= cue.start < span[1])
    around = [
        n
        for n, (_, left, right) in enumerate(source_places)
        if start <= left < end and not (left < cue.end and right > cue.start)
    ]
    claim_of = {source: ours for ours, source in alignment.pairs}
    copied = [claim_of[n] for n in around if n in claim_of]
    if not copied or len(copied) < KEPT * len(around):
        return None
    return places[min(copied)][1], places[max(copied)][2]
