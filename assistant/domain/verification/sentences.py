"""Sentences and clauses of a text, as spans."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.domain.verification.plain_text import CJK, plain

_SENTENCE_END = re.compile(r"[。！？；!?]+[”’」』）)\"']*|\.+[”’)\"'\]]*(?=\s|$)|;(?=\s|$)|\n+")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:[a-z]|mr|mrs|ms|dr|prof|st|no|nos|art|arts|sec|para|paras|ch|fig|approx|dept|tel|ext|max|min"
    r"|vs|etc|e\.g|i\.e|p\.m|a\.m|cf|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec|u\.s|u\.k)$"
)
_CLAUSE_END = re.compile(
    r"[,，、;；:：](?!\d)|[()（）]|"
    r"(?<![a-z])(?=(?:and|but|if|unless|except|excluding|apart|when|because|although|while|which|who|provided|as long|so that|before you"
    r"|after you|including|even) )|(?=但|除非)"
)
_WORD = re.compile(rf"[a-z0-9{CJK}]")


@lru_cache(maxsize=4096)
def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of the sentences; a line break ends one, a full stop of an abbreviation does not."""
    folded = plain(text)
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _SENTENCE_END.finditer(folded):
        if match.group()[0] == "." and _stands_inside(folded, start, match):
            continue
        _append(folded, start, match.end(), spans)
        start = match.end()
    _append(folded, start, len(folded), spans)
    return tuple(spans)


def _stands_inside(folded: str, start: int, match: re.Match[str]) -> bool:
    rest = folded[match.end() :].lstrip(" ")
    if not rest:
        return False
    return _ABBREVIATION.search(folded[start : match.start()]) is not None


@lru_cache(maxsize=8192)
def clauses(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of the clauses: between commas and before words such as "unless", "but" and 但."""
    folded = plain(text)
    spans: list[tuple[int, int]] = []
    for begin, end in sentences(text):
        start = begin
        for match in _CLAUSE_END.finditer(folded, begin, end):
            _append(folded, start, match.start(), spans)
            start = match.end()
        _append(folded, start, end, spans)
    return tuple(spans)


def _append(folded: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    piece = folded[start:end]
    if not _WORD.search(piece):
        return
    begin = start + len(piece) - len(piece.lstrip())
    spans.append((begin, start + len(piece.rstrip())))
