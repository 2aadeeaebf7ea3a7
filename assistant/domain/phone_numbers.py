"""Telephone numbers as people write them: international, with an area code, bare, in Chinese or American groups.

The shapes are wide; dates, years, amounts and short numbers are kept out afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.domain.privacy import PersonalDataType

_START = r"(?<![0-9A-Za-z.,/#-])"
_END = r"(?![0-9A-Za-z_]|[.,:/-]\d)"
_EXTENSION = r"(?:\s?(?:x|ext\.?|extension|转|分机)\s?\d{1,6})?"

_SHAPES = tuple(
    re.compile(_START + shape + _EXTENSION + _END, re.IGNORECASE)
    for shape in (
        r"(?:\+|00)[1-9]\d{0,2}(?:[ .\-/]{0,2}\(?\d{1,5}\)?){2,6}",
        r"\+?86[ -]?1[3-9]\d[ -]?\d{4}[ -]?\d{4}",
        r"1[3-9]\d[ -]?\d{4}[ -]?\d{4}",
        r"\(?0\d{1,5}\)?(?:[ .\-/]{0,2}\d{2,8}){1,5}",
        r"(?:1[ .-])?\(?[2-9]\d{2}\)?[ .-]{0,2}\d{3}[ .-]?\d{4}",
        r"\(\d{2,4}\)(?:[ .-]?\d{2,5}){1,4}",
        r"\d{2,4}(?:-\d{2,4}){2,4}",
        r"\d{2,4}(?: \d{2,4}){2,4}",
        r"\d{2}(?:\.\d{2}){3,4}",
        r"[2-9]\d{2}[ -](?!(?:19|20)\d\d)\d{4}",
        r"(?:400|800)[ -]?\d{3,4}[ -]?\d{3,4}",
        r"\d{10,12}",
    )
)

_NAMED = re.compile(
    r"(?:phone|telephone|tel|mobile|cell|call|dial|reach|ring me|text me|fax|whatsapp|contact|电话|手机|座机|号码|致电|拨打|联系方式)"
    r"[^\d\n]{0,20}?(?::\s{0,3})?(\+?\(?\d(?:[ .()/-]{0,2}\d){5,13})" + _END,
    re.IGNORECASE,
)
"""A number that is called a telephone number counts even in a shape that alone would say nothing."""

_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_DATE = re.compile(
    rf"^(?:(?:19|20)\d\d(?P<iso>[ ./-]){_MONTH}(?P=iso){_DAY}"
    rf"|(?:{_DAY}(?P<day>[ ./-]){_MONTH}(?P=day)|{_MONTH}(?P<month>[ ./-]){_DAY}(?P=month))(?:19|20)?\d\d)(?:$|[ T])"
)
_YEARS = re.compile(r"^(?:19|20)\d\d(?:[ ./-]+(?:19|20)?\d\d)*$")
_COMPACT_DATE = re.compile(r"^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:\d{4})?$")
_MONEY_BEFORE = re.compile(r"(?:[$€£¥]|eur|usd|gbp|rmb|cny|人民币)\s?$", re.IGNORECASE)
_MONEY_AFTER = re.compile(
    r"^\s?(?:[$€£¥%]|eur|usd|gbp|rmb|euro|dollar|pound|元|块|万|人|m²|sq)", re.IGNORECASE
)

_SPOKEN = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?:(?:zero|oh|o|one|two|three|four|five|six|seven|eight|nine|double|triple|\d)\b[\s,-]{1,2}){6,14}"
        r"(?:zero|oh|o|one|two|three|four|five|six|seven|eight|nine|\d)\b",
        r"[一幺壹1](?:[ -]?[零〇一幺二三四五六七八九壹贰叁肆伍陆柒捌玖]){10}(?![零〇一幺二三四五六七八九十百千万])",
    )
)
"""A number read out digit by digit."""

_LENGTHS = range(7, 16)
"""Digits a telephone number has: local ones from seven up, fifteen at most (ITU-T E.164)."""


def find_phones(text: str) -> Iterator[tuple[int, int, PersonalDataType]]:
    """The telephone numbers in a folded text; spans may overlap."""
    for shape in _SHAPES:
        for match in shape.finditer(text):
            if _plausible(text, *match.span()):
                yield (*match.span(), PersonalDataType.PHONE)
    for spoken in _SPOKEN:
        for match in spoken.finditer(text):
            if not match.group().isascii() or re.search(r"[a-z]{3}", match.group(), re.IGNORECASE):
                yield (*match.span(), PersonalDataType.PHONE)
    for match in _NAMED.finditer(text):
        if not _is_date(match.group(1)) and not _is_amount(text, *match.span(1)):
            yield (*match.span(1), PersonalDataType.PHONE)


def _plausible(text: str, start: int, end: int) -> bool:
    written = text[start:end]
    digits = re.sub(r"(?:x|ext|转|分机).*|\D", "", written, flags=re.IGNORECASE)
    if len(digits) not in _LENGTHS or len(set(digits)) == 1:
        return False
    return not _is_date(written) and not _is_amount(text, start, end)


def _is_date(written: str) -> bool:
    return any(form.match(written) for form in (_DATE, _YEARS, _COMPACT_DATE))


def _is_amount(text: str, start: int, end: int) -> bool:
    return bool(
        _MONEY_BEFORE.search(text[max(0, start - 5) : start]) or _MONEY_AFTER.match(text[end : end + 7])
    )
