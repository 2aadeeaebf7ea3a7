"""What changed inside one paragraph: words in Latin script, characters in Chinese, numbers always whole."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from enum import StrEnum

_CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_NUMBER = r"\d+(?:[.,:/-]\d+)*(?:\s?[%‰])?"
_CHINESE_NUMBER = "[零〇一二三四五六七八九十百千万亿两]{2,}|[零〇一二三四五六七八九十百千万亿两](?=[年月日天元个条款项岁周小％%倍])"
_TOKEN = re.compile(rf"{_NUMBER}|{_CHINESE_NUMBER}|[^\W\d_{_CJK}]+|[{_CJK}]|\s+|.", re.DOTALL)
_FIGURE = re.compile(rf"{_NUMBER}|{_CHINESE_NUMBER}")

MAX_WORK = 4_000_000
"""Pairs of words compared at most (2,000 by 2,000): beyond it a paragraph is shown as taken out and put in whole."""

MIN_ISLAND = 2
"""Words that two changes must have between them to be told apart: "the" alone between two changes is noise, and reads
more easily as part of them."""


class PieceChange(StrEnum):
    """What became of some words."""

    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words. `change` is None where they stand in both texts; `figure` where a number came, went or changed."""

    text: str
    change: PieceChange | None = None
    figure: bool = False


def words(text: str) -> list[str]:
    """What a paragraph is compared by: words, numbers, Chinese characters; no white space, no punctuation."""
    return [token.lower() for token in _TOKEN.findall(text) if token.strip() and token[0].isalnum()]


def plain_pieces(text: str, *, added: bool | None) -> tuple[Piece, ...]:
    """A paragraph that came or went as a whole; None: it stands elsewhere now."""
    if added is None:
        return (Piece(text),)
    return tuple(_split(text, PieceChange.ADDED if added else PieceChange.REMOVED))


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """The new paragraph with what went out of the old one in between. The pieces without those removed are the new
    text, those without the added ones are the old text, each to the letter where white space did not change."""
    if " ".join(old.split()) == " ".join(new.split()):
        return (Piece(new),)
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(before) * len(after) > MAX_WORK:
        return plain_pieces(old, added=False) + plain_pieces(new, added=True)
    codes = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    out: list[Piece] = []
    gone, come = "", ""
    for number, (tag, i1, i2, j1, j2) in enumerate(codes):
        kept = before[i1:i2]
        inner = 0 < number < len(codes) - 1
        if tag == "equal" and not (inner and _is_island(kept)):
            out += _changed(gone, come)
            gone, come = "", ""
            out.append(Piece("".join(after[j1:j2])))
            continue
        gone += "".join(kept)
        come += "".join(after[j1:j2])
    return (*out, *_changed(gone, come))


def _is_island(kept: list[str]) -> bool:
    return sum(1 for token in kept if token[0].isalnum()) < MIN_ISLAND and len(kept) <= 2 * MIN_ISLAND


def _changed(gone: str, come: str) -> list[Piece]:
    """Numbers are marked only where they are others now: words around the same number say nothing of it."""
    differ = _FIGURE.findall(gone) != _FIGURE.findall(come)
    removed, added = PieceChange.REMOVED, PieceChange.ADDED
    if differ:
        return [*_split(gone, removed), *_split(come, added)]
    return [Piece(text, change) for text, change in ((gone, removed), (come, added)) if text]


def _split(text: str, change: PieceChange) -> list[Piece]:
    """The words with their numbers as pieces of their own."""
    found: list[Piece] = []
    at = 0
    for match in _FIGURE.finditer(text):
        if match.start() > at:
            found.append(Piece(text[at : match.start()], change))
        found.append(Piece(match.group(), change, figure=True))
        at = match.end()
    return [*found, Piece(text[at:], change)] if at < len(text) else found
