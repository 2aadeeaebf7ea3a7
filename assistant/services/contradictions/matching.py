"""Whether two rules are about the same matter and set different values for it.

Made for few false alarms: where two rules might speak of different things, they count as different.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from assistant.domain.verification.figures import FigureKind
from assistant.services.contradictions.rules import FREE, MONEY, Rule, Value

WORDS_IN_COMMON = 2
"""So many words of their own must two rules share; with fewer, their headings must name the same matter throughout.
With one, rules of the sample that share "permit" or "form" would be compared; with three, short rules never."""

STRANGE_WORDS = 2
"""So many words may one rule hold that the other does not know ("for *adults* the *monthly* bus pass costs")."""

_TELLS_APART = ("year ", "date ")


@dataclass(frozen=True, slots=True)
class Clash:
    """A value of ours and the other rule's value for the same."""

    ours: Value
    theirs: Value


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two rules about the same matter: the values in which they differ, and how many words only one of them holds."""

    clashes: tuple[Clash, ...]
    strange: int


def compared(ours: Rule, theirs: Rule) -> Comparison | None:
    """What two rules have to say to each other; None if they are about different matters or set no common thing."""
    if not same_matter(ours, theirs):
        return None
    strange = len(ours.subject.strange_to(theirs.whole)) + len(theirs.subject.strange_to(ours.whole))
    found: list[Clash] = []
    comparable = False
    for unit in dict.fromkeys(value.unit for value in ours.values):
        mine = [value for value in ours.values if value.unit == unit]
        other = [value for value in theirs.values if _comparable(unit, value.unit)]
        if strange and FREE in {unit, *(value.unit for value in other)}:
            continue  # what is free is mostly a special case of what is not
        if unit == FigureKind.WEEKDAY and any(value.unit == FigureKind.TIME for value in ours.values):
            continue  # the days say when the hours hold
        if other and not _marked_apart(ours, theirs, unit):
            comparable = True
            found += _differing(mine, other)
    return Comparison(tuple(found), strange) if comparable else None


def same_matter(ours: Rule, theirs: Rule) -> bool:
    """True if neither names a thing that the other leaves out or replaces by another, and both count by the same rate."""
    if ours.rates and theirs.rates and ours.rates != theirs.rates:
        return False
    mine, other = ours.subject.strange_to(theirs.whole), theirs.subject.strange_to(ours.whole)
    if mine and other:
        return False
    if len(mine) > STRANGE_WORDS * 2 or len(other) > STRANGE_WORDS * 2:
        return False
    if (other and _qualified(ours, theirs)) or (mine and _qualified(theirs, ours)):
        return False
    if ours.nearest.strange_to(theirs.whole) and theirs.nearest.strange_to(ours.whole):
        return False
    if ours.subject.common_with(theirs.subject) >= WORDS_IN_COMMON:
        return True
    if ours.whole.common_with(theirs.whole) < WORDS_IN_COMMON:
        return False
    return not (ours.context.strange_to(theirs.whole) or theirs.context.strange_to(ours.whole))


def _qualified(silent: Rule, naming: Rule) -> bool:
    """True if a heading over the rule that says less may mean the opposite of what the other names.

    "Visitor parking" over "a parking permit" does, beside "a resident parking permit"; so does the lowest heading
    whatever it names. A title about something else ("Life in town") is a container.
    """
    whole = naming.whole
    if silent.nearest.strange_to(whole):
        return True
    return any(one.meets(whole) and one.strange_to(whole) for one in silent.headings)


def _comparable(unit: str, other: str) -> bool:
    if FREE in (unit, other):
        return {unit, other} <= MONEY | {FREE}
    return unit == other or {unit, other} == {"day", "working day"}


def _marked_apart(ours: Rule, theirs: Rule, unit: str) -> bool:
    """True if years, dates, ages or numbers say that the rules hold for different times or things."""
    mine = {mark for mark in ours.marks if not mark.startswith(f"{unit} ")}
    other = {mark for mark in theirs.marks if not mark.startswith(f"{unit} ")}
    if mine - other and other - mine:
        return True
    return any(mark.startswith(_TELLS_APART) for mark in mine ^ other)


def _differing(mine: list[Value], other: list[Value]) -> Iterator[Clash]:
    ours = [value for value in mine if not any(_same(value, one) for one in other)]
    theirs = [value for value in other if not any(_same(value, one) for one in mine)]
    if not ours or len(mine) != len(other) or len(ours) != len(theirs):
        return
    for one, two in zip(ours, theirs, strict=True):
        if one.sides == two.sides or not (one.sides and two.sides):
            yield Clash(one, two)


def _same(one: Value, two: Value) -> bool:
    if FREE in (one.unit, two.unit):
        return Decimal(one.value) == Decimal(two.value)
    if one.unit != two.unit:
        return False
    for mine in one.readings or (one.value,):
        for other in two.readings or (two.value,):
            if _same_parts(mine, other):
                return True
    return False


def _same_parts(mine: str, other: str) -> bool:
    """Equal; for dates also where one leaves open the year or day that the other names."""
    if mine == other:
        return True
    parts, others = mine.split("-"), other.split("-")
    return (
        "*" in mine + other
        and len(parts) == len(others)
        and all("*" in pair or pair[0] == pair[1] for pair in zip(parts, others, strict=True))
    )
