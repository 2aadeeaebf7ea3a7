"""The number of a list item as people see it: 3, c, iii, 三."""

from __future__ import annotations

from collections.abc import Iterator

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_DIGITS = "零一二三四五六七八九"
_UNITS = ((1000, "千"), (100, "百"), (10, "十"), (1, ""))


def list_number(number: int, style: str) -> str:
    """A number in a style of HTML lists: `1`, `a`, `A`, `i`, `I`; or `zh` for Chinese numerals."""
    if number < 1:
        return str(number)
    match style:
        case "a":
            return _letters(number)
        case "A":
            return _letters(number).upper()
        case "i":
            return _roman(number)
        case "I":
            return _roman(number).upper()
        case "zh":
            return _chinese(number)
        case _:
            return str(number)


def _letters(number: int) -> str:
    out = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        out = chr(ord("a") + rest) + out
    return out


def _roman(number: int) -> str:
    if number >= 4000:
        return str(number)
    out = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        out += letters * count
    return out


def _chinese(number: int) -> str:
    if number >= 10_000:
        return str(number)
    out = "".join(_chinese_digits(number))
    return out.removeprefix("一") if out.startswith("一十") else out


def _chinese_digits(number: int) -> Iterator[str]:
    gap = False
    started = False
    for value, unit in _UNITS:
        digit, number = divmod(number, value)
        if digit:
            if gap and started:
                yield _DIGITS[0]
            yield _DIGITS[digit] + unit
            started, gap = True, False
        else:
            gap = True
