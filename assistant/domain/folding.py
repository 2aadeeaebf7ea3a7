"""Text with its disguises taken off: the form in which personal data and phrases are looked for.

Full-width and styled letters become plain ones, accents, invisible and bidi characters go, look-alike letters of other
alphabets inside Latin words become Latin. Spans found in the folded form lead back to the text as typed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_FILLERS = frozenset("\u115f\u1160\u17b4\u17b5\u3164\uffa0")
"""Letters by category that no reader can see."""

_GONE = frozenset(("Cf", "Cc", "Co", "Cs", "Cn", "Mn", "Me"))
"""Categories that carry no visible letter: formats, controls, private use, surrogates, marks."""

_QUOTES = str.maketrans("‘’‚‛′`´“”„‟″", "'''''''\"\"\"\"\"")

# Letters of the Cyrillic and Greek alphabets that look like a Latin one in common typefaces.
_LOOKALIKES = str.maketrans(
    "аеіјоорсухѕԁԛԝһгтнкмвьпАВЕЅІЈКМНОРСТУХαβεικνορτυχγΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeijoopcyxsdqwhrthkmbbnABESIJKMHOPCTYXabeiknoptuxyABEZHIKMNOPTYX",
)
_WORD_OF_TWO_ALPHABETS = re.compile(r"[A-Za-z\u0370-\u03ff\u0400-\u052f]{2,}")
_LATIN = re.compile("[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` is the folded form; its character i stands at `starts[i]`..`ends[i]` of the text as typed."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def typed(self, start: int, end: int) -> tuple[int, int]:
        """The span of the text as typed that a non-empty span of the folded form comes from."""
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> Folded:
    """The folded form. Upper and lower case are kept, so are line breaks; any other white space is a blank."""
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for position, character in enumerate(text):
        for plain in _fold_character(character):
            out.append(plain)
            starts.append(position)
            ends.append(position + 1)
    latin = _WORD_OF_TWO_ALPHABETS.sub(_latinised, "".join(out))
    return Folded(latin, tuple(starts), tuple(ends))


def visible(text: str) -> str:
    """The text in compatibility form (NFKC) without invisible, bidi and control characters; accents stay."""
    composed = unicodedata.normalize("NFKC", "".join(c for c in text if not _is_invisible(c)))
    return "".join(c for c in composed if not _is_invisible(c))


@lru_cache(maxsize=20_000)
def _fold_character(character: str) -> str:
    if character in "\n\r\u2028\u2029\x85":
        return "\n"
    if character.isspace():
        return " "
    return "".join(
        _plain(c)
        for c in unicodedata.normalize("NFKD", character)
        if c not in _FILLERS and unicodedata.category(c) not in _GONE
    )


def _plain(character: str) -> str:
    if character.isspace():
        return " "
    category = unicodedata.category(character)
    if category == "Pd":
        return "-"
    if category == "Nd":
        return str(unicodedata.decimal(character))
    return character.translate(_QUOTES)


@lru_cache(maxsize=20_000)
def _is_invisible(character: str) -> bool:
    if character.isspace():
        return False
    return character in _FILLERS or unicodedata.category(character) in _GONE - {"Mn", "Me"}


def _latinised(match: re.Match[str]) -> str:
    word = match.group()
    return word.translate(_LOOKALIKES) if _LATIN.search(word) else word
