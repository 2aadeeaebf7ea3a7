"""Further single edits that make a grounded sentence wrong: another unit, scope or name, or a condition left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.domain.questions import Language
from assistant.domain.verification.figures import FigureKind
from assistant.domain.verification.reading import figures_of

_UNITS_EN = (
    ("working days", "weeks"),
    ("euros", "dollars"),
    ("hours", "days"),
    ("minutes", "hours"),
    ("days", "weeks"),
    ("weeks", "months"),
    ("months", "years"),
    ("years", "months"),
    ("kilograms", "grams"),
    ("metres", "kilometres"),
    ("per cent", "euros"),
    ("%", " euros"),
)
_UNITS_ZH = (
    ("个工作日", "周"),
    ("欧元", "元"),
    ("小时", "天"),
    ("分钟", "小时"),
    ("个月", "年"),
    ("周岁", "个月"),
    ("天", "周"),
    ("周", "个月"),
    ("年", "个月"),
    ("公斤", "克"),
    ("米", "公里"),
    ("%", "欧元"),
)
_SCOPES_EN = (
    (r"\bonly\b (?!\d|if\b)", ""),
    (r"\ball\b(?! (?:year|day))", "some"),
    (r"\b[Ee]very\b(?! (?:year|month|week|day|hour))", "only one"),
    (r"\b[Ee]ach\b(?! (?:year|month|week|day|hour|further))", "only one"),
    (r"\bat least\b", "at most"),
    (r"\bat most\b|\bup to\b|\bno more than\b", "at least"),
    (r"\bmore than\b", "less than"),
    (r"\bless than\b|\bfewer than\b", "more than"),
    (r"\bover (?=\d)", "under "),
    (r"\bunder (?=\d)", "over "),
    (r"\bwithin (?=\w+ (?:days|weeks|months|hours))", "after "),
    (r"\bbefore (?=\d)", "after "),
    (r"\bafter (?=\d)", "before "),
)
_SCOPES_ZH = (
    ("只有|仅限|(?<!不)仅|只(?=能|可|限|接受|在)", ""),
    ("(?<!同样)均|(?<!大)都(?!市)", "部分"),
    ("所有|全部", "部分"),
    ("至少|最少", "至多"),
    ("至多|最多|不超过", "至少"),
    ("以上", "以下"),
    ("以下", "以上"),
    ("以内|之内", "以后"),
    ("之前|以前", "之后"),
    ("之后|以后", "之前"),
)
_CONDITIONS_EN = re.compile(
    r",? (?:if|unless|except|provided that|as long as|only where) [^,.;]+(?=[.;]$)|^(?:If|Unless|Provided that) [^,]+, "
)
_CONDITIONS_ZH = re.compile(r"[，,](?:但|除非|除)[^，。；]+(?=[。；]$)|^(?:如果|如|若|凡)[^，]+，")
_NAME = re.compile(r"(?<=[a-z] )[A-Z][a-z]{3,}(?: [A-Z][a-z]{3,})*")
_NAMED_ZH = re.compile("(?:向|到|在)([\u4e00-\u9fff]{2,6}?(?:局|处|中心|部门|厅|所))")


def wrong_units(sentence: str, language: Language) -> Iterator[str]:
    """The sentence with one figure counted in another unit."""
    table = _UNITS_ZH if language is Language.ZH else _UNITS_EN
    for figure in figures_of(sentence):
        if figure.kind is not FigureKind.NUMBER or figure.weak or not figure.unit:
            continue
        written = sentence[figure.start : figure.end]
        for unit, other in table:
            if written.endswith(unit):
                yield sentence[: figure.start] + written[: -len(unit)] + other + sentence[figure.end :]
                break


def wrong_scopes(sentence: str, language: Language) -> Iterator[str]:
    """The sentence with one word of scope taken out or turned round."""
    for pattern, other in _SCOPES_ZH if language is Language.ZH else _SCOPES_EN:
        for match in re.finditer(pattern, sentence):
            yield sentence[: match.start()] + other + sentence[match.end() :]


def wrong_names(sentence: str, language: Language, names: tuple[str, ...]) -> Iterator[str]:
    """The sentence with one name or office exchanged for one of `names` that it does not hold."""
    pattern, group = (_NAMED_ZH, 1) if language is Language.ZH else (_NAME, 0)
    for match in pattern.finditer(sentence):
        other = next((name for name in names if name not in sentence), None)
        if other is not None:
            yield sentence[: match.start(group)] + other + sentence[match.end(group) :]


def without_condition(sentence: str, language: Language) -> Iterator[str]:
    """The sentence with a condition or exception left out."""
    for match in (_CONDITIONS_ZH if language is Language.ZH else _CONDITIONS_EN).finditer(sentence):
        rest = sentence[: match.start()] + sentence[match.end() :]
        yield rest[:1].upper() + rest[1:]
