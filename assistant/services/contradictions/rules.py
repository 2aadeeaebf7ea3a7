"""A passage as rules: its sentences and table cells that hold a value, each with what stands over it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache, reduce
from operator import or_

from assistant.domain.verification.bounds import sides_of
from assistant.domain.verification.figures import Figure, FigureKind
from assistant.domain.verification.plain_text import plain
from assistant.domain.verification.reading import figures_of
from assistant.domain.verification.sentences import sentences
from assistant.services.contradictions.subjects import Subject, subject_of

MONEY = frozenset(("EUR", "USD", "GBP", "CNY", "JPY", "CHF"))
FREE = "free"
"""The unit of the value that "free of charge" stands for: nothing, in any currency."""

_FREE = re.compile(
    r"(?<![a-z])(?:free of charge|for free|is free|are free|no charge)(?![a-z])|免费|不收费|不收取费用"
)
_RATES = (
    (re.compile(r"(?<![a-z])(?:annual|annually|yearly)(?![a-z])|年费"), ("12", "month")),
    (re.compile(r"(?<![a-z])monthly(?![a-z])|月费"), ("1", "month")),
    (re.compile(r"(?<![a-z])daily(?![a-z])"), ("1", "day")),
    (re.compile(r"(?<![a-z])hourly(?![a-z])|每小时|每个小时"), ("60", "minute")),
)
_HISTORY = re.compile(
    r"(?<![a-z])(?:adopted|amended|enacted|repealed|approved on|published on|last (?:changed|updated|reviewed)"
    r"|c[oa]me(?:s)? into (?:force|effect)|took effect|takes effect|in force since|as of|version of)(?![a-z])"
    r"|通过|公布|发布|修正|修订|施行|生效|批准|废止|印发"
)
"""A sentence about the document itself: each document has its own date of adoption, and none contradicts another's."""

_OLDEST_YEAR = 1900
_A_YEAR = 12
_LONGEST_HEADING = 80
_ENDS_A_SENTENCE = ".。!！?？;；:：|,，"
_COMPARED = frozenset(
    (FigureKind.NUMBER, FigureKind.DATE, FigureKind.TIME, FigureKind.PHONE, FigureKind.WEEKDAY)
)


@dataclass(frozen=True, slots=True)
class Value:
    """Something that a rule sets: an amount, a date, a number to call. `unit` tells what may be compared with it."""

    unit: str
    value: str
    start: int
    end: int
    sides: frozenset[str]
    readings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A sentence or table cell at `start..end` of its passage; spans of values are within `text`.

    `subject` is what its own words name, `headings` what each line over it names, the title first. `marks` are figures that say for
    what or when it holds: years, ages, numbered things. `rates` tell "a year" from "a month".
    """

    text: str
    start: int
    end: int
    values: tuple[Value, ...]
    subject: Subject
    headings: tuple[Subject, ...]
    marks: frozenset[str]
    rates: frozenset[tuple[str, str]]

    @property
    def context(self) -> Subject:
        """All that stands over it."""
        return reduce(or_, self.headings, Subject())

    @property
    def whole(self) -> Subject:
        """All that it is known to be about."""
        return self.subject | self.context

    @property
    def nearest(self) -> Subject:
        """The lowest line over it that names something: "Children" over "A ticket costs 2 euros"."""
        return next((one for one in reversed(self.headings) if not one.empty), Subject())


@lru_cache(maxsize=2048)
def rules_kept(passage: str, over: tuple[str, ...]) -> tuple[Rule, ...]:
    """The rules of a passage, kept: drafts come back to the same passages. At most some five megabytes."""
    return tuple(rules_of(passage, over))


def rules_of(passage: str, over: Sequence[str]) -> Iterator[Rule]:
    """The rules of a passage; `over` are its document's title and its headings."""
    heading, lead = "", ""
    for start, end in sentences(passage):
        sentence = passage[start:end]
        if _is_heading(passage, start, end):
            heading, lead = sentence, ""
        elif sentence.rstrip().endswith((":", "：")):
            lead = sentence
        for piece_start, piece_end, text in _pieces(sentence):
            rule = _rule(text, start + piece_start, start + piece_end, (*over, heading, lead))
            if rule is not None:
                yield rule


def _is_heading(passage: str, start: int, end: int) -> bool:
    alone = passage[:start].rstrip(" ").endswith("\n") or not passage[:start].strip()
    alone = alone and (passage[end:].startswith("\n") or not passage[end:].strip())
    return alone and end - start <= _LONGEST_HEADING and passage[end - 1] not in _ENDS_A_SENTENCE


def _pieces(sentence: str) -> Iterator[tuple[int, int, str]]:
    """A table row as one piece for each cell, which begins with the name of the row; else the sentence itself."""
    cells = [(match.start(), match.end(), match.group()) for match in re.finditer(r"[^|]+", sentence)]
    if len(cells) < 3:
        yield 0, len(sentence), sentence
        return
    name = cells[0][2].rstrip()
    for start, end, cell in cells[1:]:
        yield start, end, f"{name} | {cell.strip()}"


def _rule(text: str, start: int, end: int, over: Sequence[str]) -> Rule | None:
    figures = figures_of(text)
    folded = plain(text)
    values = [_value(text, figure) for figure in figures if _sets_a_value(figure)]
    if _HISTORY.search(folded):
        values = [value for value in values if value.unit != FigureKind.DATE]
    values += [Value(FREE, "0", *match.span(), frozenset()) for match in _FREE.finditer(folded)]
    if not values:
        return None
    blanked = list(text)
    for figure in (one for one in figures if not one.weak):
        blanked[figure.start : figure.end] = " " * (figure.end - figure.start)
    for value in values:
        blanked[value.start : value.end] = " " * (value.end - value.start)
    return Rule(
        text=text,
        start=start,
        end=end,
        values=tuple(sorted(values, key=lambda one: one.start)),
        subject=subject_of("".join(blanked)),
        headings=tuple(subject_of(line) for line in over if line),
        marks=frozenset(filter(None, (_mark(figure) for figure in figures))),
        rates=_rates(folded, figures),
    )


def _sets_a_value(figure: Figure) -> bool:
    if figure.weak or figure.kind not in _COMPARED or _year(figure) is not None:
        return False
    return figure.kind is not FigureKind.NUMBER or bool(figure.unit)


def _value(text: str, figure: Figure) -> Value:
    unit = figure.unit if figure.kind is FigureKind.NUMBER else str(figure.kind)
    sides = frozenset(str(side) for side in sides_of(text, figure))
    return Value(unit, figure.value, figure.start, figure.end, sides, figure.readings)


def _year(figure: Figure) -> str | None:
    """The year that a figure names: 2026, or 2026年, which reads as a length of time as well."""
    if figure.kind is not FigureKind.NUMBER or figure.unit not in ("", "month"):
        return None
    number = Decimal(figure.value) / (_A_YEAR if figure.unit else 1)
    is_year = number == number.to_integral_value() and _OLDEST_YEAR <= number < 2 * _OLDEST_YEAR
    return f"year {number.to_integral_value()}" if is_year else None


def _mark(figure: Figure) -> str | None:
    if (year := _year(figure)) is not None:
        return year
    if figure.kind is FigureKind.NUMBER and not figure.unit:
        return f"number {figure.value}"
    if figure.kind is FigureKind.NUMBER and figure.unit in ("year of age", "m", "m2", "g"):
        return f"{figure.unit} {figure.value}"
    if figure.kind in (FigureKind.DATE, FigureKind.WEEKDAY):
        return f"{figure.kind} {figure.value}"
    return None


def _rates(folded: str, figures: Sequence[Figure]) -> frozenset[tuple[str, str]]:
    found = {(figure.value, figure.unit) for figure in figures if figure.weak and figure.unit}
    found |= {rate for pattern, rate in _RATES if pattern.search(folded)}
    return frozenset(found)
