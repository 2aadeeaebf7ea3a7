"""Rules of one document that set different values for one matter.

A document tells its own cases apart by a word or a heading: the first permit and the second, adults and children, rows
of a table. So its rules are compared only where nothing but the value differs; what may be another case is one.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import product

from assistant.domain.verification.plain_text import plain
from assistant.services.contradictions.matching import Clash, compared
from assistant.services.contradictions.rules import Rule
from assistant.services.contradictions.subjects import subject_of

_QUALIFYING = re.compile(
    r"(?<![a-z])(?:first|second|third|further|additional|extra|another|other|next|later|late|after|before|until|till|from|since"
    r"|first-time|renewal|renew(?:ed|ing)?|each|every|per|under|over|above|below|aged?|old|older|younger|less|more|least|most"
    r"|maximum|minimum|up to|if|unless|when|where|while|with|without|not|no|only|except|otherwise|instead|half|double|reduced|full"
    r"|annual(?:ly)?|yearly|monthly|weekly|daily|hourly|summer|winter|weekdays?|weekends?|holidays?|online|post|counter)(?![a-z])"
    r"|首|第[一二三四五六七八九十\d]+|每|另|再|其他|以上|以下|以内|以外|超过|不足|未满|年满|满|少于|多于|低于|高于|至少|最多|最高|最低|不得"
    r"|不|如|若|但|除|逾期|之后|之前|以前|以后|期间|减半|全额|半价|单独|额外|续|补|初次|年费|月费|日|夏|冬|周末|节假日|工作日|网上|窗口|邮寄"
)
"""Words and characters that say for what, when or whom a value holds and which the subject of a rule leaves out."""


_SECTIONS = """
how what who where which why can do does apply applying application register registering registration notify report pay payment fee fees
cost costs price prices charge charges document documents paper papers form forms bring need needed required requirement requirements
condition conditions eligibility eligible get claim claiming overview introduction general about information detail details summary question
questions answer answers note notes important rule rules change changes decision appeal deadline deadlines time times processing
contact contacts help step steps procedure process exceptions duties rights renewing renewal validity amount amounts key facts
"""
_SECTIONS_CHINESE = "怎么样如何申请办理登记报告材料表格收费用缴纳标准流程时限范围条件对象地点方式期限规定说明注意事项总则附常见问题概述联系有效变更"
"""Words that a heading may hold without naming a case: "How to apply" is no other matter than "Fees"."""

_TOPICAL = subject_of(_SECTIONS)
_TOPICAL_CHARACTERS = frozenset(_SECTIONS_CHINESE)


_LEANING = re.compile(
    r"^\W*(?:(?:it|its|they|their|this|that|these|those|he|she|such|both|each of them|otherwise|then|in (?:this|that|these|those|such)"
    r"|the same|if so|after that|for (?:this|that|these|those)|and|but|or)(?![a-z])"
    r"|[（(]?[一二三四五六七八九十\d]+[)）、]|对(?!于|本)|并|处|其|该|此|这|那|上述|前款|前项|前述|情节|构成|逾期|拒不|有违法所得|没有违法所得|同时|但|或)"
)
"""A sentence that leans on the one before: for which case its value holds, that one says."""


def disagreement(ours: Rule, theirs: Rule) -> tuple[Clash, ...]:
    """The values in which two rules of one document disagree; nothing where they may speak of different cases."""
    if "|" in ours.text or "|" in theirs.text:
        return ()  # cells of a table differ by what stands beside and above them
    if _LEANING.search(plain(ours.text)) or _LEANING.search(plain(theirs.text)):
        return ()
    if ours.subject.strange_to(theirs.subject) or theirs.subject.strange_to(ours.subject):
        return ()
    if _names_a_case(ours, theirs) or _names_a_case(theirs, ours):
        return ()
    comparison = compared(_bare(ours), _bare(theirs))
    if comparison is None or ours.rates != theirs.rates or _marks(ours) != _marks(theirs):
        return ()
    if _cases(ours) != _cases(theirs) or len({clash.ours.unit for clash in comparison.clashes}) > 1:
        return ()  # where two things differ, the one mostly says for what the other holds
    return comparison.clashes


def _marks(rule: Rule) -> frozenset[str]:
    """The figures that say for what or when it holds. A rule that sets nothing but a date does not hold for that date."""
    (unit, *more) = dict.fromkeys(value.unit for value in rule.values)
    return rule.marks if more else frozenset(mark for mark in rule.marks if not mark.startswith(f"{unit} "))


def _names_a_case(rule: Rule, other: Rule) -> bool:
    """True if a heading over the rule names what neither the other rule nor any heading over that one does."""
    strange = rule.context.strange_to(other.whole)
    return bool(strange - _TOPICAL.words - _TOPICAL_CHARACTERS)


def _bare(rule: Rule) -> Rule:
    """The rule by its own words: what stands over it has been compared."""
    return replace(rule, headings=())


def _cases(rule: Rule) -> Counter[str]:
    text = list(rule.text)
    for value in rule.values:
        text[value.start : value.end] = " " * (value.end - value.start)
    return Counter(_QUALIFYING.findall(plain("".join(text))))


def disagreements(ours: tuple[Rule, ...], theirs: tuple[Rule, ...]) -> tuple[tuple[Rule, Rule, Clash], ...]:
    """Each pair of rules that disagree, with the values.

    A rule that also finds its own value on the other side is no contradiction there: both cases are told.
    """
    return tuple(
        (one, other, clash)
        for one, other in product(ours, theirs)
        for clash in (disagreement(one, other) if not _told_on_both_sides(one, other, ours, theirs) else ())
    )


def _told_on_both_sides(one: Rule, other: Rule, ours: tuple[Rule, ...], theirs: tuple[Rule, ...]) -> bool:
    return any(_agree(one, rule) for rule in theirs) or any(_agree(rule, other) for rule in ours)


def _agree(one: Rule, other: Rule) -> bool:
    comparison = compared(_bare(one), _bare(other))
    return comparison is not None and not comparison.clashes and not disagreement(one, other)
