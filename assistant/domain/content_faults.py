"""Faults of a policy text that a reviewer met in a case: the page misled, not the draft (S-16)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from assistant.domain.folding import fold


class FaultKind(StrEnum):
    """How the page misled."""

    OUTDATED = "outdated"
    WRONG = "wrong"
    CONTRADICTS = "contradicts"
    UNCLEAR = "unclear"
    MISSING = "missing"
    OTHER = "other"


WORKING_DAYS = {
    FaultKind.OUTDATED: 5,
    FaultKind.WRONG: 5,
    FaultKind.CONTRADICTS: 5,
    FaultKind.OTHER: 10,
    FaultKind.UNCLEAR: 15,
    FaultKind.MISSING: 15,
}
"""Working days until a fault is to be mended. A week where citizens are told something untrue meanwhile; three where
they are only told it badly, since a new text needs two people. A kind nobody foresaw lies between."""

LONGEST_COPY = 24
"""Characters in a row that a note may share with what a citizen wrote: about four words, more is a quotation."""

LONGEST_CHINESE_COPY = 10
"""The same for Chinese, where a character carries about as much as two or three letters."""

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class ContentFault:
    """One report. `quote` is policy text; nothing of the citizen is in it. `task_id` is where it is worked on."""

    id: str
    task_id: str
    kind: FaultKind
    document_id: str
    version_id: str
    passage_id: str
    quote: str
    note: str
    case_id: str
    reported_by: str
    reported_at: datetime


def deadline(kind: FaultKind, today: date) -> date:
    """The day by which a fault reported today is to be mended. Saturdays and Sundays do not count; holidays, which
    no calendar here knows, do."""
    day, left = today, WORKING_DAYS[kind]
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < _SATURDAY
    return day


def repeats(note: str, citizen: str, page: str) -> bool:
    """True if the note quotes the citizen: a stretch of theirs, longer than chance, that does not stand in the page."""
    said, theirs, policy = (_plain(text) for text in (note, citizen, page))
    for length in (LONGEST_COPY, LONGEST_CHINESE_COPY):
        for start in range(len(said) - length + 1):
            piece = said[start : start + length]
            short = length < LONGEST_COPY
            if short and not all("\u4e00" <= one <= "\u9fff" for one in piece):
                continue
            if piece in theirs and piece not in policy:
                return True
    return False


def _plain(text: str) -> str:
    return " ".join(fold(text).text.casefold().split())
