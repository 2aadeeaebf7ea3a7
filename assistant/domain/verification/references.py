"""Names made of digits: web and e-mail addresses, telephone numbers, forms, articles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.domain.verification.figures import Figure, FigureKind
from assistant.domain.verification.numerals import CHINESE_NUMBER, chinese_value

_ADDRESS = re.compile(r"(?:https?://|www\.)[a-z0-9./?=&%#_~+:@-]+|[a-z0-9._+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+")
_FORM = re.compile(r"(?<![a-z0-9])([a-z]{1,3})[- ]?(\d{1,4}[a-z]?)(?![a-z0-9]|[.,]\d)")
_FORM_WORD = re.compile(r"(?:forms?|表格?|附表)\s*[\"'《]?$")
_PHONE = re.compile(
    r"(?<![a-z0-9.,-])1\d{10}(?!\d)|(?<![a-z0-9.,-])\+?\(?\d[\d ()/-]{1,18}\d(?![a-z0-9年月日元]|[.:]\d| ?-?\d)"
)
_CALL = re.compile(r"(?:call|dial|ring|phone|telephone|拨打|致电|电话)\s*$")
_MIN_PHONE_DIGITS = 7
"""Fewer digits are read as a telephone number only right after a word such as "call": 112 in "call 112"."""
_MOBILE_DIGITS = 11
"""Length of a Chinese mobile number, which is written without groups and without a leading zero."""

_LEVELS = (
    ("条", r"articles?|arts?\."),
    ("章", r"chapters?"),
    ("款", r"paragraphs?|paras?\."),
    ("节", r"sections?|§+"),
    ("项", r"items?|points?"),
)
_ARTICLE = re.compile("|".join(f"(?P<l{n}>(?<![a-z])(?:{words}))" for n, (_, words) in enumerate(_LEVELS)))
_ARTICLE_NUMBER = re.compile(r"\s*(\d{1,4}[a-z]?)(?![\d:%])(?!\.\d)")
_CHINESE_ARTICLE = re.compile(rf"第\s*(\d{{1,4}}|{CHINESE_NUMBER})\s*([条章款节项])")


def references(text: str) -> Iterator[Figure]:
    """The references of a plain text; a later one may overlap an earlier, stronger one."""
    for match in _ADDRESS.finditer(text):
        value = match.group().rstrip(".,:/?-")
        yield Figure(FigureKind.ADDRESS, value, "", match.start(), match.start() + len(value))
    yield from _chinese_articles(text)
    yield from _articles(text)
    yield from _forms(text)


def _chinese_articles(text: str) -> Iterator[Figure]:
    for match in _CHINESE_ARTICLE.finditer(text):
        number = match.group(1)
        value = number if number.isdigit() else str(chinese_value(number))
        yield Figure(FigureKind.ARTICLE, value.lstrip("0") or "0", match.group(2), match.start(), match.end())


def _articles(text: str) -> Iterator[Figure]:
    for match in _ARTICLE.finditer(text):
        number = _ARTICLE_NUMBER.match(text, match.end())
        if number is None:
            continue
        level = next(name for n, (name, _) in enumerate(_LEVELS) if match.group(f"l{n}"))
        yield Figure(FigureKind.ARTICLE, number.group(1), level, match.start(), number.end())


def _forms(text: str) -> Iterator[Figure]:
    for match in _FORM.finditer(text):
        named = _FORM_WORD.search(text, max(0, match.start() - 12), match.start())
        if "-" not in match.group() and not named:
            continue
        value = f"{match.group(1)}-{match.group(2).lstrip('0') or '0'}"
        yield Figure(FigureKind.FORM, value, "", match.start(), match.end())


def phones(text: str) -> Iterator[Figure]:
    """The telephone numbers of a plain text whose dates have been read already."""
    for match in _PHONE.finditer(text):
        digits = re.sub(r"\D", "", match.group())
        called = _CALL.search(text, max(0, match.start() - 12), match.start())
        if called or (len(digits) >= _MIN_PHONE_DIGITS and _looks_dialled(match.group(), digits)):
            yield Figure(FigureKind.PHONE, digits, "", match.start(), match.end())


def _looks_dialled(written: str, digits: str) -> bool:
    """False for dates and amounts; true for a leading zero, plus or bracket, groups, or the length of a mobile."""
    if re.fullmatch(r"\d{4}-\d\d?-\d\d?", written):
        return False
    return written[0] in "+(0" or " " in written or "-" in written or len(digits) == _MOBILE_DIGITS
