"""Numbers of a workbook as a person sees them: by the cell's number format, of which the usual part is understood."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy-mm-dd", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
    21: "h:mm:ss", 22: "yyyy-mm-dd h:mm", 37: "#,##0;(#,##0)", 38: "#,##0;(#,##0)", 39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;(#,##0.00)", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"',
    29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"', 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 54: 'm"月"d"日"', 57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}  # fmt: skip
"""Formats that files name by number. Short dates follow the reader's computer in Excel; here they are ISO dates."""

_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.')
_TOKEN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|AM/PM|am/pm|A/P|y+|m+|d+|h+|s+(?:\.0+)?|.', re.DOTALL)
_DATE = re.compile(r"[ymdhs]", re.IGNORECASE)
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_LAST_DAY = 2_958_465
"""The serial number of 31 December 9999."""


def shown(value: str, number_format: str, *, from_1904: bool = False) -> str:
    """A stored number as drawn with a format. What is no number, or a format beyond us, comes back plain."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    if not number.is_finite() or abs(number) > Decimal(10) ** 40:
        return value
    section = _section(number_format, number)
    bare = re.sub(r"\[[^\]]*\]", "", _LITERAL.sub("", section))
    elapsed = re.search(r"\[(h+|m+|s+)\]", section, re.IGNORECASE)
    if elapsed or (_DATE.search(bare) and not re.search(r"[0#?](?!\d)", re.sub(r"s\.0+", "s", bare))):
        return _date(number, section, from_1904) if 0 <= number <= _LAST_DAY else _plain(number)
    if not re.search(r"[0#?]", bare):
        return _plain(number) if not section or "general" in section.lower() else _decorated(section, "")
    if "/" in bare or "e" in bare.lower():
        return _plain(number)
    return _number(number, section, signed=";" in number_format)


def hides_everything(number_format: str) -> bool:
    """True for formats such as `;;;` that draw nothing, whatever the cell holds."""
    return ";" in number_format and not number_format.replace(";", "").strip()


def _section(number_format: str, number: Decimal) -> str:
    sections = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', number_format)
    if number < 0 and len(sections) > 1:
        return sections[1]
    if number == 0 and len(sections) > 2:
        return sections[2]
    return sections[0]


def _plain(number: Decimal) -> str:
    rounded = Decimal(f"{number:.11g}") if number else Decimal(0)
    text = f"{rounded:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _number(number: Decimal, section: str, *, signed: bool) -> str:
    bare = re.sub(r"\[[^\]]*\]", "", _LITERAL.sub("", section))
    value = abs(number) * (100 if "%" in bare else 1)
    places = re.search(r"[0#?][0#?,]*", bare)
    assert places is not None
    trailing = re.search(r"[0#?](,+)(?![0#?,])", bare)
    value /= Decimal(1000) ** len(trailing[1] if trailing else "")
    decimals = re.search(r"\.([0#?]+)", bare)
    needed = decimals[1] if decimals else ""
    rounded = value.quantize(Decimal(1).scaleb(-len(needed)), rounding=ROUND_HALF_UP)
    grouped = "," in places[0].rstrip(",")
    text = f"{rounded:,f}" if grouped else f"{rounded:f}"
    if needed.endswith(("#", "?")) and "." in text:
        least = len(needed.rstrip("#?"))
        whole, _, rest = text.partition(".")
        rest = rest[:least] + rest[least:].rstrip("0")
        text = f"{whole}.{rest}" if rest else whole
    least_whole = len(re.sub(r"[^0]", "", places[0]))
    whole, dot, rest = text.partition(".")
    text = whole.rjust(least_whole, "0") + dot + rest
    drawn = _decorated(section, text)
    return f"-{drawn}" if number < 0 and not signed and rounded else drawn


def _decorated(section: str, digits: str) -> str:
    """The section's literals with the digits in the place of its placeholders."""
    out: list[str] = []
    placed = False
    for token in _TOKEN.findall(section):
        if token[0] == '"':
            out.append(token[1:-1])
        elif token[0] == "\\":
            out.append(token[1])
        elif token[0] == "_":
            out.append(" ")
        elif token[0] == "[":
            out.append(token[2:-1].split("-")[0] if token.startswith("[$") else "")
        elif token in "0#?,.":  # noqa: S105 - a piece of a number format
            if not placed:
                out.append(digits)
            placed = True
        elif token[0] not in "*@":
            out.append(token)
    return " ".join("".join(out).split())


def _date(number: Decimal, section: str, from_1904: bool) -> str:
    seconds = int((number * 86_400).to_integral_value(rounding=ROUND_HALF_UP))
    # The calendar of 1900 knows a 29 February 1900 that never was: days before it are one off.
    start = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30 if number >= 60 else 31)  # noqa: DTZ001
    try:
        moment = start + timedelta(seconds=seconds)
    except OverflowError:
        return _plain(number)
    tokens = _TOKEN.findall(section)
    half_day = any(token.lower() in ("am/pm", "a/p") for token in tokens)
    out: list[str] = []
    clock = ""
    for position, token in enumerate(tokens):
        lower = token.lower()
        if lower[0] == "m" and lower.strip("m") == "":
            following = next((t.lower() for t in tokens[position + 1 :] if t.lower()[0] in "ymdhs"), "")
            if clock in ("h", "[") or following.startswith("s"):
                out.append(f"{moment.minute:0{min(len(lower), 2)}d}")
                clock = "m"
                continue
        if lower[0] in "hs":
            clock = lower[0]
        elif lower[0] in "yd":
            clock = ""
        elif re.fullmatch(r"\[[hms]+\]", lower):
            clock = "["
        out.append(_date_part(token, moment, seconds, half_day=half_day))
    return " ".join("".join(out).split())


def _date_part(token: str, moment: datetime, seconds: int, *, half_day: bool) -> str:
    lower = token.lower()
    width = len(lower)
    match lower[0]:
        case '"':
            return token[1:-1]
        case "\\":
            return token[1]
        case "_" | "*":
            return " "
        case "[":
            per = {"h": 3600, "m": 60, "s": 1}.get(lower[1:2])
            return str(seconds // per) if per and re.fullmatch(r"\[[hms]+\]", lower) else ""
        case "y":
            return f"{moment.year:04d}" if width > 2 else f"{moment.year % 100:02d}"
        case "m":
            name = _MONTHS[moment.month - 1]
            return f"{moment.month:0{width}d}" if width < 3 else name[:3] if width == 3 else name
        case "d":
            name = _DAYS[moment.weekday()]
            return f"{moment.day:0{width}d}" if width < 3 else name[:3] if width == 3 else name
        case "h":
            hour = (moment.hour % 12 or 12) if half_day else moment.hour
            return f"{hour:0{min(width, 2)}d}"
        case "s":
            return f"{moment.second:0{min(len(lower.split('.')[0]), 2)}d}"
        case "a" if "/" in lower:
            return "AM" if moment.hour < 12 else "PM"
        case ";" | "@":
            return ""
        case _:
            return token
