"""Figures about the work of units: tables with a closed set of columns, counted from events (S-24, L-16).

A table speaks of departments, topics, languages and days. There is no column for a person and none for a quota of use:
nobody can be ranked by these figures, and nobody can be told to use the machine more.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

ItemT = TypeVar("ItemT")
KeyT = TypeVar("KeyT")

SMALLEST_GROUP = 5
"""A share or a time of fewer cases than this is not shown. Five is the least count that statistical offices usually
publish: in a smaller group somebody who knows all the others knows the last one as well."""

CONFIDENCE_Z = 1.959964
"""The normal quantile of a two-sided interval of 95 %."""


class TableName(StrEnum):
    """What a table is about."""

    CASES_PER_DAY = "cases_per_day"
    OPEN_CASES = "open_cases"
    WAITING = "waiting"
    PROMISES = "promises"
    ROUTING = "routing"
    HUMAN_CONTACT = "human_contact"
    FAIRNESS = "fairness"
    SERVICE = "service"
    BENEFIT = "benefit"


class Column(StrEnum):
    """Every column that a table may have."""

    DAY = "day"
    DEPARTMENT = "department"
    PRIORITY = "priority"
    PHASE = "phase"
    AGE = "age"
    DIMENSION = "dimension"
    GROUP = "group"
    MEASURE = "measure"
    COUNT = "count"
    OPENED = "opened"
    ENDED = "ended"
    MEDIAN_HOURS = "median_hours"
    P90_HOURS = "p90_hours"
    SHARE = "share"
    LOW = "low"
    HIGH = "high"
    REST_SHARE = "rest_share"
    P_VALUE = "p_value"
    ALARM = "alarm"
    ESCALATED_SHARE = "escalated_share"
    OFFERS = "offers"
    HAND_BACK_SHARE = "hand_back_share"
    BACK_AND_FORTH_SHARE = "back_and_forth_share"
    FLOOR = "floor"
    BELOW_FLOOR = "below_floor"
    COMPLETION = "completion"
    COST_PER_TRANSACTION = "cost_per_transaction"
    STAFF_MINUTES = "staff_minutes"
    SATISFACTION = "satisfaction"
    DIGITAL_TAKE_UP = "digital_take_up"
    NO_MODEL_CALL_SHARE = "no_model_call_share"
    APPROVED_ANSWER_SHARE = "approved_answer_share"
    STAFF_MINUTES_WITH_DRAFT = "staff_minutes_with_draft"
    STAFF_MINUTES_WITHOUT_DRAFT = "staff_minutes_without_draft"


KEYS = frozenset(
    {
        Column.DAY,
        Column.DEPARTMENT,
        Column.PRIORITY,
        Column.PHASE,
        Column.AGE,
        Column.DIMENSION,
        Column.GROUP,
        Column.MEASURE,
        Column.COUNT,
        Column.OPENED,
        Column.ENDED,
        Column.OFFERS,
        Column.FLOOR,
    }
)
"""Columns that say what a row is about, or only count: they stay where a small group hides the rest."""

Cell = str | int | float | bool | None
"""None: hidden, for too small a group, or not measured."""


class Priority(StrEnum):
    """How pressing a case is."""

    URGENT = "urgent"
    ORDINARY = "ordinary"


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What the events say of one case. `ended_at` is the reply's or the withdrawal's moment, `replied` tells which.

    `first_decision` is the kind of a person's first decision. `worked_from` is the last claim before the end.
    """

    case_id: str
    department_id: str
    topic_id: str | None
    language: str
    priority: Priority
    opened_at: datetime
    promised_at: datetime
    ended_at: datetime | None = None
    replied: bool = False
    worked_from: datetime | None = None
    escalated: bool = False
    offers: int = 0
    moves: int = 0
    handed_back: int = 0
    corrected: bool = False
    first_decision: str | None = None


@dataclass(frozen=True, slots=True)
class QuestionFacts:
    """What is known of one finished question. `answered`: a reply went out; `by_person`: a person released it, or
    wrote in the conversation. `model_calls`: a language model was asked."""

    conversation_id: str
    department_id: str | None
    answered: bool
    by_person: bool
    approved_answer: bool
    model_calls: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A table of figures. A row has a cell for each column."""

    name: TableName
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def table(name: TableName, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> Table:
    """A table in which groups below `SMALLEST_GROUP` keep nothing but their keys."""
    place = columns.index(Column.COUNT) if Column.COUNT in columns else None
    return Table(name, tuple(columns), tuple(_guarded(row, columns, place) for row in rows))


def _guarded(row: Sequence[Cell], columns: Sequence[Column], place: int | None) -> tuple[Cell, ...]:
    count = row[place] if place is not None else None
    if not isinstance(count, int) or count >= SMALLEST_GROUP:
        return tuple(row)
    return tuple(cell if column in KEYS else None for cell, column in zip(row, columns, strict=True))


@dataclass(frozen=True, slots=True)
class Interval:
    """A share with its interval of 95 %."""

    share: float
    low: float
    high: float


def share_of(hits: int, count: int) -> Interval | None:
    """The share with the interval of Wilson, which stays within 0 and 1 for few cases; None of nothing."""
    if count == 0:
        return None
    share, square = hits / count, CONFIDENCE_Z**2
    middle = (share + square / (2 * count)) / (1 + square / count)
    half = CONFIDENCE_Z / (1 + square / count)
    half *= math.sqrt(share * (1 - share) / count + square / (4 * count**2))
    # The ends are exactly 0 and 1 where nothing or everything hits; rounding must not put them beside the share.
    return Interval(share, min(share, max(0.0, middle - half)), max(share, min(1.0, middle + half)))


def quantile(values: Sequence[float], of: float) -> float | None:
    """The smallest value that at least a share `of` of the values does not exceed; None of nothing."""
    if not values:
        return None
    return sorted(values)[max(0, math.ceil(of * len(values)) - 1)]


def grouped(items: Iterable[ItemT], key: Callable[[ItemT], KeyT]) -> dict[KeyT, list[ItemT]]:
    """The items by key, in order of first appearance."""
    found: dict[KeyT, list[ItemT]] = {}
    for item in items:
        found.setdefault(key(item), []).append(item)
    return found
