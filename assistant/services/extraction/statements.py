"""What a passage states: its sentences, list items and table rows, each under its heading and its lead-in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from knowledge_base.sentences import sentences
from knowledge_base.text import is_chinese

SHORTEST_ENGLISH = 18
SHORTEST_CHINESE = 5
"""Characters below which a line of running text is a label, not a statement."""

LONGEST = 700
"""Characters beyond which a "sentence" is a page without punctuation; nobody could check such a quote at a glance."""

LONGEST_HEADING_ENGLISH = 90
LONGEST_HEADING_CHINESE = 30
"""Characters up to which a paragraph of one line without an end is a heading, not a sentence that lost its full stop."""

_ENDS = re.compile(r"[.!。！；;，,][\"'”’」』）)\]]*$")
_ITEM = re.compile(
    r"\s*(?:[-*•●▪◦–·]\s+|\(?\d{1,3}[.)]\s+|\(?[a-zA-Z][.)]\s+|[（(][一二三四五六七八九十\d]{1,3}[)）]\s*"
    r"|\d{1,3}[.．、]\s*(?=[\u3400-\u9fff])|[一二三四五六七八九十]{1,3}、\s*)"
)
_NUMBERED = re.compile(r"\s*[（(]?[\d一二三四五六七八九十]{1,3}[.．)）、]")
_ARTICLE = re.compile(r"第[\d一二三四五六七八九十百]+条[\s\u3000]+")
_CELLS = " | "
_LINE = re.compile(r"[^\n]+")


class Kind(StrEnum):
    """What a statement is in the text."""

    SENTENCE = "sentence"
    ITEM = "item"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Span:
    """Offsets in a passage's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Statement:
    """Something a passage says. `lead_in` is the line a list hangs on ("Not taken are:"); without it an item may mean
    the opposite. `items` spans the whole list with its marks; `ordered` tells that these are numbers. `opens` marks the
    first statement under its heading."""

    span: Span
    kind: Kind
    heading: str
    lead_in: Span | None
    items: Span | None
    opens: bool
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str
    alone: bool

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@lru_cache(maxsize=4096)
def statements(text: str, heading_path: tuple[str, ...]) -> tuple[Statement, ...]:
    """The statements of a passage in order. Headings, questions, labels and lead-ins on their own state nothing."""
    headings = {part.strip().casefold() for part in heading_path}
    heading, opens = (heading_path[-1] if heading_path else ""), True
    lead_in: Span | None = None
    spans = [Span(start, end) for start, end in sentences(text)]
    lines = _lines(text)
    lists = _lists(lines)
    found: list[Statement] = []
    for line in lines:
        if _is_heading(line, headings):
            heading, opens, lead_in = line.text.strip().lstrip("# "), True, None
            continue
        kind = _kind(line.text)
        if kind is not Kind.ITEM:
            lead_in = None
        for span in spans:
            if not line.start <= span.start < line.end:
                continue
            span = Span(span.start + _article(text[span.start : span.end]), span.end)
            words = text[span.start : span.end]
            if words.endswith((":", "：")):
                lead_in = span
            elif _states(words, kind):
                items = lists.get(line.start)
                found.append(
                    Statement(
                        span, kind, heading, lead_in if items else None, items, opens, _is_numbered(line.text)
                    )
                )
                opens = False
    return tuple(found)


def _lines(text: str) -> list[_Line]:
    """The lines, and whether each is a paragraph of its own."""
    matches = [match for match in _LINE.finditer(text) if match.group().strip()]
    if not matches:
        return []
    apart = ["\n" in text[one.end() + 1 : two.start()] for one, two in pairwise(matches)]
    before, after = [True, *apart], [*apart, True]
    return [
        _Line(match.start(), match.group(), first and last)
        for match, first, last in zip(matches, before, after, strict=True)
    ]


def _lists(lines: list[_Line]) -> dict[int, Span]:
    """For the first position of each list item the span of its whole list, marks included."""
    found: dict[int, Span] = {}
    for run in _runs_of_items(lines):
        whole = Span(run[0].start + _indent(run[0].text), run[-1].end)
        found.update(dict.fromkeys((line.start for line in run), whole))
    return found


def _runs_of_items(lines: list[_Line]) -> Iterator[list[_Line]]:
    run: list[_Line] = []
    for line in lines:
        if _kind(line.text) is Kind.ITEM:
            run.append(line)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _article(words: str) -> int:
    """The length of an article's number before its first sentence: it names the place, not the content."""
    match = _ARTICLE.match(words)
    return match.end() if match else 0


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _is_numbered(line: str) -> bool:
    return _NUMBERED.match(line) is not None


def _kind(line: str) -> Kind:
    if _ITEM.match(line):
        return Kind.ITEM
    return Kind.ROW if _CELLS in line else Kind.SENTENCE


def _is_heading(line: _Line, headings: set[str]) -> bool:
    bare = line.text.strip()
    if bare.startswith("#") or bare.lstrip("#*_ ").casefold() in headings:
        return True
    if not line.alone or _kind(line.text) is not Kind.SENTENCE or bare.endswith((":", "：")):
        return False
    if bare.endswith(("?", "？")):
        return True
    longest = LONGEST_HEADING_CHINESE if is_chinese(bare) else LONGEST_HEADING_ENGLISH
    return len(bare) <= longest and not _ENDS.search(bare)


def _states(words: str, kind: Kind) -> bool:
    """An item or a row may be as short as a name: its lead-in or its column says the rest."""
    if len(words) > LONGEST or words.endswith(("?", "？")):
        return False
    shortest = SHORTEST_CHINESE if is_chinese(words) else SHORTEST_ENGLISH
    return kind is not Kind.SENTENCE or len(words) >= shortest
