"""The day on which somebody was born, where the text says that it is one.

A year alone stays, and so do the days that rules name ("if you were born before 6 April 1951"): only a whole date that
is said of one person is personal.
"""

from __future__ import annotations

import re

from assistant.domain.personal_forms import Form
from assistant.domain.privacy import PersonalDataType as Type

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?:19|20)\d\d"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = (
    rf"(?:{_YEAR}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|\d{{1,2}}[-/.]\d{{1,2}}[-/.](?:19|20)?\d\d"
    rf"|{_DAY}(?: of)? {_MONTH},? {_YEAR}|{_MONTH} {_DAY},? {_YEAR}|{_YEAR}(?:0[1-9]|1[0-2])[0-3]\d)(?!\d)"
)
_CHINESE_DATE = r"(?:(?:19|20)?\d\d\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?[日号]|[一二三四五六七八九零〇]{4}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}[日号])"
_ANY_DATE = rf"(?:{_DATE}|{_CHINESE_DATE})"

_OF_A_RULE = re.compile(
    r"\b(?:if|who|whose|anyone|those|people|children|babies)\b[^.?!\n]{0,40}$", re.IGNORECASE
)
_RULE_WINDOW = 60
"""Characters before a date in which a rule would say whom it is about."""


def _of_one_person(match: re.Match[str]) -> bool:
    return _OF_A_RULE.search(match.string[max(0, match.start() - _RULE_WINDOW) : match.start()]) is None


BIRTH_FORMS: tuple[Form, ...] = (
    Form(
        Type.BIRTH_DATE,
        re.compile(
            rf"\b(?:date of birth|birth ?date|birthday|d\.?o\.?b\.?)(?:\s|\bis\b|\bwas\b|\bon\b|[:=(-]){{0,5}}({_DATE})",
            re.IGNORECASE,
        ),
        group=1,
        hints=("birth", "dob", "d.o.b"),
    ),
    Form(
        Type.BIRTH_DATE,
        re.compile(
            rf"\b(?:(?:am|was|is|'m)\s+(?:also )?born|born\s*:)\s+(?:(?:on|in) )?(?:the )?({_DATE})",
            re.IGNORECASE,
        ),
        _of_one_person,
        group=1,
        hints=("born",),
    ),
    Form(
        Type.BIRTH_DATE,
        re.compile(
            rf"(?:出生(?:日期|年月日?|时间)?|生日|生于|出生于)(?:\s|[:是为在于]|公历|农历|阳历){{0,4}}({_ANY_DATE})(?!\s?[以之]?[前后])"
        ),
        group=1,
        hints=("生",),
    ),
    Form(
        Type.BIRTH_DATE,
        re.compile(
            rf"(?:我|他|她|本人|孩子|儿子|女儿|宝宝|父亲|母亲|爸|妈|丈夫|妻子)(?:是|于|在|的)?\s?({_ANY_DATE})(?:出生|生的|生人|生日)"
        ),
        group=1,
        hints=("生",),
    ),
)
