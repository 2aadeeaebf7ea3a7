"""What changed between two texts, paragraph by paragraph and word by word: added, removed, changed, moved.

Paragraphs are matched in three rounds: those that are equal and in the same order; then equal ones elsewhere; then those
that share enough of their words. A matched pair that had to cross others was moved. Everything is bounded: a text that is
too large for a finer comparison is compared more coarsely, never refused.
"""

from __future__ import annotations

import difflib
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.domain.word_diff import Piece, pieces, plain_pieces, words

ALIKE = 0.5
"""Share of words two paragraphs must have in common to be one paragraph that changed: below it, reading the two apart is
easier than reading one through the other."""

COMMON = 40
"""A word in more paragraphs than this tells no pair apart and proposes none: it keeps large tables from being compared
row by row with each other."""


class Change(StrEnum):
    """What became of a paragraph."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    MOVED_AWAY = "moved_away"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, heading, list item or table row, and the headings above it."""

    text: str
    headings: tuple[str, ...] = ()
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One paragraph of the comparison. `before` and `after` are its places (from 1) in the two texts, as far as it
    stands there. A moved paragraph has a row at both places: MOVED with its words at the new one, MOVED_AWAY at the old.
    """

    change: Change
    pieces: tuple[Piece, ...]
    headings: tuple[str, ...]
    is_heading: bool
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class _Pair:
    before: int
    after: int
    moved: bool


def compared(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> tuple[Row, ...]:
    """Every paragraph of both texts, in the order of the new one; what went stands where it stood."""
    pairs = _pairs([_key(one.text) for one in old], [_key(one.text) for one in new])
    by_new = {pair.after: pair for pair in pairs}
    by_old = {pair.before: pair for pair in pairs}
    rows: list[Row] = []
    at = 0
    for place, paragraph in enumerate(new):
        pair = by_new.get(place)
        if pair is not None and not pair.moved:
            rows += _left(old, by_old, range(at, pair.before))
            at = pair.before + 1
        if pair is None:
            rows.append(_row(Change.ADDED, paragraph, plain_pieces(paragraph.text, added=True), None, place))
            continue
        inner = pieces(old[pair.before].text, paragraph.text)
        rows.append(_row(_change(pair, inner), paragraph, inner, pair.before, place))
    rows += _left(old, by_old, range(at, len(old)))
    return tuple(rows)


def _left(old: Sequence[Paragraph], by_old: dict[int, _Pair], places: Iterable[int]) -> list[Row]:
    """The rows of what stood here and does not any more."""
    rows = []
    for place in places:
        pair, paragraph = by_old.get(place), old[place]
        if pair is None:
            gone = plain_pieces(paragraph.text, added=False)
            rows.append(_row(Change.REMOVED, paragraph, gone, place, None))
        else:
            there = plain_pieces(paragraph.text, added=None)
            rows.append(_row(Change.MOVED_AWAY, paragraph, there, place, pair.after))
    return rows


def _row(
    change: Change, paragraph: Paragraph, inner: tuple[Piece, ...], before: int | None, after: int | None
) -> Row:
    return Row(
        change,
        inner,
        paragraph.headings,
        paragraph.is_heading,
        None if before is None else before + 1,
        None if after is None else after + 1,
    )


def _change(pair: _Pair, inner: tuple[Piece, ...]) -> Change:
    if pair.moved:
        return Change.MOVED
    return Change.CHANGED if any(piece.change for piece in inner) else Change.SAME


def _key(text: str) -> str:
    return " ".join(text.split())


def _pairs(old: list[str], new: list[str]) -> list[_Pair]:
    """Which paragraph of the old text is which of the new one."""
    matched: dict[int, int] = {}
    for block in difflib.SequenceMatcher(None, old, new).get_matching_blocks():
        matched |= {block.a + n: block.b + n for n in range(block.size)}
    anchors = sorted(matched.items())
    elsewhere = _equal_elsewhere(old, new, matched)
    elsewhere |= _alike(old, new, matched | elsewhere)
    still = _in_place(anchors, sorted(elsewhere.items()))
    return [
        *(_Pair(before, after, False) for before, after in anchors),
        *(_Pair(before, after, before not in still) for before, after in sorted(elsewhere.items())),
    ]


def _equal_elsewhere(old: list[str], new: list[str], matched: dict[int, int]) -> dict[int, int]:
    """Equal paragraphs that the order kept apart, the first with the first."""
    taken = set(matched.values())
    places: dict[str, list[int]] = defaultdict(list)
    for place in range(len(new) - 1, -1, -1):
        if place not in taken:
            places[new[place]].append(place)
    return {
        place: places[text].pop()
        for place, text in enumerate(old)
        if place not in matched and places.get(text)
    }


def _alike(old: list[str], new: list[str], matched: dict[int, int]) -> dict[int, int]:
    """The paragraphs left that share the most words, the likest pair first."""
    taken = set(matched.values())
    before = {place: Counter(words(text)) for place, text in enumerate(old) if place not in matched}
    after = {place: Counter(words(text)) for place, text in enumerate(new) if place not in taken}
    holders: dict[str, list[int]] = defaultdict(list)
    for place, counted in after.items():
        for word in counted:
            holders[word].append(place)
    scored = []
    for place, counted in before.items():
        near = {other for word in counted if len(holders[word]) <= COMMON for other in holders[word]}
        for other in near:
            share = _share(counted, after[other])
            if share >= ALIKE:
                scored.append((-share, abs(place - other), place, other))
    found: dict[int, int] = {}
    used: set[int] = set()
    for _, _, place, other in sorted(scored):
        if place not in found and other not in used:
            found[place] = other
            used.add(other)
    return found


def _share(one: Counter[str], other: Counter[str]) -> float:
    whole = one.total() + other.total()
    return 2 * (one & other).total() / whole if whole else 0.0


def _in_place(anchors: list[tuple[int, int]], pairs: list[tuple[int, int]]) -> set[int]:
    """Those of the pairs that cross no anchor, and as many as possible that do not cross each other."""
    befores, afters = [one for one, _ in anchors], [other for _, other in anchors]
    gaps: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for before, after in pairs:
        gap = bisect_left(befores, before)
        if gap == bisect_left(afters, after):
            gaps[gap].append((before, after))
    return {before for gap in gaps.values() for before, _ in _longest_rising(gap)}


def _longest_rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs, in order of the old text, whose places in the new text rise."""
    ends: list[int] = []
    last: list[int] = []
    earlier: list[int | None] = []
    for number, (_, after) in enumerate(pairs):
        at = bisect_left(ends, after)
        earlier.append(last[at - 1] if at else None)
        if at == len(ends):
            ends.append(after)
            last.append(number)
        else:
            ends[at], last[at] = after, number
    chosen: list[tuple[int, int]] = []
    number_or_none = last[-1] if last else None
    while number_or_none is not None:
        chosen.append(pairs[number_or_none])
        number_or_none = earlier[number_or_none]
    return chosen[::-1]
