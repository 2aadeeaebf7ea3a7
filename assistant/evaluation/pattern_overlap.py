"""Whether patterns follow messages that something is to be measured on. Only counts are told, never words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from assistant.domain.questions import Language
from assistant.evaluation.message_patterns import Pattern

LONGEST_SHARED = 5
"""Words in a row that a pattern may share with a measuring message. Six in a row are seldom chance ("what do i have to do
to" is); a pattern that has them is left out, unread."""

LONGEST_SHARED_HAN = 8
"""The same for Chinese, where a sign is less than a word: "what material is needed to apply" alone is eight."""

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
    """The texts of the measuring rows (`text`), of files of lines or of YAML."""
    return [str(row["text"]) for path in paths for row in _rows(path)]


def _rows(path: Path) -> Iterable[Mapping[str, Any]]:
    written = path.read_text(encoding="utf-8")
    if path.suffix == ".yaml":
        rows: list[Mapping[str, Any]] = yaml.safe_load(written)
        return rows
    return [json.loads(line) for line in written.split("\n") if line]


def overlapping(patterns: Sequence[Pattern], texts: Sequence[str], seed: int) -> set[str]:
    """The ids of the patterns with a sentence that shares a longer run than `LONGEST_SHARED` or its like with a text."""
    found = set()
    for language, longest in ((Language.EN, LONGEST_SHARED), (Language.ZH, LONGEST_SHARED_HAN)):
        forbidden = {run for text in texts for run in runs(text, longest + 1)}
        found |= {
            pattern.id
            for pattern in patterns
            if pattern.language is language
            and any(not forbidden.isdisjoint(runs(one, longest + 1)) for one in pattern.sentences(seed))
        }
    return found


def rows_touched(patterns: Sequence[Pattern], texts: Sequence[str], seed: int, length: int) -> int:
    """How many texts share a run of so many words with a sentence of the patterns."""
    ours = {run for pattern in patterns for one in pattern.sentences(seed) for run in runs(one, length)}
    return sum(not ours.isdisjoint(runs(text, length)) for text in texts)
