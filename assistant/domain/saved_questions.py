"""Test questions of a document: what must keep finding it, and what came of asking them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import assert_never

PASSES_WITHIN = 3
"""A question passes if its document is among so many passages: the draft quotes from the first few, and a citizen whose
question is not answered is shown three passages found."""


class Finding(StrEnum):
    """What asking a question showed."""

    FOUND = "found"
    TOO_LOW = "too_low"
    NOT_FOUND = "not_found"
    TEXT_MISSING = "text_missing"
    NOT_ASKED = "not_asked"

    @property
    def passes(self) -> bool:
        """True only where the document was found high enough and said what it must say."""
        return self is Finding.FOUND


class Occasion(StrEnum):
    """Why questions were asked."""

    PUBLICATION = "publication"
    TRIAL = "trial"
    BY_HAND = "by_hand"
    CLOCK = "clock"

    @property
    def settles(self) -> bool:
        """True if the run says how things stand now, so that failures of it are somebody's task."""
        match self:
            case Occasion.CLOCK:
                return True
            case Occasion.PUBLICATION | Occasion.TRIAL | Occasion.BY_HAND:
                return False
            case _:
                assert_never(self)


@dataclass(frozen=True, slots=True)
class Removal:
    """Who took a question away, and when; it stays on record."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SavedQuestion:
    """A question that must find its document.

    It is asked as a citizen, or as staff where `as_staff`. `must_say`: words that must stand in one of the document's
    passages found. The text is the office's own and holds no personal data.
    """

    id: str
    document_id: str
    text: str
    language: str
    as_staff: bool
    must_say: str | None
    added_by: str
    added_at: datetime
    removal: Removal | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """Where a question found its document: 1-based rank of its best passage (None: not found), and whether one of its
    passages within reach says what it must (True where nothing must be said)."""

    rank: int | None
    says: bool

    def finding(self) -> Finding:
        """What that means for the question."""
        if self.rank is None:
            return Finding.NOT_FOUND
        if self.rank > PASSES_WITHIN:
            return Finding.TOO_LOW
        return Finding.FOUND if self.says else Finding.TEXT_MISSING


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """One question on one day, with the base as looked at and, where that differs, as it was before.

    `holds`: this result keeps a publication back.
    """

    question_id: str
    day: date
    finding: Finding
    rank: int | None
    finding_before: Finding = Finding.NOT_ASKED
    rank_before: int | None = None
    holds: bool = False


@dataclass(frozen=True, slots=True)
class QuestionRun:
    """Every question asked at one moment. `override`: why its publication went on although results held it back;
    `state`: which settled state of the base a run by the clock looked at."""

    id: str
    occasion: Occasion
    by: str
    at: datetime
    version_ids: tuple[str, ...]
    index_version_id: str
    results: tuple[QuestionResult, ...]
    override: str | None = None
    state: str | None = None

    @property
    def failed(self) -> tuple[QuestionResult, ...]:
        """The results that do not pass."""
        return tuple(result for result in self.results if not result.finding.passes)

    @property
    def held(self) -> tuple[QuestionResult, ...]:
        """The results that keep a publication back."""
        return tuple(result for result in self.results if result.holds)


def holds_back(own: bool, before: Finding, after: Finding) -> bool:
    """Whether a result keeps a publication back: what the publication breaks, and what the published document itself
    (`own`) does not answer. What failed before and is none of this publication's doing does not."""
    return not after.passes and (own or before.passes)


def newly_failing(run: QuestionRun, last: QuestionRun | None) -> Sequence[QuestionResult]:
    """The failures of a run that the run before did not have."""
    known = {result.question_id for result in last.failed} if last is not None else set()
    return [result for result in run.failed if result.question_id not in known]
