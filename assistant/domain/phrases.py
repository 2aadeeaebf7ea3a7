"""Phrases as policy staff write them, made into patterns.

    kill myself          these words in this order, as whole words
    complain*            any ending
    complaint~           one slip of the keyboard is forgiven
    leave ... alone      up to five words may stand between (in Chinese: up to eight characters, written …)
    (a|the|) child       one of these; an empty choice means "or nothing"
    {kin} hits me        one of the words of the list named kin

Chinese phrases have no blanks; everything else is the same, except that a part of a longer word counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from assistant.domain.questions import Language
from assistant.domain.screening_form import screening_form

GAP_WORDS = 5
"""Words that three dots may stand for: a clause seldom puts more between a verb and what belongs to it."""

GAP_CHARACTERS = 8
"""Characters that an ellipsis may stand for in Chinese, about as many as five English words."""

_SEPARATOR = r"[^\w\n]+"
_GAP = rf"(?:[^\w.!?;\n]+\w+){{0,{GAP_WORDS}}}{_SEPARATOR}"
_CHINESE_GAP = rf"[^。.!?;\n]{{0,{GAP_CHARACTERS}}}"
_LIST = re.compile(r"\{([\w-]+)\}")
_ITEM = re.compile(r"\.\.\.|…|\([^()]*\)|[^\s()…]+")
_CHINESE_ITEM = re.compile(r"\.\.\.|…|\([^()]*\)|[^\s()….]+")


class PhraseError(ValueError):
    """The phrase cannot be read; the message says why."""


def phrase_pattern(phrase: str, language: Language, lists: Mapping[str, Sequence[str]]) -> str:
    """The pattern (for `re`, with `re.ASCII`) of a phrase, to be searched in the screening form of a text."""
    spelt = _LIST.sub(lambda match: _choices(match.group(1), lists), phrase)
    if spelt.count("(") != spelt.count(")") or re.search(r"\([^()]*\(", spelt):
        raise PhraseError("brackets must be closed and may not stand inside each other")
    if language is Language.ZH:
        pattern = "".join(_chinese(item) for item in _CHINESE_ITEM.findall(spelt))
    else:
        pattern = rf"(?<!\w){_english(spelt)}(?!\w)"
    if re.compile(pattern, re.ASCII).search(""):
        raise PhraseError("the phrase says nothing")
    return pattern


def _choices(name: str, lists: Mapping[str, Sequence[str]]) -> str:
    if name not in lists:
        raise PhraseError(f"there is no list '{name}'")
    return f"({'|'.join(lists[name])})"


def _chinese(item: str) -> str:
    if item in ("...", "…"):
        return _CHINESE_GAP
    if item.startswith("("):
        choices = (re.escape(screening_form(choice)) for choice in item[1:-1].split("|"))
        return f"(?:{'|'.join(choices)})"
    return re.escape(screening_form(item))


def _english(phrase: str) -> str:
    """The items in order. Each brings the separator before it; an optional one at the start, the one after it."""
    pattern, started, separator = "", False, _SEPARATOR
    for item in _ITEM.findall(phrase):
        if item in ("...", "…"):
            separator = _GAP
            continue
        optional, one = _english_item(item)
        if optional:
            pattern += f"(?:{separator}{one})?" if started else f"(?:{one}{_SEPARATOR})?"
            continue
        pattern += separator + one if started else one
        started, separator = True, _SEPARATOR
    return pattern


def _english_item(item: str) -> tuple[bool, str]:
    if not item.startswith("("):
        return False, _word(item)
    choices = [choice.strip() for choice in item[1:-1].split("|")]
    written = [_SEPARATOR.join(_word(word) for word in choice.split()) for choice in choices if choice]
    return "" in choices, f"(?:{'|'.join(written)})"


def _word(word: str) -> str:
    stem = screening_form(word.rstrip("*~"))
    if not stem:
        raise PhraseError(f"'{word}' is no word")
    ending = r"\w*" if "*" in word else ""
    if "~" not in word:
        return _SEPARATOR.join(re.escape(part) for part in re.split(r"[-_/]", stem) if part) + ending
    return f"(?:{'|'.join(dict.fromkeys(_slips(stem)))}){ending}"


def _slips(word: str) -> Iterator[str]:
    """The word, and each way to miss, change, add or swap one letter after the first."""
    yield re.escape(word)
    for place in range(1, len(word)):
        before, here, after = word[:place], word[place], word[place + 1 :]
        yield re.escape(before + after)
        yield re.escape(before) + r"[^\s]" + re.escape(after)
        yield re.escape(before) + r"\w" + re.escape(here + after)
        if after:
            yield re.escape(before + after[0] + here + after[1:])
