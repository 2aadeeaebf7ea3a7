"""Names of people, of whoever asks and of others, as far as the words around them and common given names tell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.domain.chinese_names import find_chinese_names
from assistant.domain.english_names import find_english_names
from assistant.domain.personal_forms import Found
from assistant.domain.privacy import PersonalDataType

_PART = re.compile(r"[^\W\d_][\w'-]{3,}")
"""Part of a name that is looked for by itself: four letters and more, so that no initial or particle is."""


def find_names(text: str) -> Iterator[Found]:
    """The names in a folded text, then the places where only a part of one of them stands; spans may overlap."""
    parts: set[str] = set()
    for finder in (find_english_names, find_chinese_names):
        for start, end in finder(text):
            yield start, end, PersonalDataType.NAME
            written = text[start:end]
            if " " in written:
                parts.update(part for part in _PART.findall(written) if part[0].isupper())
    if parts:
        for match in _PART.finditer(text):
            if match.group().removesuffix("'s") in parts:
                yield (
                    match.start(),
                    match.start() + len(match.group().removesuffix("'s")),
                    PersonalDataType.NAME,
                )
