"""The form of a message in which phrases are looked for: lower case, simplified characters, tricks of spelling undone."""

from __future__ import annotations

import re

from assistant.domain.folding import fold
from assistant.domain.simplified import simplified

_HAN = "[\u3400-\u4dbf\u4e00-\u9fff]"
_BETWEEN_HAN = re.compile(rf"(?<={_HAN})[\s*._·~|/\\^#+=-]+(?={_HAN})")
_SPACED_LETTERS = re.compile(r"(?<![a-z0-9])[a-z](?:([ .*_·|-])[a-z](?:\1[a-z]){2,})(?![a-z0-9])")
_DIGIT_IN_WORD = re.compile(r"(?<=[a-z])[013457@$!](?=[a-z])|(?<![a-z0-9])[013457@$](?=[a-z]{2}[a-z01345])")
_DIGIT_LETTERS = str.maketrans("013457@$!", "oieastasi")
_STRETCHED = re.compile(r"([a-z])\1{2,}")


def screening_form(text: str) -> str:
    """The form in which the phrases of the rules are looked for.

    Apostrophes go ("don't" and "dont" are one word), letters set apart are joined ("k i l l"), digits inside a word
    become the letters they stand for, letters drawn out are shortened, and nothing stands between Chinese characters.
    """
    form = simplified(fold(text).text.lower().replace("'", ""))
    form = _SPACED_LETTERS.sub(lambda match: match.group().replace(match.group(1), ""), form)
    form = _DIGIT_IN_WORD.sub(lambda match: match.group().translate(_DIGIT_LETTERS), form)
    form = _STRETCHED.sub(r"\1\1", form)
    return _BETWEEN_HAN.sub("", form.replace("_", " "))
