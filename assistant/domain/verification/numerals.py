"""Numbers written in words: English ("twenty-five") and Chinese (二十五, 两, 半)."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
_ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "eleventh": 11,
    "twelfth": 12,
}
_WORDS: dict[str, int] = {**{word: n for n, word in enumerate(_UNITS)}, **_TENS, **_ORDINALS}
_SINGLE = {
    "once": Decimal(1),
    "twice": Decimal(2),
    "thrice": Decimal(3),
    "half": Decimal("0.5"),
    "dozen": Decimal(12),
}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}

_NUMBER = "|".join(sorted((*_WORDS, *_SINGLE, *_SCALES), key=len, reverse=True))
ENGLISH_NUMBER = rf"(?:{_NUMBER})(?:(?:[ -]|\ and\ )(?:{_NUMBER}))*"
"""A run of English number words, as a regular expression over plain text."""

_DIGITS = {character: n for n, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_CHINESE_SCALES = {"十": 10, "百": 100, "千": 1000}
CHINESE_NUMBER = "[零〇一二三四五六七八九两十百千万亿]{1,24}"
"""A run of Chinese numerals, as a regular expression; the longest number a policy could spell has fewer."""


def english_value(words: str) -> Decimal | None:
    """The value of a run of English number words, or None if the run is no number ("two three")."""
    parts = [part for part in re.split(r"[ -]+", words) if part != "and"]
    if len(parts) == 1 and parts[0] in _SINGLE:
        return _SINGLE[parts[0]]
    total, current, last = 0, 0, None
    for part in parts:
        if part in _SCALES:
            current = max(current, 1) * _SCALES[part]
            if _SCALES[part] >= 1000:
                total, current = total + current, 0
            last = None
        elif part in _WORDS and (last is None or (last >= 20 and _WORDS[part] < 10)):
            current, last = current + _WORDS[part], _WORDS[part]
        else:
            return None
    return Decimal(total + current)


def chinese_value(numeral: str) -> Decimal | None:
    """The value of a run of Chinese numerals: 三十 is 30, 二〇二六 is 2026; None if it is none."""
    if not numeral:
        return None
    if all(character in _DIGITS for character in numeral):
        return Decimal("".join(str(_DIGITS[character]) for character in numeral))
    total = section = digit = 0
    for character in numeral:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _CHINESE_SCALES:
            section += (digit or (1 if section == 0 else 0)) * _CHINESE_SCALES[character]
            digit = 0
        elif character in "万亿":
            total = (total + section + digit) * (10_000 if character == "万" else 100_000_000)
            section = digit = 0
        else:
            return None
    return Decimal(total + section + digit)


def digits_value(digits: str) -> Decimal | None:
    """The value of digits with an optional thousands separator and decimal point: "1,250.50" is 1250.5."""
    try:
        return Decimal(digits.replace(",", "").replace(" ", ""))
    except InvalidOperation:
        return None
