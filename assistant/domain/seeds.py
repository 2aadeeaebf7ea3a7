"""Seeds: known-bad answers that test the people who check, and known-good controls among them (H-06, H-07)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assistant.domain.answers import Draft
from assistant.domain.questions import Language

SEED_SHARE = 0.04
"""Share of what a person checks that is a seed or a control (H-06, proposed there)."""

SEED_AT_LEAST_EVERY = 30
"""However the draws fall, one of so many is a seed (H-06: at least one of thirty)."""

CONTROL_SHARE = 0.25
"""Share of these that are controls, unchanged: a quarter tells who rejects everything without costing much of the test."""

MUST_CATCH = 0.8
"""The share of seeds that whoever approves alone must catch (H-08)."""

SUSPENDED_BELOW = 0.05
"""Solo approval ends where so few caught would come up with this chance at most if the share were MUST_CATCH (H-08)."""


class SeedKind(StrEnum):
    """What was made wrong. A control was left as it is."""

    NUMBER = "number"
    EXCHANGED_NUMBER = "exchanged_number"
    DATE = "date"
    NEGATION = "negation"
    MODALITY = "modality"
    EXPIRED_RULE = "expired_rule"
    WRONG_JURISDICTION = "wrong_jurisdiction"
    MISSING_EXCEPTION = "missing_exception"
    CONTROL = "control"

    @property
    def bad(self) -> bool:
        """Whether it must be caught."""
        return self is not SeedKind.CONTROL


class SeedPlace(StrEnum):
    """Where it is shown: among the cases to decide, or among the answers to label."""

    CASES = "cases"
    AUDITS = "audits"


@dataclass(frozen=True, slots=True)
class Seed:
    """A draft made wrong by one edit of a claim that people had found right, or left as it was.

    It stands in no table of drafts: no decision can name it and no reply can come of it (X-10). `original` and `changed` are
    the claim before and after.
    """

    id: str
    question_id: str
    draft_id: str
    department_id: str
    topic_id: str | None
    language: Language
    kind: SeedKind
    created_at: datetime
    draft: Draft
    original: str
    changed: str


@dataclass(frozen=True, slots=True)
class SeedShowing:
    """A seed given to one person, under an id and (among cases) a number that look like any other."""

    id: str
    seed_id: str
    staff_id: str
    place: SeedPlace
    number: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SeedAnswer:
    """What the person made of it."""

    showing_id: str
    rejected: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class AnsweredSeed:
    """One line of a person's record."""

    staff_id: str
    place: SeedPlace
    kind: SeedKind
    rejected: bool
    at: datetime

    @property
    def right(self) -> bool:
        """Whether a bad one was rejected or a good one let pass."""
        return self.rejected is self.kind.bad


@dataclass(frozen=True, slots=True)
class SeedFeedback:
    """What the person is told at once: that it was a test, what was changed, and whether they saw it."""

    kind: SeedKind
    right: bool
    original: str
    changed: str
