"""Whether a claim denies, demands, allows, limits and excepts what its quotes do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.domain.verification.copied_modality import edited
from assistant.domain.verification.cues import CueKind, cues
from assistant.domain.verification.sentences import sentences
from assistant.domain.verification.stances import Stance, agree, is_against, is_force, stances
from assistant.domain.verification.terms import share_found
from assistant.domain.verification.wording import CLOSE_WORDING, closest

SAME_MATTER = 0.5
"""A claim's clause is compared with a quote's clause that holds at least this share of its terms."""

_AS_GOOD = 0.02
"""Quote clauses whose shares differ by no more than this are equally good partners: one that agrees is enough."""

_NEARLY_AS_GOOD = 0.12
"""A rule so near to the best clause is preferred to it if that only names the case the rule is for (遗失的，…)."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Words of the claim that say must, may or not otherwise than the quote.

    `denial` is true if one side denies or forbids and the other does not, false for another force, limit or exception.
    """

    start: int
    end: int
    detail: str
    denial: bool


def disagreements(claim: str, quotes: tuple[str, ...]) -> list[Disagreement]:
    """Where the claim and its quotes differ in force or scope; empty for a claim that is its quote."""
    found: list[Disagreement] = []
    for start, end in sentences(claim):
        text = claim[start:end]
        best = closest(text, quotes)
        if best is None:
            continue
        if best.closeness >= CLOSE_WORDING and _excepts(text) == _excepts(best.source):
            items = [
                Disagreement(edit.start, edit.end, edit.detail, edit.denial) for edit in edited(text, best)
            ]
        else:
            items = list(_restated(text, quotes))
        found.extend(replace(item, start=item.start + start, end=item.end + start) for item in items)
    return found


def _excepts(text: str) -> bool:
    return any(cue.kind is CueKind.EXCEPT for cue in cues(text))


def _restated(claim: str, quotes: tuple[str, ...]) -> Iterator[Disagreement]:
    """Clause by clause, for a claim in words of its own."""
    offered = [stance for quote in quotes for stance in stances(quote)]
    for ours in stances(claim):
        partners = _partners(ours, offered)
        if _demands_alone(ours, offered):
            yield Disagreement(*_words(ours), "obliged / -", False)
            continue
        if not partners:
            if _denies_alone(ours, offered):
                yield Disagreement(*_words(ours), f"{_named(ours)} / -", True)
            continue
        problems = [_problem(ours, theirs) for theirs in partners]
        if all(problems):
            denial = any(map(is_against, ours.forces)) != any(map(is_against, partners[0].forces))
            yield Disagreement(*_words(ours), str(problems[0]), denial)


def _demands_alone(ours: Stance, offered: list[Stance]) -> bool:
    """True for a duty about something the quotes speak of without demanding anything or telling anybody to act.

    A duty with a figure is left out: "costs 30 euros" and "you must pay 30 euros" say the same.
    """
    if not ours.has(CueKind.OBLIGED) or ours.conditional or any(":" in term for term in ours.terms):
        return False
    known = frozenset().union(*(theirs.terms for theirs in offered))
    return share_found(ours.terms, known) >= SAME_MATTER and not any(
        theirs.imperative
        or theirs.has(
            CueKind.OBLIGED, CueKind.FORBIDDEN, CueKind.RECOMMENDED, CueKind.ONLY, CueKind.UP, CueKind.DOWN
        )
        for theirs in offered
    )


def _denies_alone(ours: Stance, offered: list[Stance]) -> bool:
    """True for a denial about something the quotes speak of without a denial anywhere."""
    if not any(map(is_against, ours.forces)) or ours.conditional or ours.has(CueKind.UP, CueKind.DOWN):
        return False
    known = frozenset().union(*(theirs.terms for theirs in offered))
    return share_found(ours.terms, known) >= SAME_MATTER and not any(
        theirs.denials() or theirs.has(CueKind.EXCEPT, CueKind.FREE, CueKind.ONLY) for theirs in offered
    )


def _partners(ours: Stance, offered: list[Stance]) -> list[Stance]:
    rated = [(_closeness(ours, theirs), theirs) for theirs in offered]
    best = max((rate for rate, _ in rated), default=0.0)
    if not ours.terms or best < SAME_MATTER:
        return []
    nearest = [theirs for rate, theirs in rated if rate >= best - _NEARLY_AS_GOOD]
    if not ours.conditional and any(theirs.conditional for theirs in nearest):
        ruling = [theirs for theirs in nearest if not theirs.conditional]
        if ruling:
            return ruling
    return [theirs for rate, theirs in rated if rate >= best - _AS_GOOD]


def _closeness(ours: Stance, theirs: Stance) -> float:
    """The share of our terms in their clause; a term elsewhere in their sentence counts half (a subject shared)."""
    if not theirs.terms:
        return 0.0
    inside = share_found(ours.terms, theirs.terms)
    around = share_found(ours.terms, theirs.sentence_terms)
    back = share_found(theirs.terms, ours.sentence_terms)
    return 0.45 * (inside + around) + 0.1 * back


def _problem(ours: Stance, theirs: Stance) -> str | None:
    """Why the clauses cannot say the same, or None."""
    if ours.has(CueKind.EXCEPT) != theirs.has(CueKind.EXCEPT) and (ours.conditional or theirs.conditional):
        return _of_condition(ours, theirs)
    if ours.conditional and not theirs.conditional:
        return f"{_named(ours)} / {_named(theirs)}" if ours.denials() > theirs.denials() else None
    if not any(agree(one, other) for one in ours.forces for other in theirs.forces):
        return f"{_named(ours)} / {_named(theirs)}"
    return _of_denials(ours, theirs) or _of_demands(ours, theirs) or _of_limits(ours, theirs)


def _of_condition(ours: Stance, theirs: Stance) -> str | None:
    """ "unless" for "if" turns a rule round, unless the rule is turned round as well or the condition denied."""
    if ours.denials() != theirs.denials():
        return None
    same_rule = any(agree(one, other) for one in ours.main for other in theirs.main)
    return "if / unless" if same_rule else None


def _of_denials(ours: Stance, theirs: Stance) -> str | None:
    """A denial more or less turns the sense, if the clauses are about the same and no exception explains it."""
    bounded = ours.has(CueKind.UP, CueKind.DOWN) and theirs.has(CueKind.UP, CueKind.DOWN)
    if bounded or ours.has(CueKind.EXCEPT, CueKind.FREE) or theirs.has(CueKind.EXCEPT, CueKind.FREE):
        return None
    alike = share_found(theirs.terms, ours.sentence_terms) >= SAME_MATTER
    if alike and ours.denials() != theirs.denials():
        return f"{_named(ours)} / {_named(theirs)}"
    return None


def _of_demands(ours: Stance, theirs: Stance) -> str | None:
    """ "must" for "may", also where the clause holds a denial that agrees."""
    own = {cue.kind for cue in ours.cues if is_force(cue.kind) and not is_against(cue.kind)}
    other = {cue.kind for cue in theirs.cues if is_force(cue.kind) and not is_against(cue.kind)}
    if own and other and not any(agree(one, two) for one in own for two in other):
        return f"{_named(ours)} / {_named(theirs)}"
    return None


def _of_limits(ours: Stance, theirs: Stance) -> str | None:
    against = any(map(is_against, ours.forces))
    if ours.has(CueKind.ONLY) and not theirs.sentence_cues & {CueKind.ONLY, CueKind.EXCEPT}:
        return "only / -"
    if theirs.has(CueKind.ONLY) and CueKind.ONLY not in ours.sentence_cues and not against:
        return "- / only"
    if ours.has(CueKind.FREE) and not (theirs.has(CueKind.FREE) or any(map(is_against, theirs.forces))):
        return "free / -"
    if theirs.has(CueKind.FREE) and not (CueKind.FREE in ours.sentence_cues or against):
        return "- / free"
    return None


def _named(stance: Stance) -> str:
    return ", ".join(sorted("stated" if force is CueKind.NEUTRAL else force.value for force in stance.forces))


def _words(stance: Stance) -> tuple[int, int]:
    """The cue words of the clause, or the whole clause if it has none."""
    if not stance.cues:
        return stance.start, stance.end
    return stance.cues[0].start, stance.cues[0].end
