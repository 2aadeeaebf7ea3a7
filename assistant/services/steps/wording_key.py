"""When two questions count as the same: their words, in order, once courtesies and what carries no sense are gone.

Two questions with one key differ in politeness, articles, endings and punctuation only. Numbers, negation, who asks for
whom and every word of the matter stand in the key, and in their order: "may a tenant sue a landlord" is another question
than "may a landlord sue a tenant" (decision 0037 has what was measured).
"""

from __future__ import annotations

import re

from knowledge_base.text import is_chinese, normalise, stem

LEAST_WORDS = 2
"""Words of an English key at least: one word alone ("fees?") asks for something else in each conversation."""

LEAST_CHARACTERS = 4
"""Characters of a Chinese key at least, for the same reason; two words of two characters."""

_COURTESIES = re.compile(
    r"\b(?:hi|hello|hey|dear (?:sir|madam|all|team)|good (?:morning|afternoon|evening|day)|please|kindly|"
    r"(?:many )?thanks?(?: you)?(?: (?:very much|so much|in advance|a lot))?|excuse me|sorry|"
    r"(?:can|could|would|will) you (?:please )?(?:tell|explain to|inform) (?:me|us)|(?:please )?(?:tell|inform) (?:me|us)|"
    r"do you know|i (?:just )?(?:want|wanted|need|would like|was hoping) to (?:know|ask|find out)|"
    r"i (?:have )?(?:got )?a question(?: about)?|i (?:am )?(?:was )?wondering(?: if| whether)?|may i ask|(?:my|the) question is)\b"
)
_NO_SENSE = frozenset(
    "a an the is are am be do does did was were of in on at i me my we us our so then just".split()  # noqa: SIM905
)
_LETTER_A = re.compile(r"(?<=\w )A\b")
_LETTERS = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+|[€$£¥%]")
_SHORT_FORMS = (
    (re.compile(r"\bcan't\b|\bcannot\b"), "can not"),
    (re.compile(r"\bwon't\b"), "will not"),
    (re.compile(r"n't\b"), " not"),
    (re.compile(r"'d\b"), " would"),
    (re.compile(r"'(?:s|re|m|ve|ll)\b"), " "),
)
_COURTESIES_CHINESE = re.compile(
    "您好|你好|请问一下|请问|请教一下|请教|麻烦问一下|麻烦您|麻烦你|麻烦|打扰一下|打扰了|"
    "我?想(?:要)?(?:咨询|问|了解|知道)(?:一下|下)?|咨询一下|问一下|告诉我|谢谢(?:您|你)?|多谢|辛苦了"
)
_NO_SENSE_CHINESE = re.compile("[的了吗呢呀啊吧哦嘛么]|[^\\w%￥¥€$]|_")
_SAME_CHINESE = (
    (re.compile("什么"), "什"),
    (re.compile("怎么样|怎么|怎样|如何"), "怎"),
    (re.compile("[您你]"), "你"),
)


def wording_key(text: str) -> str | None:
    """The key of a question; None where so little is left that it says nothing by itself."""
    # "Zone A" is no article: a capital letter by itself, inside a sentence, names something.
    plain = _LETTER_A.sub("lettera", normalise(text)).casefold().replace("’", "'")
    return _chinese(plain) if is_chinese(plain) else _english(plain)


def _english(plain: str) -> str | None:
    for short, long in _SHORT_FORMS:
        plain = short.sub(long, plain)
    plain = _COURTESIES.sub(" ", plain)
    kept = [stem(word) for word in _LETTERS.findall(plain) if word not in _NO_SENSE]
    return " ".join(kept) if len(kept) >= LEAST_WORDS else None


def _chinese(plain: str) -> str | None:
    plain = _COURTESIES_CHINESE.sub("", plain)
    for words, one in _SAME_CHINESE:
        plain = words.sub(one, plain)
    kept = _NO_SENSE_CHINESE.sub("", plain)
    return kept if len(kept) >= LEAST_CHARACTERS else None
