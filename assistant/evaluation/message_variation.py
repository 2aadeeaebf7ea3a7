"""How people type: a greeting before, thanks after, small letters, a slip of the keyboard."""

from __future__ import annotations

import random

from assistant.domain.questions import Language

BEFORE = {
    Language.EN: ("", "", "", "", "Hi, ", "Hello, ", "Good morning, ", "Quick question: ", "Please help. ", "Sorry to bother you, ", "Dear sir or madam, ", "hey "),
    Language.ZH: ("", "", "", "", "你好，", "您好，", "请问", "请问一下，", "想咨询一下，", "麻烦问一下，"),
}  # fmt: skip
AFTER = {
    Language.EN: ("", "", "", "", "?", ".", "!", " please", " Thanks", " Thank you.", "??", " many thanks in advance"),
    Language.ZH: ("", "", "", "？", "。", "！", "谢谢", "，谢谢！", "？急"),
}  # fmt: skip
SLIP = 0.08
SMALL = 0.3
LOUD = 0.03
"""Shares of messages with a slip, without capitals, and in capitals. Ours, not measured."""


def varied(sentence: str, language: Language, chance: random.Random) -> str:
    """The sentence as one of many people would type it."""
    text = chance.choice(BEFORE[language]) + sentence + chance.choice(AFTER[language])
    if language is Language.ZH:
        return text
    drawn = chance.random()
    if drawn < SMALL:
        text = text.lower()
    elif drawn < SMALL + LOUD:
        text = text.upper()
    return _slipped(text, chance) if chance.random() < SLIP else text


def _slipped(text: str, chance: random.Random) -> str:
    place = chance.randrange(1, max(2, len(text) - 1))
    if chance.random() < 0.5:
        return text[:place] + text[place + 1 :]
    return text[: place - 1] + text[place : place + 1] + text[place - 1 : place] + text[place + 1 :]
