"""Sentences said in other words by rules that keep the sense: what the check of drafts must leave alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.domain.questions import Language

_EN: tuple[tuple[str, str], ...] = (
    (r"\bmust not\b", "may not"),
    (r"\bcannot\b", "is not able to"),
    (r"\bmust be\b", "has to be"),
    (r"\b(You|you|They|they|We|we) must\b", r"\1 have to"),
    (r"\b(You|you) can\b", r"\1 may"),
    (r"\bdo not need to\b", "do not have to"),
    (r"\bneed not\b", "do not have to"),
    (r"\bis free of charge\b", "costs nothing"),
    (r"\bwithin (\d+) days of\b", r"no later than \1 days after"),
    (r"(?<![\d.,])([\d.,]*\d) euros\b", r"€\1"),
    (r"\b14 days\b", "two weeks"),
    (r"\b(?:a|per) year\b", "every year"),
    (r"\b12 months\b", "one year"),
    (r"\bat least\b", "no less than"),
    (r"\bup to\b", "at most"),
    (r"\bmore than\b", "over"),
    (r"\bunless\b", "except if"),
    (r"\bkilograms\b", "kg"),
    (r"\bper cent\b|(?<=\d)%", " percent"),
    (r"\b(\d{1,2}):00\b(?!–|-)", r"\1.00"),
    (r"\bthree\b", "3"),
    (r"\btwo\b(?= \w+s\b)", "2"),
    (r"\bsix\b", "6"),
    (r"\bcosts\b", "has a price of"),
    (r"\bobtain\b|\breceive\b", "get"),
    (r"\brequest\b", "ask for"),
    (r"\bpermit holder\b", "holder of a permit"),
    (r"^If ([^,]+), (.+)\.$", r"\2 if \1."),
)
_ZH: tuple[tuple[str, str], ...] = (
    ("应当", "必须"),
    ("必须", "应当"),
    ("不得", "不能"),
    ("(?<!不)可以", "可"),
    ("无需|无须", "不需要"),
    ("免费", "不收费"),
    ("(\\d+)欧元", r"\1 欧元"),
    ("14天|十四天", "两周"),
    ("(\\d+)日内", r"\1天以内"),
    ("(\\d+)天内", r"\1日之内"),
    ("不超过", "最多"),
    ("至少", "不少于"),
    ("三个月", "3个月"),
    ("六个月", "6个月"),
    ("两年", "2年"),
    ("每年(?!\\d)", "一年"),
    ("(?<!\\d)(\\d)月(\\d{1,2})日", r"\1月\2号"),
    ("周一至周五", "星期一到星期五"),
    ("以内", "之内"),
    ("年满", "满"),
    ("如果", "若"),
    ("之前", "以前"),
    ("须(?!知)", "需要"),
    ("办理", "办"),
    ("缴纳", "交"),
    ("领取", "拿"),
)

_FRONTED = re.compile(r"(?=The |An? |Each |Every |You |No ).(?P<rest>[^,]+?) if (?P<condition>[^,]+)\.$")
"""A rule with its condition at the end, which may as well stand at the front."""


def rewordings(sentence: str, language: Language) -> Iterator[str]:
    """The sentence reworded at one place each, and once at every place that the rules reach."""
    together = sentence
    for pattern, other in _ZH if language is Language.ZH else _EN:
        changed = re.sub(pattern, other, sentence, count=1)
        if changed == sentence:
            continue
        yield _opened(changed)
        if not pattern.startswith("^"):
            together = re.sub(pattern, other, together, count=1)
    if together != sentence:
        yield _opened(together)
    if fronted := _FRONTED.match(sentence):
        yield f"If {fronted['condition']}, {sentence[0].lower()}{fronted['rest']}."


def _opened(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
