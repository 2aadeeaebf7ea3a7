"""What each clause of a text demands, allows, forbids or merely states."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.domain.verification.cues import Cue, CueKind, cues
from assistant.domain.verification.plain_text import plain
from assistant.domain.verification.reading import figures_of
from assistant.domain.verification.sentences import clauses, sentences
from assistant.domain.verification.terms import is_stop, stem, tokens

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

_PLAIN = frozenset((_STATED,))

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


_BOUNDS = frozenset((CueKind.UP, CueKind.DOWN))
_CONDITION = re.compile(r"(?:if|where|when|as long as|provided|in case)(?![a-z])|如果|若|如|倘若|凡|.+的$")
_INSTRUCTIONS = """
    accept add answer apply appoint arrange ask attach avoid bring buy call cancel change check choose click
    collect complete contact create delete download enclose enrol ensure enter explain file fill find follow get
    give go hand have include inform keep leave let list log look mail make move note notify obtain open order
    pay phone pick present press print produce provide put read register remember remove renew replace reply
    report request return review run save schedule search see select send set show sign specify start state stop
    submit surrender take tell transfer turn type update upload use verify visit wait write
""".split()  # noqa: SIM905 - one word a line would be two pages
_IMPERATIVE = re.compile(
    r"(?:[-*#>\d.) ]|please |then |also |first |next |and |or |just |simply |to [^,]{3,60}, ?)*"
    rf"(?:{'|'.join(_INSTRUCTIONS)})(?![a-z])|请"
)
"""A clause that tells the reader to act says the same as "you must": the verbs are those of instructions and forms."""
_LONGEST_BARE_CUE = 14
"""A longer cue has a subject in it ("no car may") or an object, which the clause's terms must keep."""


@dataclass(frozen=True, slots=True)
class Stance:
    """A clause: its span, its subject terms and those of its whole sentence, its cues, the forces it can be read with.

    `main` holds the forces of the clause that this one qualifies (its own, if it is a main clause itself). `imperative` is
    true for one that tells the reader to act.
    """

    start: int
    end: int
    terms: frozenset[str]
    sentence_terms: frozenset[str]
    sentence_cues: frozenset[CueKind]
    cues: tuple[Cue, ...]
    forces: frozenset[CueKind]
    main: frozenset[CueKind]
    conditional: bool
    imperative: bool

    def has(self, *kinds: CueKind) -> bool:
        """True if a cue of one of the kinds stands in the clause."""
        return any(cue.kind in kinds for cue in self.cues)

    def denials(self) -> int:
        """How many of its cues deny or forbid."""
        return sum(is_against(cue.kind) or cue.kind is CueKind.WITHOUT for cue in self.cues)


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
    whole = _terms(text, begin, end, all_cues)
    parts = []
    for start, stop in clauses(text):
        if begin <= start and stop <= end:
            inside = tuple(cue for cue in all_cues if start <= cue.start < stop)
            parts.append((start, stop, inside, _CONDITION.match(plain(text[start:stop])) is not None))
    kinds = frozenset(cue.kind for _, _, inside, _ in parts for cue in inside)
    found: list[Stance] = []
    main = next((_own(inside) for _, _, inside, condition in parts if _is_main(inside, condition)), _PLAIN)
    for start, stop, inside, condition in parts:
        if _is_main(inside, condition):
            main = _own(inside)
        terms = _terms(text, start, stop, all_cues)
        found.append(
            Stance(
                start,
                stop,
                terms,
                whole,
                kinds,
                inside,
                _forces(inside, main),
                main,
                condition,
                _IMPERATIVE.match(plain(text[start:stop])) is not None,
            )
        )
    return found


def _is_main(inside: tuple[Cue, ...], conditional: bool) -> bool:
    """False for a clause that only qualifies another one."""
    return not conditional and not any(cue.kind in {CueKind.EXCEPT, CueKind.INCLUDED} for cue in inside)


def _own(inside: tuple[Cue, ...]) -> frozenset[CueKind]:
    return frozenset(cue.kind for cue in inside if cue.kind in _FORCES) or _PLAIN


def _forces(inside: tuple[Cue, ...], main: frozenset[CueKind]) -> frozenset[CueKind]:
    kinds = {cue.kind for cue in inside}
    own = frozenset(kinds & _FORCES)
    if CueKind.EXCEPT in kinds:
        return frozenset(_OPPOSITE[force] for force in main)
    if CueKind.INCLUDED in kinds:
        return main
    if kinds & _BOUNDS:
        # A bound can be put as a permission, a duty or a plain statement: "may be up to", "must be at most", "is under".
        own = own or frozenset((CueKind.ALLOWED, CueKind.OBLIGED, _STATED))
    if CueKind.WITHOUT in kinds:
        own |= {CueKind.NEGATED, _STATED}
    return own or _PLAIN


def _terms(text: str, start: int, end: int, all_cues: tuple[Cue, ...]) -> frozenset[str]:
    """What the span is about: words outside its cues, and its figures by value."""
    kept = list(text[start:end])
    terms: set[str] = set()
    for figure in figures_of(text):
        if start <= figure.start < end and not figure.weak:
            kept[figure.start - start : figure.end - start] = " " * (figure.end - figure.start)
            terms.update(f"{figure.kind}:{value}" for value in figure.values)
    for cue in all_cues:
        if start <= cue.start < end and cue.end - cue.start <= _LONGEST_BARE_CUE:
            kept[cue.start - start : cue.end - start] = " " * (cue.end - cue.start)
    for token, _, _ in tokens("".join(kept)):
        if not is_stop(token):
            terms.add(stem(token) if token.isascii() else token)
    return frozenset(terms)
