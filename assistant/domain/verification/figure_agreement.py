"""Whether each figure of a claim stands in its quotes with the same value, about the same thing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from assistant.domain.verification.bounds import Side, sides_of
from assistant.domain.verification.figures import Figure, FigureKind
from assistant.domain.verification.own_counts import is_own_count
from assistant.domain.verification.reading import figures_of
from assistant.domain.verification.surroundings import Surroundings, nearness, surroundings_of

CLEARLY_NEARER = 1.25
"""A figure is taken for exchanged if another value of the quotes stands in words this many times nearer to it than the
words around its own value. Set on exchanged figures and paraphrases of `assistant.evaluation.mutants`."""

ANYHOW = 0.05
"""Below this difference of nearness nothing is clear."""

_MONTHS_IN_A_YEAR = Decimal(12)


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A figure of the claim that its quotes do not carry; `date` tells a date or time from other figures."""

    start: int
    end: int
    detail: str
    date: bool


@dataclass(frozen=True, slots=True)
class Turned:
    """A figure with the quotes' value and the wrong side: "at least" for "at most"."""

    start: int
    end: int
    detail: str


@dataclass(frozen=True, slots=True)
class _Placed:
    """A figure of a quote."""

    figure: Figure
    quote: str

    @property
    def words(self) -> Surroundings:
        """The words around it: read only where another figure makes them matter."""
        return surroundings_of(self.quote, self.figure)


def mismatches(claim: str, quotes: tuple[str, ...]) -> list[Mismatch]:
    """The figures of the claim that no quote carries; empty for a claim that is its quote."""
    offered = _placed(quotes)
    counted = [(other.quote, other.figure) for other in offered]
    return [
        Mismatch(figure.start, figure.end, claim[figure.start : figure.end], is_date(figure))
        for figure in figures_of(claim)
        if not _carried(claim, figure, offered) and not is_own_count(claim, figure, counted)
    ]


def turned_sides(claim: str, quotes: tuple[str, ...]) -> Iterator[Turned]:
    """The figures whose side ("at least", 以内) is the opposite of the one every carrying quote names."""
    offered = [(quote, other) for quote in quotes for other in figures_of(quote)]
    for figure in figures_of(claim):
        sides = sides_of(claim, figure)
        carrying = [(quote, other) for quote, other in offered if same_value(figure, other)]
        if sides and carrying and all(_opposed(sides, sides_of(quote, other)) for quote, other in carrying):
            yield Turned(figure.start, figure.end, "/".join(sorted(sides)))


def _opposed(sides: frozenset[Side], theirs: frozenset[Side]) -> bool:
    """True if the claim names a side where the quote names only the other one."""
    return len(theirs) == 1 and bool(sides - theirs)


def _placed(quotes: tuple[str, ...]) -> list[_Placed]:
    return [_Placed(figure, quote) for quote in quotes for figure in figures_of(quote)]


def is_date(figure: Figure) -> bool:
    """True for a date, a time of day or a day of the week."""
    return figure.kind in {FigureKind.DATE, FigureKind.TIME, FigureKind.WEEKDAY}


def _carried(claim: str, figure: Figure, offered: list[_Placed]) -> bool:
    own = [other for other in offered if same_value(figure, other.figure)]
    if not own:
        return figure.weak and not any(_rival(figure, other.figure) for other in offered)
    rivals = [
        other for other in offered if _rival(figure, other.figure) and not same_value(figure, other.figure)
    ]
    if not rivals or figure.weak:
        return True
    words = surroundings_of(claim, figure)
    everyone = [other.words for other in (*own, *rivals)]
    nearest_own = max(nearness(words, other.words, everyone) for other in own)
    nearest_rival = max(nearness(words, other.words, everyone) for other in rivals)
    return nearest_rival <= CLEARLY_NEARER * nearest_own + ANYHOW


def _rival(figure: Figure, other: Figure) -> bool:
    """True for a figure the claim's could have been confused with: same kind, same thing counted."""
    return not other.weak and figure.kind is other.kind and figure.unit == other.unit


def same_value(figure: Figure, other: Figure) -> bool:
    """True if the source's figure `other` carries the claim's `figure`."""
    if FigureKind.DATE in (figure.kind, other.kind):
        return _same_date(figure, other)
    if figure.kind is not other.kind:
        return {figure.kind, other.kind} == {
            FigureKind.PHONE,
            FigureKind.NUMBER,
        } and figure.value == other.value
    if figure.kind is not FigureKind.NUMBER:
        return figure.value == other.value and figure.unit == other.unit
    return _same_amount(figure, other)


def _same_amount(figure: Figure, other: Figure) -> bool:
    ours, theirs = Decimal(figure.value), Decimal(other.value)
    units = (figure.unit, other.unit)
    if figure.unit == other.unit or not figure.unit:
        return ours == theirs
    if units in {("%", ""), ("", "%")}:
        return ours == (theirs * 100 if units[0] == "%" else theirs / 100)
    if units == ("times", ""):
        return ours == theirs
    if units == ("year of age", "month"):
        return ours * _MONTHS_IN_A_YEAR == theirs
    if units == ("month", "year of age"):
        return ours == theirs * _MONTHS_IN_A_YEAR
    return False


def _same_date(figure: Figure, other: Figure) -> bool:
    """A date carries what it names: 1 July 2026 carries "July 2026" and "2026", but not the other way round."""
    if other.kind is not FigureKind.DATE:
        return False
    if figure.kind is FigureKind.NUMBER:
        return not figure.unit and any(value.split("-")[0] == figure.value for value in other.values)
    if figure.kind is not FigureKind.DATE:
        return False
    return any(
        all(part in ("*", given) for part, given in zip(ours.split("-"), theirs.split("-"), strict=True))
        for ours in figure.values
        for theirs in other.values
    )
