"""All for some, every for a few: words of amount put in each other's place in a sentence that is otherwise copied."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum

from assistant.domain.verification.plain_text import plain
from assistant.domain.verification.sentences import sentences
from assistant.domain.verification.terms import tokens
from assistant.domain.verification.wording import CLOSE_WORDING, Alignment, closest


class Reach(StrEnum):
    """How many of the things a sentence is about."""

    ALL = "all"
    SOME = "some"


_WORDS = (
    (Reach.ALL, re.compile(r"(?<![a-z])(?:all|every|each|any|both|always|everyone|everybody)(?![a-z])|所有|全部|一律|均|都(?!市)|各(?=[类种项级])|每(?=[个位名户人家])")),
    (Reach.SOME, re.compile(r"(?<![a-z])(?:some|certain|several|most|many|few|only one|sometimes|often|usually)(?![a-z])|部分|有些|一些|某些|大多|个别|有时|通常")),
)  # fmt: skip


def turned_reach(claim: str, quotes: tuple[str, ...]) -> Iterator[tuple[int, int, str]]:
    """The spans at which the claim says all where its quote says some, or the other way round, with both."""
    for start, end in sentences(claim):
        best = closest(claim[start:end], quotes)
        if best is None or best.closeness < CLOSE_WORDING:
            continue
        for left, right, detail in _turned(claim[start:end], best):
            yield left + start, right + start, detail


def _turned(text: str, alignment: Alignment) -> Iterator[tuple[int, int, str]]:
    places, source_places = tokens(text), tokens(alignment.source)
    for start, end, other, other_end in alignment.edits:
        if start == end or other == other_end:
            continue
        left, right = places[start][1], places[end - 1][2]
        mine = _reaches(plain(text)[left:right])
        theirs = _reaches(plain(alignment.source)[source_places[other][1] : source_places[other_end - 1][2]])
        if len(mine) == 1 and len(theirs) == 1 and mine != theirs:
            yield left, right, f"{mine[0]} / {theirs[0]}"


def _reaches(words: str) -> list[Reach]:
    return [reach for reach, pattern in _WORDS if pattern.search(words)]
