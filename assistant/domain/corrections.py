"""Corrections by the citizen: "no, I meant the visitor permit" takes the place of what it corrects."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain.simplified import simplified
from assistant.domain.vagueness import Terms, subject_terms

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")

_CUE = re.compile(
    r"^\W*(?:(?:no|nope|sorry|oh|oops|wait|hm+|well|but|actually|not that|wrong|my mistake)\W+)*"
    r"(?:(?:what )?i(?: actually| really)? (?:meant|mean|was asking (?:about|for)|am asking (?:about|for)|wanted to (?:ask|say))(?: is| was| to say| to ask)?"
    r"|i(?:'m|’m| am) (?:talking|asking) about|my question (?:is|was) about|i should have said|correction|let me correct(?: that| myself)?|instead of that)\b\W*"
    r"(?:about |for )?",
    re.IGNORECASE,
)
_NO_BUT = re.compile(
    r"^\W*(?:(?:no|nope|sorry|wait|actually|i meant?)\W+)*not (?P<old>[^,;.?!]{2,60}?)[,;]?\s+(?:but|rather|i mean[t]?)\s+(?P<new>.+)$"
    r"|^\W*(?:(?:no|sorry|wait|actually|i mean[t]?)\W+)+(?P<new2>[^,;.?!]{2,60}),\s*not (?P<old2>[^,;.?!]{2,60})\W*$",
    re.IGNORECASE,
)
_PLAIN_NO = re.compile(r"^\W*(?:no|nope|sorry|oops|wait|actually)\W+(?=(?:the|a|an|my|for)\s)", re.IGNORECASE)
_CUE_CHINESE = re.compile(
    "^[，,。\\s]*(?:不|不是|不对|错了|说错了|抱歉|对不起|哦|等等)*[，,。\\s]*(?:我的?意思是|我(?:是说|说的是|指的是|问的是|想问的是|要问的是|要说的是)|我是指|应该是|更正(?:一下)?[:：，,]?)[，,:：]?"
    "|^[，,。\\s]*(?:不对|错了|说错了|不是的?)[，,。]+"
)
_NOT_BUT_CHINESE = re.compile(
    "^[，,。\\s]*(?:不[，,])?不是(?P<old>[^，,。；;]{1,20})[，,]\\s*(?:而?是|我(?:说|问|指)的是)(?P<new>.+)$"
)
_INSTEAD = re.compile(
    r"^\W*(?:(?:and|but|ok|okay|so)\W+)*(?:(?:what|how) about\s+|and\s+(?=(?:the|a|an|my|for|on|in)\s))(?P<new>[^?.!,;]{2,60})\W*$",
    re.IGNORECASE,
)
_INSTEAD_CHINESE = re.compile(
    "^\\W*(?:那么?|还有|换成|如果是|要是)(?P<new>[^，,。！!？?呢]{2,20})呢?\\W*$|^(?P<bare>[^，,。！!？?呢]{2,20})呢[？?]?$"
)
_ARTICLE = re.compile(
    r"^(?:the|a|an|my|our|your|for the|for a|for an|for my|about the|about)\s+", re.IGNORECASE
)
_PREPOSITION = re.compile(r"^(?:for|in|on|at|with|without|from|to|by)\b", re.IGNORECASE)
_KINDS = (
    "monday tuesday wednesday thursday friday saturday sunday",
    "january february march april may june july august september october november december",
    "son daughter child baby wife husband partner spouse mother father mum mom dad parent parents grandmother grandfather "
    "grandma grandpa brother sister friend neighbour neighbor aunt uncle me myself",
)
"""Words of one kind: one of them takes the place of another, whatever else the question holds."""
_KINDS_CHINESE = (
    "星期一 星期二 星期三 星期四 星期五 星期六 星期日 星期天 周一 周二 周三 周四 周五 周六 周日 周末",
    "儿子 女儿 孩子 小孩 宝宝 妻子 老婆 太太 丈夫 老公 先生 配偶 母亲 妈妈 父亲 爸爸 父母 奶奶 爷爷 外婆 外公 哥哥 姐姐 弟弟 妹妹 朋友 邻居",
)


@dataclass(frozen=True, slots=True)
class Correction:
    """What is to stand in the question instead; `old` is what it replaces, empty where that is not said."""

    new: str
    old: str = ""


def correction_in(text: str) -> Correction | None:
    """The correction that a message makes; None for any other message."""
    if _HAN.search(text):
        form = simplified(text)
        found = _NOT_BUT_CHINESE.search(form)
        if found is not None:
            return _made(_said(text, found, "new"), _said(text, found, "old"))
        cue = _CUE_CHINESE.search(form)
        return _made(text[cue.end() :], "") if cue is not None else None
    both = _NO_BUT.search(text)
    if both is not None:
        return _made(both["new"] or both["new2"], both["old"] or both["old2"])
    for pattern in (_CUE, _PLAIN_NO):
        found = pattern.search(text)
        if found is not None and found.end():
            return _made(text[found.end() :], "")
    return None


def other_thing(text: str) -> Correction | None:
    """What is asked about instead in "what about the visitor permit?"; None for any other message."""
    found = (_INSTEAD_CHINESE if _HAN.search(text) else _INSTEAD).search(simplified(text))
    if found is None:
        return None
    return _made(next(_said(text, found, name) for name, part in found.groupdict().items() if part), "")


def corrected(correction: Correction, earlier: str, terms: Terms, *, alike: bool = False) -> str | None:
    """The earlier question with the correction in its place; None where it cannot be told what is replaced.

    `alike` asks for something of the same kind: another day, or another thing of the same name.
    """
    chinese = bool(_HAN.search(correction.new))
    new = correction.new if chinese else _ARTICLE.sub("", correction.new)
    if correction.old:
        old = correction.old if chinese else _ARTICLE.sub("", correction.old)
        place = re.search(re.escape(simplified(old)), simplified(earlier), re.IGNORECASE)
        if place is not None:
            return earlier[: place.start()] + new + earlier[place.end() :]
    same_kind = _of_one_kind(correction.new, earlier, chinese)
    if same_kind is not None:
        return same_kind
    return _chinese(new, earlier, terms) if chinese else _english(new, earlier, terms, alike=alike)


def _of_one_kind(new: str, earlier: str, chinese: bool) -> str | None:
    """A day, month or person in place of another; "for my son" in place of what the question is for."""
    for kind in _KINDS_CHINESE if chinese else _KINDS:
        any_of = "|".join(kind.split()) if chinese else rf"\b(?:{'|'.join(kind.split())})s?\b"
        said, there = (list(re.finditer(any_of, simplified(one), re.IGNORECASE)) for one in (new, earlier))
        if len(said) == 1 and len(there) == 1:
            named = new[said[0].start() : said[0].end()]
            return earlier[: there[0].start()] + named + earlier[there[0].end() :]
    lead = None if chinese else _PREPOSITION.search(new)
    if lead is None:
        return None
    places = list(re.finditer(rf"\b{lead.group()}\b[^,;.?!]*", earlier, re.IGNORECASE))
    return _put(earlier, places[-1].start(), places[-1].end(), new) if places else None


def _english(new: str, earlier: str, terms: Terms, *, alike: bool) -> str | None:
    """What is replaced: the words up to the last one of the correction, or the only subject that the question has."""
    words = list(_WORD.finditer(earlier))
    about = [bool(subject_terms(word.group(), terms)) for word in words]
    new_words = [word.casefold() for word in _WORD.findall(new)]
    if not new_words:
        return None
    for at in reversed(range(len(words))):
        if _same(words[at].group(), new_words[-1], terms):
            first = at
            while first and (about[first - 1]):
                first -= 1
            return _put(earlier, words[first].start(), words[at].end(), new)
    runs = _runs(about)
    if alike or len(runs) != 1:
        return None
    first, last = runs[0]
    return _put(earlier, words[first].start(), words[last].end(), new)


def _chinese(new: str, earlier: str, terms: Terms) -> str | None:
    """What is replaced: the longest run that ends as the correction does, back to where the matter begins."""
    form = simplified(earlier)
    for length in range(min(len(new), 6), 1, -1):
        place = form.rfind(simplified(new[-length:]))
        if place < 0:
            continue
        first = place
        while first and _HAN.match(form[first - 1]) and subject_terms(form[first - 1 : first + 1], terms):
            first -= 1
        return _put(earlier, first, place + length, new)
    return None


def _put(text: str, start: int, end: int, new: str) -> str:
    return text[:start] + new.strip().rstrip("?？.。!！ ") + text[end:]


def _same(one: str, other: str, terms: Terms) -> bool:
    return one.casefold() == other or (bool(terms(one)) and terms(one) == terms(other))


def _runs(about: Sequence[bool]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for place, holds in enumerate(about):
        if holds and runs and runs[-1][1] == place - 1:
            runs[-1] = (runs[-1][0], place)
        elif holds:
            runs.append((place, place))
    return runs


def _said(text: str, found: re.Match[str], name: str) -> str:
    """A group as it was written; it was found in the simplified form."""
    return text[found.start(name) : found.end(name)]


def _made(new: str, old: str) -> Correction | None:
    new = new.strip(" ,，:：")
    return Correction(new, (old or "").strip()) if new else None
