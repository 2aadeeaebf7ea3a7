"""Text of even width: plain characters, lower case, and every offset still that of the text as written."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_SAME_MEANING = {
    **dict.fromkeys("‐‑‒–—―−﹣－", "-"),
    **dict.fromkeys("‘’‚‛′`´", "'"),
    **dict.fromkeys("“”„‟″", '"'),
    **dict.fromkeys("∶：", ":"),
}

CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
"""Chinese characters, as the inside of a regular expression's class."""

_CHINESE = re.compile(f"[{CJK}]")


@lru_cache(maxsize=20_000)
def _plain(character: str) -> str:
    if character in _SAME_MEANING:
        return _SAME_MEANING[character]
    if character.isspace() and character not in "\n\r":
        return " "
    folded = unicodedata.normalize("NFKC", character)
    lowered = folded.lower() if len(folded) == 1 else character
    return lowered if len(lowered) == 1 else character


def plain(text: str) -> str:
    """The text with full-width letters, dashes and quotation marks made plain and in lower case; same length."""
    if text.isascii():
        return text.lower()
    return "".join(map(_plain, text))


def is_chinese(text: str) -> bool:
    """True if Chinese characters carry a third or more of the text's letters."""
    chinese = len(_CHINESE.findall(text))
    return chinese > 0 and chinese * 3 >= sum(character.isalpha() for character in text)


def squeezed(text: str) -> str:
    """The plain text with its white space made single blanks, for telling whether two sentences are the same."""
    return " ".join(plain(text).split())
