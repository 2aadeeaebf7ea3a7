"""Whether patterns follow messages that something is to be measured on. Only counts are told, never words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from assistant.evaluation.message_patterns import Pattern

LONGEST_SHARED = 5
"""Words in a row that a pattern may share with a measuring message. Six in a row are seldom chance ("what do i have to do
to" is); a pattern that has them is left out, unread."""

_WORD = re.compile(r"[a-z0-9]+|[\u3400-\u9fff]")

Run = tuple[str, ...]


def words_of(text: str) -> list[str]:
    """The words of a text in small letters; each Chinese character is one."""
    return _WORD.findall(text.lower().replace("'", "").replace("’", ""))


def runs(text: str, length: int) -> set[Run]:
    """All runs of so many words."""
    words = words_of(text)
    return {tuple(words[place : place + length]) for place in range(len(words) - length + 1)}


def measuring_texts(paths: Iterable[Path]) -> list[str]:
    """The texts of the measuring rows (`text`)."""
    return [
        str(json.loads(line)["text"])
        for path in paths
        for line in path.read_text(encoding="utf-8").split("\n")
        if line
    ]


def overlapping(patterns: Sequence[Pattern], texts: Sequence[str], seed: int) -> set[str]:
    """The ids of the patterns with a sentence that shares more than `LONGEST_SHARED` words in a row with a text."""
    forbidden = {run for text in texts for run in runs(text, LONGEST_SHARED + 1)}
    return {
        pattern.id
        for pattern in patterns
        if any(not forbidden.isdisjoint(runs(one, LONGEST_SHARED + 1)) for one in pattern.sentences(seed))
    }


def rows_touched(patterns: Sequence[Pattern], texts: Sequence[str], seed: int, length: int) -> int:
    """How many texts share a run of so many words with a sentence of the patterns."""
    ours = {run for pattern in patterns for one in pattern.sentences(seed) for run in runs(one, length)}
    return sum(not ours.isdisjoint(runs(text, length)) for text in texts)
