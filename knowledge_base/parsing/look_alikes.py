"""Letters that look like Latin ones: folded for screening, and reported where they stand among Latin letters (X-02)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

LOOK_ALIKES = {
    **dict(zip("аеіјорсѕухһԁԛԝ", "aeijopcsyxhdqw", strict=True)),
    **dict(zip("АВЕНІЈКМОРСЅТУХ", "ABEHIJKMOPCSTYX", strict=True)),
    **dict(zip("αιονρτυχκγ", "aionptuxky", strict=True)),
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX", strict=True)),
    **dict(zip("ıɑɡɩʏոսօⅼ", "iagiynuol", strict=True)),
}
"""Cyrillic, Greek and a few other letters and the Latin letter each looks like."""

_STRANGE = "".join(LOOK_ALIKES)
_WORD = re.compile(r"[^\W\d_]{3,}")


def folded_letter(character: str) -> str:
    """One plain letter for a compatibility form or a look-alike; other characters as they are."""
    if character.isascii():
        return character
    plain = unicodedata.normalize("NFKC", character)
    plain = plain if len(plain) == 1 else character
    base = unicodedata.normalize("NFD", plain)[0]
    return LOOK_ALIKES.get(base, base)


def find_mixed_scripts(text: str) -> Iterator[tuple[int, int, str]]:
    """Words in which look-alike letters stand among Latin ones, with the word in Latin letters."""
    if not any(letter in text for letter in _STRANGE):
        return
    for match in _WORD.finditer(text):
        word = match.group()
        strange = sum(letter in LOOK_ALIKES for letter in word)
        latin = sum(letter.isascii() for letter in word)
        # One Greek letter beside a Latin one is a unit or a formula; a disguised word is all Latin to the eye.
        if strange and latin >= 2 and strange + latin == len(word):
            yield match.start(), match.end(), "".join(map(folded_letter, word))
