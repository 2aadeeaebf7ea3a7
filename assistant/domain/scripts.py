"""In which of the served languages a message is written, or that it is in none of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from assistant.domain.questions import Language

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_KANA = re.compile("[\u3041-\u30ff]")

MIN_FOREIGN_LETTERS = 4
"""Letters of another alphabet from which a message counts as written in it; a name or a unit has fewer."""

_NOT_A_LANGUAGE_OF_ITS_OWN = frozenset(("en", "zh", "pcm", "sco"))
"""Served, or a variety of English that its readers write and read as English."""


@dataclass(frozen=True, slots=True)
class Written:
    """`language` to answer in; `unsupported` names the language of a message in none of the served ones."""

    language: Language
    unsupported: str | None


def written_in(text: str, chosen: Language, detect: Callable[[str], str | None]) -> Written:
    """The language of a message; the chosen one where the message is too short or mixed to tell.

    A few words of another language inside an English or Chinese message do not matter. `detect` is asked only about
    messages in Latin letters; the others tell by their alphabet.
    """
    letters = [character for character in text if character.isalpha()]
    han, kana = len(_HAN.findall(text)), len(_KANA.findall(text))
    latin = sum(_is_latin(character) for character in letters)
    other = len(letters) - han - kana - latin
    if kana >= MIN_FOREIGN_LETTERS and kana * 4 >= han + kana:
        return Written(chosen, "ja")
    if other >= MIN_FOREIGN_LETTERS and other * 2 >= len(letters):
        return Written(chosen, "other-alphabet")
    if han and han * 3 >= len(letters):
        return Written(Language.ZH, None)
    if latin < MIN_FOREIGN_LETTERS or han * 6 >= len(letters) > 0:
        return Written(chosen, None)
    code = detect(text)
    if code is None or han:
        return Written(Language.EN if not han else chosen, None)
    if code in _NOT_A_LANGUAGE_OF_ITS_OWN:
        return Written(Language.EN, None)
    return Written(chosen, code)


def _is_latin(character: str) -> bool:
    return character.isascii() or unicodedata.name(character, "").startswith("LATIN")
