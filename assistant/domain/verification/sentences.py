"""Sentences and clauses of a text, as spans."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.domain.verification.list_marks import list_marks
from assistant.domain.verification.plain_text import CJK, plain

_SENTENCE_END = re.compile(r"[。！？；!?]+[”’」』）)\"']*|\.+[”’)\"'\]]*(?=\s|$)|;(?=\s|$)|\n+")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:[a-z]|mr|mrs|ms|dr|prof|st|no|nos|art|arts|sec|para|paras|ch|fig|approx|dept|tel|ext|max|min"
    r"|vs|etc|e\.g|i\.e|p\.m|a\.m|cf|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec|u\.s|u\.k)$"
)
_VERB = "is|are|may|must|can|cannot|need|needs|has|have|will|shall|should|does|do|it|you|they|costs?|pays?|takes?|gets?|lasts?"
_CLAUSE_END = re.compile(
    rf"[,;:](?!\d)|[()]|(?<![a-z])(?=(?P<and>and) (?:[a-z-]+ ){{0,4}}?(?:{_VERB}) |(?:but|if|where|unless|except|excluding|apart|when"
    r"|because|although|while|which|who|provided|as long|so that|before you|after you|including|even) )|(?=但|除非)"
)
_ADDRESS = re.compile(r"(?:://|www\.)[^\s]*$")
_CLAUSE_HAS_VERB = re.compile(rf"(?<![a-z])(?:{_VERB})(?![a-z])")
_BELONGS_TO_NEXT = re.compile(r"(?<![a-z])(?:except|unless|only|even|but|not)\s*$")
_OPENS_A_CLAUSE = re.compile(r"(?:except|unless|if|apart|excluding|without)(?![a-z])")
_SHORT_LISTED = 3
"""A piece of so few English words between commas, with no verb, is an item of a list and no clause."""
_WORD = re.compile(rf"[a-z0-9{CJK}]")


@lru_cache(maxsize=4096)
def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of the sentences; a line break ends one, a full stop of an abbreviation does not.

    The number of an item in a list opens the item's sentence.
    """
    folded = plain(text)
    marks = {end - 1: begin for begin, end in list_marks(folded).items()}
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _SENTENCE_END.finditer(folded):
        mark = marks.get(match.start()) if match.group() == "." else None
        if mark is not None:
            _append(folded, start, mark, spans)
            start = mark
            continue
        if match.group()[0] == "." and _stands_inside(folded, start, match):
            continue
        if match.group()[0] == "?" and _of_address(folded, start, match):
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


def _of_address(folded: str, start: int, match: re.Match[str]) -> bool:
    """True for the question mark of a web address that goes on."""
    follows = folded[match.end() : match.end() + 1]
    return (
        bool(follows) and not follows.isspace() and _ADDRESS.search(folded, start, match.start()) is not None
    )


@lru_cache(maxsize=8192)
def clauses(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of the clauses: between commas and before words such as "unless", "but" and 但."""
    folded = plain(text)
    spans: list[tuple[int, int]] = []
    for begin, end in sentences(text):
        start = begin
        for match in _CLAUSE_END.finditer(folded, begin, end):
            if not _is_clause(folded[start : match.start()], match):
                continue
            _append(folded, start, match.start(), spans)
            start = match.end()
        _append(folded, start, end, spans)
    return tuple(spans)


def _is_clause(piece: str, match: re.Match[str]) -> bool:
    """False where the piece before a comma or word is an item of a list, or belongs to what follows."""
    if _BELONGS_TO_NEXT.search(piece):
        return False
    if match.group("and"):
        return _CLAUSE_HAS_VERB.search(piece) is not None
    if _OPENS_A_CLAUSE.match(piece.lstrip()):
        return True
    listed = match.group() == "," and piece.isascii() and len(piece.split()) <= _SHORT_LISTED
    return not listed or _CLAUSE_HAS_VERB.search(piece) is not None


def _append(folded: str, start: int, end: int, spans: list[tuple[int, int]]) -> None:
    piece = folded[start:end]
    if not _WORD.search(piece):
        return
    begin = start + len(piece) - len(piece.lstrip())
    spans.append((begin, start + len(piece.rstrip())))
