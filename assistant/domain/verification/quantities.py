"""Plain numbers and what they count: amounts of money, percentages, durations, measures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.domain.verification.figures import Figure, FigureKind
from assistant.domain.verification.numerals import (
    CHINESE_NUMBER,
    ENGLISH_NUMBER,
    chinese_value,
    digits_value,
    english_value,
)
from assistant.domain.verification.units import Unit, currency_before, unit_after

_DIGITS = r"(?:\d{1,3}(?:[, ]\d{3})+|\d{1,3},\d{4,}|\d+)(?:\.\d+)?"
_SCALE = r"(?:\s?(?P<scale>thousand|million|billion|万|亿|千))?"
_NUMBER = re.compile(rf"(?<!\d)(?<!\d[.,])(?<![a-z]-)(?P<n>{_DIGITS})(?:st|nd|rd|th)?(?![\d]){_SCALE}")
_ENGLISH = re.compile(rf"(?<![a-z0-9-])(?P<n>{ENGLISH_NUMBER})(?![a-z])")
_CHINESE = re.compile(
    rf"(?P<n>百分之{CHINESE_NUMBER}(?:点{CHINESE_NUMBER})?|{CHINESE_NUMBER}分之{CHINESE_NUMBER}|{CHINESE_NUMBER}|半)"
)
_ORDINAL_ENDING = re.compile("(?:st|nd|rd|th)(?![a-z])")
_SCALES = {
    "thousand": 1000,
    "千": 1000,
    "万": 10_000,
    "million": 1_000_000,
    "亿": 100_000_000,
    "billion": 1_000_000_000,
}
_IMPLICIT = re.compile(
    r"(?<![a-z])(?:an?|each|every|per|the same|one) (?=[a-z])|每(?=[年月日天周时])|当(?=[年月日天])"
)
_RANGE = re.compile(r"\s*(?:-|to|and|or|至|到|~)\s*")
_WEAK_WORDS = frozenset(("one", "first", "once", "second", "zero"))
_CHINESE_PHRASES = re.compile(
    "一[般律定起致直旦切些样并次性同体经方面]|[统唯同专单万逐进]一|十分|万一|千万|百姓|第[一二三]方|第二天|双方|三方|一方|[一二两三]手|"
    "再三|一一|七夕|三轮|四周(?=[的围])|半[径途]|一半|零星|零钱|两[侧旁边]|一[侧旁边]|九年制|百货|千克|千米|千瓦"
)
"""Chinese words in which a numeral is no number (千克 is a unit, read with the number before it)."""


@dataclass(frozen=True, slots=True)
class _Count:
    """A number with the unit that stands at it, before it becomes a figure."""

    number: Decimal
    unit: Unit | None
    start: int
    end: int
    weak: bool = False

    def figure(self) -> Figure:
        """The figure in the base unit of its dimension."""
        value = self.number * (self.unit.factor if self.unit else 1)
        dimension = self.unit.dimension if self.unit else ""
        return Figure(FigureKind.NUMBER, _written(value), dimension, self.start, self.end, self.weak)


def quantities(text: str) -> Iterator[Figure]:
    """The quantities of a plain text; a later one may overlap an earlier one."""
    counts = sorted((*_with_digits(text), *_english(text), *_chinese(text)), key=lambda count: count.start)
    for count in _ranges_completed(text, counts):
        yield count.figure()
    for count in _implicit(text):
        yield count.figure()


def _written(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _count(text: str, number: Decimal, start: int, end: int, *, weak: bool = False) -> _Count:
    after, before = unit_after(text, end), currency_before(text, start)
    if after:
        return _Count(number, after[0], start, after[1])
    if before:
        return _Count(number, before[0], before[1], end)
    return _Count(number, None, start, end, weak)


def _with_digits(text: str) -> Iterator[_Count]:
    for match in _NUMBER.finditer(text):
        value = digits_value(match.group("n"))
        if value is None:
            continue
        scale = match.group("scale")
        end = match.end() if scale else match.end("n")
        ordinal = _ORDINAL_ENDING.match(text, end)
        end = ordinal.end() if ordinal else end
        yield _count(text, value * _SCALES.get(scale or "", 1), match.start(), end)


def _english(text: str) -> Iterator[_Count]:
    for match in _ENGLISH.finditer(text):
        number = english_value(match.group("n"))
        if number is not None:
            yield _count(text, number, match.start(), match.end(), weak=match.group("n") in _WEAK_WORDS)


def _chinese(text: str) -> Iterator[_Count]:
    skipped = {position for match in _CHINESE_PHRASES.finditer(text) for position in range(*match.span())}
    for match in _CHINESE.finditer(text):
        before = text[match.start() - 1 : match.start()] if match.start() else ""
        if match.start() in skipped or before.isdigit() or before == ".":
            continue
        numeral = match.group("n")
        if "分之" in numeral:
            yield from _chinese_share(match)
            continue
        number = Decimal("0.5") if numeral == "半" else chinese_value(numeral)
        if number is None:
            continue
        count = _count(text, number, match.start(), match.end())
        if count.end > match.end() or len(numeral) > 1:
            yield count


def _chinese_share(match: re.Match[str]) -> Iterator[_Count]:
    """百分之五点五 and 四分之一 as percentages."""
    below, above = match.group("n").split("分之")
    whole, _, rest = above.partition("点")
    top, bottom = chinese_value(whole), Decimal(100) if below == "百" else chinese_value(below)
    if top is None or not bottom:
        return
    if rest:
        top += Decimal("0." + "".join(str(chinese_value(digit)) for digit in rest))
    yield _Count(top / bottom * 100, Unit("%"), match.start(), match.end())


def _ranges_completed(text: str, counts: list[_Count]) -> Iterator[_Count]:
    """In "2 to 5 days" and 10-15欧元 the first number counts what the second one counts."""
    for position, count in enumerate(counts):
        follower = counts[position + 1] if position + 1 < len(counts) else None
        if (
            follower
            and count.unit is None
            and not count.weak
            and _RANGE.fullmatch(text, count.end, follower.start)
        ):
            yield replace(count, unit=follower.unit)
        else:
            yield count


def _implicit(text: str) -> Iterator[_Count]:
    """ "a month" may be said as "one month": a weak figure of value 1."""
    for match in _IMPLICIT.finditer(text):
        after = unit_after(text, match.end())
        if after:
            yield _Count(Decimal(1), after[0], match.start(), after[1], weak=True)
