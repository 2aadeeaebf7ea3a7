"""Grounded sentences with one edit each that makes them wrong: what the check of drafts is measured on (G-01, G-02)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from assistant.domain.questions import Language
from assistant.domain.verification.figure_agreement import same_value
from assistant.domain.verification.figures import Figure, FigureKind
from assistant.domain.verification.numerals import CHINESE_NUMBER, ENGLISH_NUMBER
from assistant.domain.verification.reading import figures_of


class Edit(StrEnum):
    """What was changed."""

    NUMBER = "number"
    EXCHANGED_NUMBER = "exchanged_number"
    DATE = "date"
    NEGATION = "negation"
    MODALITY = "modality"


@dataclass(frozen=True, slots=True)
class Mutant:
    """A sentence made wrong by one edit of `original`."""

    original: str
    text: str
    edit: Edit


_DIGITS = re.compile(r"\d+")
_WORD_NUMBER = re.compile(rf"(?<![a-z]){ENGLISH_NUMBER}(?![a-z])|{CHINESE_NUMBER}", re.IGNORECASE)
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

# Each entry: the words replaced, what stands in their place. Only the first that fits a place is applied there.
_NEGATIONS_EN = (
    (r"\b(may|must|can|could|should|shall|is|are|has|have to|will) not\b", r"\1"),
    (r"\bcannot\b", "can"),
    (r"\b(do|does) not (have to|need|count|consider|have)\b", r"\1 \2"),
    (r"\bneed no\b", "need a"),
    (r"\bneed not\b", "must"),
    (
        r"\b(is|are) (needed|paid|allowed|permitted|charged|issued|processed|valid|possible|held|given|open)\b",
        r"\1 not \2",
    ),
    (r"(?<!No item )\b(can|may|must|has to|have to) (?!not)([a-z]+)", r"\1 not \2"),
    (r"\bis forbidden\b", "is not forbidden"),
    (r"\bis prohibited\b", "is not prohibited"),
    (r"\bcosts (?=\d)", "does not cost "),
    (r"\bwithout\b", "with"),
    (r"\bNo item may\b", "Any item may"),
)
_MODALITIES_EN = (
    (r"\bmust not\b|\bmay not\b|\bcannot\b", "need not"),
    (r"\bmust\b(?! not)|\b(?:have|has) to\b|\bshall\b", "may"),
    (r"\b(?:may|can)\b(?! not| only)", "must"),
    (r"\bneed not\b|\bdo not (?:have to|need to)\b", "must not"),
    (r"(?<!for )\bonly \b", ""),
    (r"\bunless\b", "if"),
    (r"\bexcept\b(?: for)?", "including"),
    (r"\bat least\b", "at most"),
    (r"\bup to\b|\bat most\b", "at least"),
    (r"\bmore than\b|\blonger than\b", "less than"),
    (r"\bis forbidden\b|\bis prohibited\b", "is recommended"),
    (r"\b(?:is|are) (?:allowed|permitted)\b", "is required"),
)
_NEGATIONS_ZH = (
    ("不得|不能(?!合)|禁止", "可以"),
    ("不需要|无需|无须|不用", "需要"),
    ("不予", "可予"),
    ("不收费|免费", "收费"),
    ("(?<!不)可以", "不可以"),
    ("(?<!不)(应当|必须)", r"不\1"),
    ("收费(?=\\d)", "不收费"),
    ("不停止", "停止"),
    ("不征税", "征税"),
    ("无正当理由", "有正当理由"),
    ("没有正当理由", "有正当理由"),
    ("免交", "应交"),
)
_MODALITIES_ZH = (
    ("不得|禁止|不能(?!合)", "无需"),
    ("应当|必须|须(?!提前拨)|(?<=最迟)要", "可以"),
    ("可以", "必须"),
    ("不需要|无需|无须", "不得"),
    ("只有|仅限|只(?=会|给)", ""),
    ("除外", "也包括在内"),
    ("至少", "至多"),
    ("最多|不超过", "至少"),
    ("超过(?<!不超过)", "低于"),
    ("以上", "以下"),
    ("以下", "以上"),
    ("最迟", "最早"),
)


def mutants(sentence: str, language: Language, quote: str) -> Iterator[Mutant]:
    """All mutants of a sentence that stands on `quote`; none of them says what the quote says."""
    for figure in figures_of(sentence):
        yield from _of_figure(sentence, figure, quote)
    chinese = language is Language.ZH
    for edit, table in (
        (Edit.NEGATION, _NEGATIONS_ZH if chinese else _NEGATIONS_EN),
        (Edit.MODALITY, _MODALITIES_ZH if chinese else _MODALITIES_EN),
    ):
        taken: set[int] = set()
        for pattern, replacement in table:
            for match in re.finditer(pattern, sentence):
                if taken.isdisjoint(range(*match.span())):
                    taken.update(range(*match.span()))
                    text = sentence[: match.start()] + match.expand(replacement) + sentence[match.end() :]
                    yield Mutant(sentence, text, edit)


def _of_figure(sentence: str, figure: Figure, quote: str) -> Iterator[Mutant]:
    if figure.weak:
        return
    written = sentence[figure.start : figure.end]
    date = figure.kind in {FigureKind.DATE, FigureKind.TIME, FigureKind.WEEKDAY}
    for other in _rewritten(written):
        if any(same_value(figure, changed) for changed in figures_of(other)):
            continue
        yield _with(sentence, figure, other, Edit.DATE if date else Edit.NUMBER)
    for rival in figures_of(quote):
        exchangeable = not rival.weak and (rival.kind, rival.unit) == (figure.kind, figure.unit)
        if exchangeable and rival.value != figure.value and figure.kind is FigureKind.NUMBER and figure.unit:
            yield _with(sentence, figure, quote[rival.start : rival.end], Edit.EXCHANGED_NUMBER)


def _with(sentence: str, figure: Figure, other: str, edit: Edit) -> Mutant:
    return Mutant(sentence, sentence[: figure.start] + other + sentence[figure.end :], edit)


def _rewritten(written: str) -> Iterator[str]:
    """The figure with one of its numbers moved up, multiplied or misspelt by a digit, or its month or day exchanged."""
    for match in _DIGITS.finditer(written):
        digits = match.group()
        for changed in {_plus_one(digits), _last_digit(digits), _tenfold(digits, written)} - {digits}:
            yield written[: match.start()] + changed + written[match.end() :]
    for month in _MONTHS:
        if month in written:
            yield written.replace(month, _MONTHS[(_MONTHS.index(month) + 5) % 12])
    if not _DIGITS.search(written):
        yield from _reworded(written)


def _plus_one(digits: str) -> str:
    return f"{int(digits) + 1:0{len(digits)}d}"


def _last_digit(digits: str) -> str:
    return digits[:-1] + str((int(digits[-1]) + 7) % 10)


def _tenfold(digits: str, written: str) -> str:
    return (
        str(Decimal(digits) * 10)
        if written.strip() and len(digits) <= 3 and not digits.startswith("0")
        else digits
    )


_NEXT_WORD = {
    "two": "five", "three": "four", "four": "six", "five": "seven", "six": "nine", "ten": "twelve", "twelve": "ten",
    "两": "五", "二": "三", "三": "六", "五": "八", "六": "四", "十": "七", "三十": "四十",
    "周一": "周三", "周五": "周六", "星期一": "星期三", "星期五": "星期六", "星期四": "星期五",
    "thursday": "Friday", "sunday": "Monday", "monday": "Tuesday", "weekdays": "weekends", "周四": "周五", "周日": "周一",
    "first": "third",
}  # fmt: skip


def _reworded(written: str) -> Iterator[str]:
    lowered = written.lower()
    for word in sorted(_NEXT_WORD, key=len, reverse=True):
        position = lowered.find(word)
        if position >= 0:
            yield written[:position] + _NEXT_WORD[word] + written[position + len(word) :]
            return
