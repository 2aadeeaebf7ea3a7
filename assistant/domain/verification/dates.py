"""Dates, times of day and days of the week, in English and Chinese spelling."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.domain.verification.figures import Figure, FigureKind
from assistant.domain.verification.numerals import CHINESE_NUMBER, chinese_value
from assistant.domain.verification.units import currency_before, unit_after

_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH_NUMBER = {name: n for n, name in enumerate(_MONTHS, 1)} | {
    name[:3]: n for n, name in enumerate(_MONTHS, 1)
}
_MONTH_NUMBER["sept"] = 9
_MONTH = rf"(?:{'|'.join(_MONTHS)}|(?:jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\.?)"
_DAY = r"(?:the )?(?P<d>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<y>(?:19|20)\d\d)"
_CN = rf"(?:\d{{1,4}}|{CHINESE_NUMBER})"

_DATES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<![\d.-]){_YEAR}[-/.](?P<m>\d{{1,2}})[-/.](?P<d>\d{{1,2}})(?![\d-]|\.\d)",
        rf"(?<![\d.:]){_DAY}(?: of)?[ -](?P<m>{_MONTH})(?![a-z])(?:[ ,-]+{_YEAR}(?!\d))?",
        rf"(?<![a-z])(?P<m>{_MONTH}) {_DAY}(?![\d:.]\d|\d)(?:,? {_YEAR}(?!\d))?",
        rf"(?<![a-z])(?P<m>{_MONTH})(?: of)?,? {_YEAR}(?!\d)",
        rf"(?P<y>{_CN})\s*年\s*(?P<m>{_CN})\s*月\s*(?P<d>{_CN})\s*[日号]",
        rf"(?P<y>{_CN})\s*年\s*(?P<m>{_CN})\s*月(?![内份以])",
        rf"(?P<m>{_CN})\s*月\s*(?P<d>{_CN})\s*[日号]",
        rf"(?P<m>{_CN})\s*月(?:份|底|初|末|中旬|[上下]旬)?(?![内以租])",
    )
)
_NEW_YEARS_DAY = re.compile(rf"(?:(?P<y>{_CN})\s*年\s*)?元旦")
_NUMERIC_DATE = re.compile(r"(?<![\d./-])(\d{1,2})([./])(\d{1,2})\2((?:19|20)\d\d)(?![\d])")
_BARE_MONTH = re.compile(rf"(?<![a-z])(?P<m>{_MONTH})(?![a-z])")
_WORDS_TOO = frozenset(("may", "march", "mar", "sep", "dec", "jan", "oct", "jun", "jul"))
_BEFORE_A_MONTH = re.compile(
    rf"(?<![a-z])(?:in|of|since|until|till|from|between|by|through|during|early|late|mid|end|every|each|next|last"
    rf"|{_MONTH} ?(?:and|or|to|-|until))[ -]*$"
)
_LOOK_BACK = 24
"""Characters before a month that show it to be one: "september and " has 14."""
_TIME = re.compile(r"(?<![\d:.])(\d{1,2})[:.](\d\d)(?: ?([ap])\.?m\b\.?)?(?![\d:]|\.\d)")
_BEFORE_A_TIME = re.compile(
    r"(?:(?<![a-z])(?:at|from|by|until|till|before|after|since)|\d[:.]\d\d ?(?:-|to|and)) ?$"
)
_CLOCK = re.compile(r"(?<![\d:.])(\d{1,2}) ?(?:([ap])\.?m\b\.?|o'clock)")
_CHINESE_TIME = re.compile(
    rf"(?<!分之)(上午|早上|凌晨|中午|下午|傍晚|晚上|晚间)?\s*({_CN})\s*[时点](?!间|候|效|段|代|长|以内)(?:\s*({_CN})\s*分|(半)|整)?"
)
_LATER = frozenset(("下午", "傍晚", "晚上", "晚间"))
_NOON = re.compile(r"(?<![a-z])(noon|midday|midnight)(?![a-z])|(正午|零点|午夜)")
_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_WEEKDAY = re.compile(
    rf"(?<![a-z])(?:({'|'.join(_WEEKDAYS)})s?|(mon|tues|tue|wed|thurs|thur|thu|fri|sat|sun)\.?)(?![a-z])"
)
_CHINESE_WEEKDAY = re.compile(r"(?:周|星期|礼拜)([一二三四五六日天])(?![年月日])")
_WEEKDAY_OF = {character: n for n, character in enumerate("一二三四五六日", 1)} | {"天": 7}


def dates(text: str, written: str) -> Iterator[Figure]:
    """The dates of a plain text, the fullest spelling first; a later one may overlap an earlier, stronger one.

    `written` is the text as written: "may" and "march" are months only with a capital letter ("aged 10 may enter").
    """
    for figure in _all_dates(text):
        may_be_word = re.search(r"may|march", text[figure.start : figure.end])
        if may_be_word is None or written[figure.start + may_be_word.start()].isupper():
            yield figure


def _all_dates(text: str) -> Iterator[Figure]:
    yield from _numeric(text)
    for pattern in _DATES:
        yield from _of_pattern(text, pattern)
    yield from _new_years_days(text)
    yield from _bare_months(text)


def _number(written: str | None) -> int | None:
    if not written:
        return None
    if written.isdigit():
        return int(written)
    value = chinese_value(written)
    return None if value is None else int(value)


def _canonical(year: int | None, month: int | None, day: int | None) -> str | None:
    """year-month-day with `*` for what is not written, or None if there is no such day."""
    if month is not None and not 1 <= month <= 12:
        return None
    if day is not None and not 1 <= day <= 31:
        return None
    if year is not None and not 1900 <= year <= 2200:
        return None
    return "-".join("*" if part is None else f"{part:02d}" for part in (year, month, day))


def _of_pattern(text: str, pattern: re.Pattern[str]) -> Iterator[Figure]:
    for match in pattern.finditer(text):
        groups = match.groupdict()
        month = _MONTH_NUMBER.get(groups["m"].rstrip(".")) or _number(groups["m"])
        value = _canonical(_number(groups.get("y")), month, _number(groups.get("d")))
        if value is not None:
            yield Figure(FigureKind.DATE, value, "", match.start(), match.end())


def _numeric(text: str) -> Iterator[Figure]:
    """03/04/2026 is the third of April or the fourth of March; 3.4.2026 the former."""
    for match in _NUMERIC_DATE.finditer(text):
        first, second, year = int(match.group(1)), int(match.group(3)), int(match.group(4))
        orders = [(second, first)] if match.group(2) == "." else [(second, first), (first, second)]
        readings = [value for month, day in orders if (value := _canonical(year, month, day))]
        if readings:
            distinct = tuple(dict.fromkeys(readings))
            yield Figure(FigureKind.DATE, distinct[0], "", match.start(), match.end(), readings=distinct)


def _new_years_days(text: str) -> Iterator[Figure]:
    """2027年元旦 is 1 January 2027."""
    for match in _NEW_YEARS_DAY.finditer(text):
        value = _canonical(_number(match.group("y")), 1, 1)
        if value is not None:
            yield Figure(FigureKind.DATE, value, "", match.start(), match.end())


def _bare_months(text: str) -> Iterator[Figure]:
    """A month alone. "may" and "march" count only after a word such as "in", since they are words of their own."""
    for match in _BARE_MONTH.finditer(text):
        name = match.group("m").rstrip(".")
        before = _BEFORE_A_MONTH.search(text, max(0, match.start() - _LOOK_BACK), match.start())
        value = _canonical(None, _MONTH_NUMBER[name], None)
        if value is not None and (before or name not in _WORDS_TOO):
            yield Figure(FigureKind.DATE, value, "", match.start(), match.end())


def times(text: str) -> Iterator[Figure]:
    """Times of day on the 24-hour clock, and days of the week."""
    for match in _TIME.finditer(text):
        yield from _time(match, int(match.group(1)), int(match.group(2)), match.group(3))
    for match in _CLOCK.finditer(text):
        yield from _time(match, int(match.group(1)), 0, match.group(2))
    yield from _chinese_times(text)
    for match in _NOON.finditer(text):
        hour = 12 if match.group() in {"noon", "midday", "正午"} else 0
        yield from _time(match, hour, 0, None)
    for match in _WEEKDAY.finditer(text):
        name = (match.group(1) or match.group(2))[:3]
        number = next(n for n, day in enumerate(_WEEKDAYS, 1) if day.startswith(name))
        weak = match.group(1) is None and name in {"sun", "sat", "wed"}
        yield Figure(FigureKind.WEEKDAY, str(number), "", match.start(), match.end(), weak)
    for match in _CHINESE_WEEKDAY.finditer(text):
        yield Figure(FigureKind.WEEKDAY, str(_WEEKDAY_OF[match.group(1)]), "", match.start(), match.end())


def _time(match: re.Match[str], hour: int, minute: int, half: str | None) -> Iterator[Figure]:
    if half == "p" and hour < 12:
        hour += 12
    if half == "a" and hour == 12:
        hour = 0
    dotted = match.re is _TIME and "." in match.group()[:3] and half is None
    if hour > 24 or minute > 59 or (dotted and not _read_as_time(match)):
        return
    yield Figure(FigureKind.TIME, f"{hour % 24:02d}:{minute:02d}", "", match.start(), match.end())


def _read_as_time(match: re.Match[str]) -> bool:
    """22.00 after "from" is a time where nothing is counted with it; 1.20 and "from 10.50 euros" are amounts."""
    return (
        _BEFORE_A_TIME.search(match.string, max(0, match.start() - _LOOK_BACK), match.start()) is not None
        and unit_after(match.string, match.end()) is None
        and currency_before(match.string, match.start()) is None
    )


def _chinese_times(text: str) -> Iterator[Figure]:
    """In 下午2点到6点 the second time is in the afternoon as well."""
    half, last_end = "", -1
    for match in _CHINESE_TIME.finditer(text):
        hour, minute = _number(match.group(2)), _number(match.group(3)) or (30 if match.group(4) else 0)
        if hour is None or hour > 24:
            continue
        continued = text[last_end : match.start()].strip() in {"到", "至", "-"} and last_end >= 0
        half = match.group(1) or (half if continued else "")
        last_end = match.end()
        yield from _time(match, hour + 12 if half in _LATER and hour < 12 else hour, minute, None)
