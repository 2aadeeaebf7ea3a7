"""Units of measure and currencies: which words name the same one, and what one is worth in its base unit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Unit:
    """`dimension` names what is counted; a number times `factor` is the value in the dimension's base unit."""

    dimension: str
    factor: Decimal = Decimal(1)


# spelling(s) separated by "|" -> dimension, factor. Days and months do not convert into each other.
_TABLE: tuple[tuple[str, str, str], ...] = (
    ("%|percent|per cent|pct", "%", "1"),
    ("euros|euro|eur|€|欧元", "EUR", "1"),
    ("cents|cent|欧分", "EUR", "0.01"),
    ("dollars|dollar|usd|us$|$|美元", "USD", "1"),
    ("pounds sterling|pounds|pound|gbp|£|英镑", "GBP", "1"),
    ("yuan|rmb|cny|元人民币|元|块钱|人民币", "CNY", "1"),
    ("角", "CNY", "0.1"),
    ("yen|jpy|日元", "JPY", "1"),
    ("francs|franc|chf|瑞士法郎", "CHF", "1"),
    ("¥", "CNY", "1"),
    (
        "working days|working day|business days|business day|workdays|workday|个工作日|工作日",
        "working day",
        "1",
    ),
    ("weeks|week|个星期|星期|周(?![岁一二三四五六日末年围边])|个礼拜", "day", "7"),
    ("fortnights|fortnight", "day", "14"),
    ("calendar days|calendar day|days|day|日历日|个自然日|自然日|天|日(?![元期常票])", "day", "1"),
    ("years old|years of age|year-old|year-olds|周岁|岁", "year of age", "1"),
    ("years|year|yrs|个年度|年(?![级满龄])", "month", "12"),
    ("calendar months|months|month|个自然月|个月|月", "month", "1"),
    ("hours|hour|hrs|小时|个小时|个钟头", "minute", "60"),
    ("minutes|minute|mins|min|分钟", "minute", "1"),
    ("seconds|秒", "second", "1"),
    ("square kilometres|square kilometers|平方公里", "m2", "1000000"),
    ("square metres|square meters|square metre|square meter|sqm|m2|m²|平方米|平米", "m2", "1"),
    ("hectares|hectare|公顷", "m2", "10000"),
    ("cubic metres|cubic meters|cubic metre|cubic meter|m3|m³|立方米", "m3", "1"),
    ("litres|liters|litre|liter|升", "m3", "0.001"),
    ("kilometres an hour|kilometers per hour|km/h|公里每小时", "km/h", "1"),
    ("kilometres|kilometers|kilometre|kilometer|km|公里|千米", "m", "1000"),
    ("centimetres|centimeters|centimetre|centimeter|cm|厘米", "m", "0.01"),
    ("millimetres|millimeters|mm|毫米", "m", "0.001"),
    ("metres|meters|metre|meter|m|米", "m", "1"),
    ("tonnes|tonne|tons|ton|吨", "g", "1000000"),
    ("kilograms|kilogram|kilos|kilo|kg|公斤|千克", "g", "1000"),
    ("grams|gram|g|克", "g", "1"),
    ("kilowatt hours|kwh|千瓦时|度电", "kWh", "1"),
    ("kilowatts|kw|千瓦", "kW", "1"),
    ("decibels|decibel|db|分贝", "dB", "1"),
    ("degrees celsius|degrees|degree|°c|°|摄氏度|度", "degree", "1"),
    ("times|次|遍", "times", "1"),
    ("人|名|位", "", "1"),
    (
        "个|张|份|户|套|辆|只|条|件|本|间|栋|层|项|台|部|封|支|页|种|批|期|章|倍|米长|幼?株|匹|棵|双|场|座|所|家|门|档|级|分(?!钟|之)",
        "",
        "1",
    ),
)


def _compiled(spelling: str) -> str:
    if "(?" in spelling:
        return spelling
    escaped = re.escape(spelling).replace(r"\ ", "[ -]")
    return rf"{escaped}(?![a-z0-9])" if spelling[-1].isascii() and spelling[-1].isalnum() else escaped


_ALTERNATIVES = sorted(
    (
        (spelling, Unit(dimension, Decimal(factor)))
        for spellings, dimension, factor in _TABLE
        for spelling in re.split(r"\|(?![^(]*\))", spellings)
    ),
    key=lambda pair: -len(pair[0]),
)
_NAME = re.compile("|".join(f"({_compiled(spelling)})" for spelling, _ in _ALTERNATIVES))
_GAP = re.compile(
    r"(?:[ -]?(?:full|whole|further|more|extra|consecutive|additional|different|separate|整|多) ?|[ -])?"
)
_CURRENCY = re.compile(r"(us\$|\$|€|£|¥|(?<![a-z])(?:eur|gbp|usd|cny|rmb|chf)|人民币) ?$")


def unit_after(text: str, position: int) -> tuple[Unit, int] | None:
    """The unit that follows a number ending at `position`, and where it ends; one filling word may stand between."""
    gap = _GAP.match(text, position)
    match = _NAME.match(text, gap.end() if gap else position)
    if match is None or match.lastindex is None:
        return None
    return _ALTERNATIVES[match.lastindex - 1][1], match.end()


def currency_before(text: str, position: int) -> tuple[Unit, int] | None:
    """The currency whose sign stands right before a number starting at `position`, and where the sign starts."""
    sign = _CURRENCY.search(text, max(0, position - 5), position)
    named = _NAME.fullmatch(sign.group(1)) if sign else None
    if sign is None or named is None or named.lastindex is None:
        return None
    return _ALTERNATIVES[named.lastindex - 1][1], sign.start()
