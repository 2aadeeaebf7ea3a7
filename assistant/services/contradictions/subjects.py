"""What a rule is about: its words without figures, without words that any rule may hold, one word for each notion."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.domain.verification.plain_text import CJK, plain
from assistant.domain.verification.terms import STOP_WORDS, stem

_SAME_NOTION = (
    "register report notify declare registration notification",
    "apply application submit request",
    "collect empty collection pickup",
    "resident inhabitant",
    "child children kid",
    "person people persons",
    "senior pensioner elderly",
    "flat apartment",
    "car vehicle",
    "dustbin bin",
    "permit licence license",
    "forbidden prohibited banned",
    "reduction discount",
    "further additional extra other",
)
"""Words of one notion, one line each; the first stands for all."""

_GENERIC = """
cost costs fee fees price prices charge charges pay pays paid payable payment amount amounts euro euros currently new now
usually maximum minimum total rate rates rule rules policy policies general annual annually yearly monthly weekly daily
hourly year years month months week weeks day days hour hours minute minutes time times working valid validity last lasts
take takes taken ready duty period within latest deadline call calling phone telephone ring reach reached contact must
start starts begin begins end ends amounts come set up old age aged town city office note section part page free least most
first-time hold holds apply-by arrive use used using open opened each every whole full everyone everybody anyone anybody
whoever somebody someone
"""
"""English words that name no matter: one rule may say "fee" where another says "cost", or neither."""

_GENERIC_CHINESE = (
    "年费|月费|收费标准|收费|费用|缴纳|缴费|收取|支付|金额|标准|目前|现行|应当|必须|不得|少于|超过|多于|低于|高于|可以|办理|拨打|致电|电话|"
    "联系|之日起|以内|之内|以上|以下|每份|每个|每次|每|按照|免费|开放|时间|期限|规定|有关|相关|本市|全市|[的了和与及或于由将为是在]"
)
"""The same in Chinese; what is left between them are the words that name the matter."""

_EDGES = "自内起至止应须需可后前满年月日天周时次份个元约达共并不得价收计请向按费"
"""Characters that say nothing at the edge of such a word, and belong to it inside (回收)."""

_CHINESE_NOTIONS = {
    "许可证": "证",
    "住户": "居民",
    "儿童": "子女",
    "孩子": "子女",
    "长者": "老年人",
    "申报": "登记",
}

_CANON = {stem(word): stem(line.split()[0]) for line in _SAME_NOTION for word in line.split()}
_IDLE = frozenset(stem(word) for word in _GENERIC.split())
_WORD = re.compile(rf"[a-z][a-z'-]*|[{CJK}]+")
_LETTER = re.compile(r"(?<![A-Za-z0-9'’-])[A-Z](?![A-Za-z0-9'’-])")
_IDLE_CHINESE = re.compile(_GENERIC_CHINESE)


@dataclass(frozen=True, slots=True)
class Subject:
    """Words as stems, single Chinese characters, and pairs of them that tell how far two texts run alike."""

    words: frozenset[str] = frozenset()
    characters: frozenset[str] = frozenset()
    pairs: frozenset[str] = frozenset()

    def __or__(self, other: Subject) -> Subject:
        return Subject(self.words | other.words, self.characters | other.characters, self.pairs | other.pairs)

    @property
    def empty(self) -> bool:
        """True if it names nothing."""
        return not (self.words or self.characters)

    def meets(self, other: Subject) -> bool:
        """True if the two name something in common."""
        return bool(self.words & other.words or self.characters & other.characters)

    def strange_to(self, other: Subject) -> frozenset[str]:
        """What this names and the other does not."""
        return (self.words - other.words) | (self.characters - other.characters)

    def common_with(self, other: Subject) -> int:
        """How many words both name; two Chinese characters in a row count as one."""
        return len(self.words & other.words) + len(self.pairs & other.pairs)


@lru_cache(maxsize=4096)
def subject_of(text: str) -> Subject:
    """The subject of a text in which figures were blanked out."""
    words: set[str] = set()
    characters: set[str] = set()
    pairs: set[str] = set()
    for match in _WORD.finditer(plain(text)):
        run = match.group()
        if run[0].isascii():
            words.update(_words(run))
            continue
        for said, meant in _CHINESE_NOTIONS.items():
            run = run.replace(said, meant)
        for piece in (part.strip(_EDGES) for part in _IDLE_CHINESE.split(run)):
            characters.update(piece)
            pairs.update(piece[at : at + 2] for at in range(len(piece) - 1))
    words.update(f"={letter.group()}" for letter in _LETTER.finditer(text) if _is_label(text, letter))
    return Subject(frozenset(words), frozenset(characters), frozenset(pairs))


def _words(run: str) -> set[str]:
    found = set()
    for part in run.split("-"):
        word = part.partition("'")[0]
        if len(word) > 1 and (word not in STOP_WORDS or stem(word) in _CANON):
            root = _CANON.get(stem(word), stem(word))
            if root not in _IDLE:
                found.add(root)
    return found


def _is_label(text: str, letter: re.Match[str]) -> bool:
    """ "zone A" and A区 name a thing; "A permit" and "I" do not."""
    return (
        letter.group() not in "AI" or not re.match(r"\s+[a-z]", text[letter.end() :]) or _inside(text, letter)
    )


def _inside(text: str, letter: re.Match[str]) -> bool:
    before = text[: letter.start()].rstrip()
    return bool(before) and before[-1].isalpha()
