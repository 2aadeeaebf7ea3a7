"""Whether a question says what it is about, and whether it leans on what was said before."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from assistant.domain.simplified import simplified

Terms = Callable[[str], frozenset[str]]
"""The subject-bearing terms of a text."""

# Words that say that somebody wants something of an office, but not what.
_GENERIC_ENGLISH = """
help need want question information info form forms apply application applying permit permits licence
license card certificate document documents paper papers cost costs price fee fees pay much money long time
take takes hour hours open opening close office appointment problem issue thing things something please
hello hi hey thanks thank good morning afternoon evening day ask asking tell know get getting go going come
bring show work does how what when where who why which can could should would must may have has had do did
is are be am there here ok okay yes no sorry dear sir madam urgent quick quickly asap advice service
services request requesting register sign lost lose new old renew situation case matter matters stuff
anything everything someone right now today tomorrow deadline rules rule requirements required requirement
necessary fill send submit
"""

# The same in Chinese, longer words before the shorter ones they begin with.
_GENERIC_CHINESE_WORDS = """
你好 您好 请问 请教 咨询 想问 问一下 问下 问问 想 要 需要 我们 我家 我 你们 你 您 他 她 它 们 家 这个 那个 这些
那些 这种 那种 这 那 个 种 点 些 一下 一 下 事情 事儿 事 问题 情况 办理 办证 办 证件 证明 证 手续 申请 材料 资料 表格
表 填写 填 弄 搞 做 怎么样 怎么 怎样 怎 如何 什么 啥 哪里 哪儿 哪 谁 何时 多久 多长 多少 几 时间 时候 钱 费用 收费
价格 费 免费 带 去 来 到 能不能 可不可以 能 可以 可 行 吗 么 呢 呀 啊 吧 的 了 得 地 在 是 有没有 有 没有 没 不 会 该
应该 要不要 帮忙 帮助 帮 谢谢 麻烦 请 开门 上班 下班 营业 工作 电话 地址 预约 和 跟 与 给 让 把 被 就 都 也 还 再 又
很 太 好 急 嗯 哦 喂 在吗 人 东西
"""
_GENERIC_CHINESE = re.compile("|".join(_GENERIC_CHINESE_WORDS.split()))
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_WORD = re.compile(r"[a-z0-9]+", re.IGNORECASE)

SHORT_WORDS = 8
"""Words up to which a statement of one subject term that names no topic leaves open what is wanted. A question of one
term ("where do old medicines go") is a question."""

_ASKING = re.compile(
    r"\b(?:how|what|when|where|which|who|whom|whose|why|can|may|is|are|do|does|must)\b", re.IGNORECASE
)

_LEANING_ENGLISH = re.compile(
    r"^\W*(?:and|but|or|so|then|also|ok|okay|what about|how about|what if|what else|anything else|same|in that case|"
    r"if so|why|yes|no|which one)\b|\b(?:it|its|that|this|these|those|they|them|their|there|one|ones|he|she|him|her|"
    r"then|instead|the (?:first|second|third|other|same|latter|former)(?: one)?)\b(?!\s+(?:is|are|was)\s+(?:a|an|my)\b)",
    re.IGNORECASE,
)
_LEANING_CHINESE = re.compile(
    r"^(?:那|那么|还有|另外|如果|要是|然后|所以|但是|可是|不过|它|这个|这|加急|同样|一样|为什么|是吗|真的|好的|行|嗯|哦)"
    r"|这个|那个|这种|那种|它|这样|那样|刚才|上面|前面|[^吗]呢[?？]?$|也(?:是|要|可以|能|行|开|一样)"
)
SHORT_FOLLOW_UP_WORDS = 5
SHORT_FOLLOW_UP_CHARACTERS = 9
"""A message this short, after others, mostly asks on about them."""


def is_vague(text: str, terms: Terms, *, topic_known: bool) -> bool:
    """True if the text, standing alone, does not say what it is about.

    Nothing but words that any question to an office may have; or little more than one subject term, of no topic.
    """
    chinese = _HAN.findall(text)
    words = _WORD.findall(text)
    if chinese:
        left = len(_HAN.findall(_GENERIC_CHINESE.sub("", simplified(text))))
        return left + len(_specific(" ".join(words), terms)) < (1 if topic_known else 2)
    specific = _specific(text, terms)
    if not specific:
        return True
    says_little = len(specific) == 1 and len(words) <= SHORT_WORDS and not _ASKING.search(text)
    return says_little and not topic_known


def points_back(text: str) -> bool:
    """True if the text has words that point to something said before."""
    chinese = len(_HAN.findall(text))
    if chinese * 3 >= len(text.strip()) > 0:
        return bool(_LEANING_CHINESE.search(simplified(text.strip())))
    return bool(_LEANING_ENGLISH.search(text))


def is_follow_up(text: str, terms: Terms) -> bool:
    """True if the text, coming after others, points back to them, is too short to stand alone, or names no matter."""
    chinese = len(_HAN.findall(text))
    if chinese * 3 >= len(text.strip()) > 0:
        return chinese <= SHORT_FOLLOW_UP_CHARACTERS or bool(
            _LEANING_CHINESE.search(simplified(text.strip()))
        )
    if len(_WORD.findall(text)) <= SHORT_FOLLOW_UP_WORDS or _LEANING_ENGLISH.search(text):
        return True
    return len(_specific(text, terms)) <= 1


def subject_terms(text: str, terms: Terms) -> frozenset[str]:
    """The terms that say what a text is about: those that not every question to an office may have."""
    if _HAN.search(text):
        text = _GENERIC_CHINESE.sub(" ", simplified(text))
    return _specific(text, terms)


def _specific(text: str, terms: Terms) -> frozenset[str]:
    return terms(text) - _generic(terms)


@cache
def _generic(terms: Terms) -> frozenset[str]:
    return terms(_GENERIC_ENGLISH)
