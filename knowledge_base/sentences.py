"""Where sentences begin and end, in English and Chinese, including list items and table rows."""

from __future__ import annotations

import re

# A full stop after one of these does not end a sentence.
_ABBREVIATIONS = frozenset(
    """
    mr mrs ms dr prof st no nos vs etc e.g i.e cf al sec secs art arts para paras ch fig figs approx est
    dept inc ltd co corp jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs
    fri sat sun tel ext min max vol pp p a.m p.m u.s u.k
    """.split()  # noqa: SIM905 - one word a line would be two pages
)
_END = re.compile(
    r"[。！？；!?]+[”’」』）)\"']*|\.+[”’)\"'\]]*(?=\s|$)|(?<=[\u3400-\u9fff])\.(?=[\u3400-\u9fff])"
)
_LIST_MARK = re.compile(
    r"\s*(?:[-*•●▪◦–·]\s+|\(?\d{1,3}[.)]\s+|\(?[a-zA-Z][.)]\s+|[（(][一二三四五六七八九十\d]{1,3}[)）]\s*"
    r"|\d{1,3}[.．、]\s*(?=[\u3400-\u9fff])|[一二三四五六七八九十]{1,3}、\s*)"
)
_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")


def _ends_sentence(line: str, match: re.Match[str]) -> bool:
    """False for the full stop of an abbreviation, an initial, or one that a lower-case word follows."""
    mark = match.group()[0]
    if mark != ".":
        # "?" and "!" inside a Latin line end a sentence only before white space, a capital or the end of the line.
        return mark not in "!?" or match.end() == len(line) or not line[match.end()].islower()
    before = line[: match.start()]
    words = re.split(r"[\s(（\"“]", before)
    word = words[-1].lower() if words else ""
    if word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha() and word.isascii() and word != "i"):
        return match.end() == len(line)
    rest = line[match.end() :].lstrip()
    return not rest or not rest[0].islower()


def _line_spans(line: str, offset: int) -> list[tuple[int, int]]:
    mark = _LIST_MARK.match(line)
    start = mark.end() if mark else 0
    spans: list[tuple[int, int]] = []
    for match in _END.finditer(line, start):
        if not _ends_sentence(line, match):
            continue
        _append(spans, line, start, match.end(), offset)
        start = match.end()
    _append(spans, line, start, len(line), offset)
    return spans


def _append(spans: list[tuple[int, int]], line: str, start: int, end: int, offset: int) -> None:
    piece = line[start:end]
    stripped = piece.strip()
    if not any(character.isalnum() for character in stripped):
        return
    begin = start + len(piece) - len(piece.lstrip())
    spans.append((offset + begin, offset + begin + len(stripped)))


def sentences(text: str) -> list[tuple[int, int]]:
    """The spans of the sentences of a text, in order and never overlapping.

    A line break always ends a sentence (a list item, a table row and a heading are one each); a list mark is not part
    of it. Decimals, abbreviations, initials and numbered articles do not end one. A span without a letter or digit is
    left out.
    """
    spans: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        spans.extend(_line_spans(line.group(), line.start()))
    return spans
