"""Whether some groups wait longer, are corrected more often or have drafts overruled more often (H-16).

Each group is compared with all other cases by Fisher's exact test; over all comparisons of one report the procedure of
Holm keeps the chance of any false alarm below `FALSE_ALARM`, however the groups hang together.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assistant.domain.cases import DecisionKind
from assistant.domain.figures import (
    SMALLEST_GROUP,
    CaseFacts,
    Cell,
    Column,
    Table,
    TableName,
    grouped,
    quantile,
    table,
)

FALSE_ALARM = 0.05
"""The chance that a report raises any alarm though all groups are treated alike: one report in twenty, and fewer in
practice, because the exact test is conservative and a gap is asked for as well."""

LEAST_GAP = 0.05
"""Share by which a group must differ from the rest: with 10,000 cases gaps of two points are certain and mean nothing
to anyone, one of five is one person in twenty."""

LONGEST_TAIL = 1e-18
"""Terms of the tail smaller than this share of its first are left out: they are below the arithmetic's own error."""


class Dimension(StrEnum):
    """What groups are made by. Cases come through one channel so far, so there is none for it."""

    LANGUAGE = "language"
    TOPIC = "topic"


class Measure(StrEnum):
    """What is compared: cases slower than the median of all, first decisions other than an unchanged approval, and
    replies that had to be corrected."""

    SLOW = "slow"
    OVERRIDE = "override"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Comparison:
    """One group against the rest in one measure."""

    dimension: Dimension
    group: str
    measure: Measure
    count: int
    hits: int
    rest_count: int
    rest_hits: int

    @property
    def gap(self) -> float:
        """By how much the group's share lies above the rest's."""
        return self.hits / self.count - self.rest_hits / self.rest_count


def fairness(cases: Sequence[CaseFacts], now: datetime) -> Table:
    """Every comparison that groups of sufficient size allow; an alarm where the gap is large and no chance (H-16)."""
    found = comparisons(cases, now)
    rows: list[Sequence[Cell]] = []
    for one, p in zip(found, holm([fisher(one) for one in found]), strict=True):
        alarm = p <= FALSE_ALARM and abs(one.gap) >= LEAST_GAP
        share, rest = one.hits / one.count, one.rest_hits / one.rest_count
        rows.append((one.dimension.value, one.group, one.measure.value, one.count, share, rest, p, alarm))
    columns = (
        Column.DIMENSION,
        Column.GROUP,
        Column.MEASURE,
        Column.COUNT,
        Column.SHARE,
        Column.REST_SHARE,
        Column.P_VALUE,
        Column.ALARM,
    )
    return table(TableName.FAIRNESS, columns, rows)


def comparisons(cases: Sequence[CaseFacts], now: datetime) -> tuple[Comparison, ...]:
    """Each group of at least `SMALLEST_GROUP` cases against an equally large rest, or a larger one."""
    found: list[Comparison] = []
    for measure in Measure:
        judged = _judged(cases, measure, now)
        total = sum(hit for _, hit in judged)
        for dimension in Dimension:
            by_group = grouped(judged, lambda item, made_by=dimension: group_of(item[0], made_by))  # type: ignore[misc]
            for group, members in sorted(by_group.items()):
                rest = len(judged) - len(members)
                if group and min(len(members), rest) >= SMALLEST_GROUP:
                    hits = sum(hit for _, hit in members)
                    found.append(
                        Comparison(dimension, group, measure, len(members), hits, rest, total - hits)
                    )
    return tuple(found)


def group_of(case: CaseFacts, dimension: Dimension) -> str:
    """The group a case belongs to; empty if none is known."""
    return case.language if dimension is Dimension.LANGUAGE else case.topic_id or ""


def _judged(cases: Sequence[CaseFacts], measure: Measure, now: datetime) -> list[tuple[CaseFacts, bool]]:
    """The cases that the measure can be taken of, and whether it hits."""
    if measure is Measure.SLOW:
        return _slow(cases, now)
    if measure is Measure.OVERRIDE:
        hit: Callable[[CaseFacts], bool] = lambda one: one.first_decision != DecisionKind.APPROVED  # noqa: E731
        return [(one, hit(one)) for one in cases if one.first_decision is not None]
    return [(one, one.corrected) for one in cases if one.replied]


def _slow(cases: Iterable[CaseFacts], now: datetime) -> list[tuple[CaseFacts, bool]]:
    """Replied cases, and open ones that wait longer than the median already: theirs is the longest wait of all."""
    told = [(one, one.ended_at - one.opened_at) for one in cases if one.replied and one.ended_at]
    median = quantile([wait.total_seconds() for _, wait in told], 0.5)
    if median is None:
        return []
    late = [
        (one, True)
        for one in cases
        if one.ended_at is None and (now - one.opened_at).total_seconds() > median
    ]
    return [(one, wait.total_seconds() > median) for one, wait in told] + late


def fisher(one: Comparison) -> float:
    """Fisher's exact test, two-sided: twice the smaller tail, which is never below the exact value of either side."""
    population, marked = one.count + one.rest_count, one.hits + one.rest_hits
    least, most = max(0, one.count - (population - marked)), min(one.count, marked)
    first = math.exp(
        _log_choose(marked, one.hits)
        + _log_choose(population - marked, one.count - one.hits)
        - _log_choose(population, one.count)
    )
    tails = []
    for step, end in ((1, most), (-1, least)):
        term = total = first
        k = one.hits
        while k != end and term > first * LONGEST_TAIL:
            up, low = (k, k + 1) if step == 1 else (k - 1, k)
            ratio = (marked - up) * (one.count - up) / (low * (population - marked - one.count + low))
            term *= ratio if step == 1 else 1 / ratio
            total += term
            k += step
        tails.append(total)
    return min(1.0, 2 * min(tails))


def holm(p_values: Sequence[float]) -> tuple[float, ...]:
    """The values adjusted for how many they are, in the given order."""
    adjusted = [1.0] * len(p_values)
    highest = 0.0
    for rank, place in enumerate(sorted(range(len(p_values)), key=p_values.__getitem__)):
        highest = max(highest, min(1.0, (len(p_values) - rank) * p_values[place]))
        adjusted[place] = highest
    return tuple(adjusted)


def _log_choose(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
