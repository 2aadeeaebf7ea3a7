"""How easily a text is read, and whether it speaks coldly to the person who asked (S-20)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.domain.questions import Language
from assistant.domain.verification.plain_text import is_chinese
from assistant.domain.verification.sentences import sentences

LONGEST_WORDS = 25
"""Words up to which an English sentence is easily read, the bound that guides to writing for the public mostly give. Of
629 sentences of the sample's policies 30 are longer."""

LONGEST_CHARACTERS = 50
"""The same for Chinese: about two characters say what an English word does. Of 402 sentences of the sample two are longer."""

_WORD = re.compile(r"[^\W_]+(?:['’.,:/-][^\W_]+)*")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_COLD = {
    Language.EN: re.compile(
        r"\b(?:obviously|as (?:already|previously) (?:stated|mentioned|explained|said)|you should have (?:known|read|asked)"
        r"|your own (?:fault|problem|responsibility)|not (?:our|my) (?:problem|fault|responsibility|concern)|calm down"
        r"|(?:failure|failing) to (?:comply|do so)|you are (?:wrong|mistaken)|read the (?:rules|instructions) (?:properly|carefully|first)"
        r"|do not (?:ask|write|contact us) again|(?:it is )?hereby|nothing (?:can|could) be done|(?:that|this) is (?:not possible\.|final\.)"
        r"|we cannot help you|too late for you|you (?:have )?failed to|must immediately)",
        re.IGNORECASE,
    ),
    Language.ZH: re.compile(
        "后果自负|早就(?:说|讲|告诉)过|已经(?:说|讲)过|你应该(?:知道|早|自己)|显然|众所周知|(?:不要|别)再(?:问|来|写)|与我们无关|不归我们管|无可奉告|概不负责"
        "|责令你|勒令|特此(?:通知|告知)|听清楚|看清楚再|自己(?:去)?(?:看|查|想)|没有办法帮|无法帮您|你(?:自己)?的(?:错|问题|责任)|冷静(?:点|一下)"
    ),
}
"""Turns of phrase that blame, order about or close a door. Closed lists: a tone that no list holds is for the reviewer's ear."""


@dataclass(frozen=True, slots=True)
class PlainLanguage:
    """`plain` is the share of sentences that are short enough; `longest` the longest one, in words or characters.

    `cold` are the spans of what sounds cold.
    """

    plain: float
    longest: int
    cold: tuple[tuple[int, int], ...]


def plain_language(text: str) -> PlainLanguage:
    """The figures of a text in either language; a text without a sentence is plain."""
    lengths = [(_length(text[start:end]), _bound(text[start:end])) for start, end in sentences(text)]
    said = [(length, bound) for length, bound in lengths if length]
    short = sum(length <= bound for length, bound in said)
    return PlainLanguage(
        plain=short / len(said) if said else 1.0,
        longest=max((length for length, _ in said), default=0),
        cold=tuple(sorted(_cold(text))),
    )


def _length(sentence: str) -> int:
    if is_chinese(sentence):
        return len(_HAN.findall(sentence)) + len(_WORD.findall(_HAN.sub(" ", sentence)))
    return len(_WORD.findall(sentence))


def _bound(sentence: str) -> int:
    return LONGEST_CHARACTERS if is_chinese(sentence) else LONGEST_WORDS


def _cold(text: str) -> Iterator[tuple[int, int]]:
    for pattern in _COLD.values():
        for match in pattern.finditer(text):
            yield match.span()
