"""Whether a claim denies, demands, allows, limits and excepts what its quotes do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.domain.verification.copied_modality import edited
from assistant.domain.verification.cues import CueKind
from assistant.domain.verification.sentences import sentences
from assistant.domain.verification.stances import Stance, agree, is_against, stances
from assistant.domain.verification.terms import share_found
from assistant.domain.verification.wording import closest

CLOSE_WORDING = 0.72
"""From this share of equal words on, a claim is read as an edited copy and compared word by word. Set on the mutants
and paraphrases of `assistant.evaluation.mutants`."""

SAME_MATTER = 0.5
"""A claim's clause is compared with a quote's clause that holds at least this share of its terms."""

_AS_GOOD = 0.1
"""Quote clauses whose shares differ by no more than this are equally good partners: one that agrees is enough."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Words of the claim that say must, may or not otherwise than the quote."""

    start: int
    end: int
    detail: str


def disagreements(claim: str, quotes: tuple[str, ...]) -> list[Disagreement]:
    """Where the claim and its quotes differ in force or scope; empty for a claim that is its quote."""
    found: list[Disagreement] = []
    for start, end in sentences(claim):
        text = claim[start:end]
        best = closest(text, quotes)
        if best is None:
            continue
        if best.closeness >= CLOSE_WORDING:
            items = [Disagreement(edit.start, edit.end, edit.detail) for edit in edited(text, best)]
        else:
            items = list(_restated(text, quotes))
        found.extend(replace(item, start=item.start + start, end=item.end + start) for item in items)
    return found


def _restated(claim: str, quotes: tuple[str, ...]) -> Iterator[Disagreement]:
    """Clause by clause, for a claim in words of its own."""
    offered = [stance for quote in quotes for stance in stances(quote)]
    for ours in stances(claim):
        partners = _partners(ours, offered)
        if not partners:
            continue
        problems = [_problem(ours, theirs) for theirs in partners]
        if all(problems):
            yield Disagreement(*_words(ours), str(problems[0]))


def _partners(ours: Stance, offered: list[Stance]) -> list[Stance]:
    rated = [(_closeness(ours, theirs), theirs) for theirs in offered]
    best = max((rate for rate, _ in rated), default=0.0)
    if not ours.terms or best < SAME_MATTER:
        return []
    return [theirs for rate, theirs in rated if rate >= best - _AS_GOOD]


def _closeness(ours: Stance, theirs: Stance) -> float:
    return share_found(ours.terms, theirs.terms) if theirs.terms else 0.0


def _problem(ours: Stance, theirs: Stance) -> str | None:
    """Why the clauses cannot say the same, or None."""
    if not any(agree(one, other) for one in ours.forces for other in theirs.forces):
        return f"{_named(ours)} / {_named(theirs)}"
    unmatched = [f for f in ours.forces if is_against(f) and not any(agree(f, g) for g in theirs.forces)]
    if unmatched and not theirs.has(CueKind.EXCEPT):
        return f"{unmatched[0].value} / {_named(theirs)}"
    if ours.has(CueKind.ONLY) and not (theirs.has(CueKind.ONLY) or theirs.has(CueKind.EXCEPT)):
        return "only / -"
    if theirs.has(CueKind.ONLY) and not (ours.has(CueKind.ONLY) or any(map(is_against, ours.forces))):
        return "- / only"
    return None


def _named(stance: Stance) -> str:
    return ", ".join(sorted("stated" if force is CueKind.NEUTRAL else force.value for force in stance.forces))


def _words(stance: Stance) -> tuple[int, int]:
    """The cue words of the clause, or the whole clause if it has none."""
    if not stance.cues:
        return stance.start, stance.end
    return stance.cues[0].start, stance.cues[0].end
