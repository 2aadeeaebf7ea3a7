"""What each clause of a text demands, allows, forbids or merely states."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from assistant.domain.verification.cues import Cue, CueKind, cues
from assistant.domain.verification.sentences import clauses, sentences
from assistant.domain.verification.terms import content_terms

_FORCES = frozenset(
    (
        CueKind.OBLIGED,
        CueKind.FORBIDDEN,
        CueKind.ALLOWED,
        CueKind.NOT_REQUIRED,
        CueKind.RECOMMENDED,
        CueKind.NEGATED,
    )
)
_AGAINST = frozenset((CueKind.FORBIDDEN, CueKind.NOT_REQUIRED, CueKind.NEGATED))
_STATED = CueKind.NEUTRAL
"""The force of a clause that simply states something."""

_AGREEING = {
    CueKind.OBLIGED: {CueKind.OBLIGED, _STATED},
    CueKind.ALLOWED: {CueKind.ALLOWED, _STATED},
    CueKind.RECOMMENDED: {CueKind.RECOMMENDED, _STATED},
    _STATED: {_STATED, CueKind.OBLIGED, CueKind.ALLOWED, CueKind.RECOMMENDED},
    CueKind.FORBIDDEN: {CueKind.FORBIDDEN, CueKind.NEGATED},
    CueKind.NOT_REQUIRED: {CueKind.NOT_REQUIRED, CueKind.NEGATED},
    CueKind.NEGATED: {CueKind.NEGATED, CueKind.FORBIDDEN, CueKind.NOT_REQUIRED},
}
"""Which forces can say the same thing: "register within 14 days" and "you must register within 14 days"."""

_OPPOSITE = {
    CueKind.OBLIGED: CueKind.NOT_REQUIRED,
    CueKind.ALLOWED: CueKind.FORBIDDEN,
    CueKind.RECOMMENDED: CueKind.NEGATED,
    _STATED: CueKind.NEGATED,
    CueKind.FORBIDDEN: CueKind.ALLOWED,
    CueKind.NOT_REQUIRED: CueKind.OBLIGED,
    CueKind.NEGATED: _STATED,
}


@dataclass(frozen=True, slots=True)
class Stance:
    """A clause: its span, its subject terms, its cues, and the forces it can be read with."""

    start: int
    end: int
    terms: frozenset[str]
    cues: tuple[Cue, ...]
    forces: frozenset[CueKind]

    def has(self, kind: CueKind) -> bool:
        """True if a cue of the kind stands in the clause."""
        return any(cue.kind is kind for cue in self.cues)


def agree(one: CueKind, other: CueKind) -> bool:
    """True if clauses of the two forces can say the same thing."""
    return other in _AGREEING[one]


def is_force(kind: CueKind) -> bool:
    """True for a cue that demands, allows or denies, as opposed to one that limits."""
    return kind in _FORCES


def is_against(force: CueKind) -> bool:
    """True for a force that denies or forbids."""
    return force in _AGAINST


@lru_cache(maxsize=8192)
def stances(text: str) -> tuple[Stance, ...]:
    """The clauses of a text. A clause after "except" has the opposite force of the clause it is taken from."""
    found: list[Stance] = []
    all_cues = cues(text)
    for begin, end in sentences(text):
        found.extend(_of_sentence(text, begin, end, all_cues))
    return tuple(found)


def _of_sentence(text: str, begin: int, end: int, all_cues: tuple[Cue, ...]) -> list[Stance]:
    found: list[Stance] = []
    main: frozenset[CueKind] = frozenset((_STATED,))
    for start, stop in clauses(text):
        if start < begin or stop > end:
            continue
        inside = tuple(cue for cue in all_cues if start <= cue.start < stop)
        forces = _forces(inside, main)
        if not any(cue.kind in {CueKind.EXCEPT, CueKind.INCLUDED} for cue in inside):
            main = forces
        found.append(Stance(start, stop, content_terms(text[start:stop]), inside, forces))
    return found


def _forces(inside: tuple[Cue, ...], main: frozenset[CueKind]) -> frozenset[CueKind]:
    own = frozenset(cue.kind for cue in inside if cue.kind in _FORCES)
    excepted = any(cue.kind is CueKind.EXCEPT for cue in inside)
    if any(cue.kind is CueKind.INCLUDED for cue in inside) and not own:
        return main
    if excepted:
        return own | frozenset(_OPPOSITE[force] for force in main) | {CueKind.NEGATED}
    if _turned_into_bound(inside):
        return own | {CueKind.ALLOWED, CueKind.OBLIGED, _STATED}
    return own or frozenset((_STATED,))


def _turned_into_bound(inside: tuple[Cue, ...]) -> bool:
    """ "may not weigh more than 50 kg" says the same as "may weigh up to 50 kg"."""
    against = [cue for cue in inside if cue.kind in _AGAINST]
    return any(
        cue.kind in {CueKind.UP, CueKind.DOWN} and cue.start > first.start
        for first in against[:1]
        for cue in inside
    )
