"""How a case is worked on: with its draft at once, with one's own judgement first, or without any draft (H-01, H-18)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from assistant.domain.reasons import Reason

ANSWER_FIRST_SHARE = 0.15
"""Share of cases in which a reviewer judges before the draft is shown (H-01, proposed there)."""

UNAIDED_SHARE = 0.05
"""Share of cases that people answer without a draft (H-18, proposed there). It is the control that shows what drafts are
worth, and it keeps people in practice: whoever decides forty cases a week writes two replies of their own."""

MAX_GIST = 300
"""Characters of a gist: one line of the console and some more."""


class ReviewArm(StrEnum):
    """What a case was drawn for, once and for good."""

    ASSISTED = "assisted"
    ANSWER_FIRST = "answer_first"
    UNAIDED = "unaided"


class JudgedAs(StrEnum):
    """A reviewer's judgement of a question before any draft is seen."""

    ANSWERABLE = "answerable"
    NOT_ANSWERABLE = "not_answerable"
    REFER = "refer"


class DraftLock(StrEnum):
    """Why a draft is not shown."""

    JUDGEMENT = "judgement"
    UNAIDED = "unaided"


@dataclass(frozen=True, slots=True)
class ArmShares:
    """Shares of cases: answered without a draft, and judged before the draft."""

    answer_first: float = ANSWER_FIRST_SHARE
    unaided: float = UNAIDED_SHARE

    def __post_init__(self) -> None:
        if not (self.answer_first >= 0 and self.unaided >= 0 and self.answer_first + self.unaided <= 1):
            raise ValueError("shares are at least 0 and together at most 1")

    def arm(self, draw: float, reasons: Collection[Reason]) -> ReviewArm:
        """The arm of one draw in [0, 1). Decisions about a person are judged first, or answered without a draft."""
        if draw < self.unaided:
            return ReviewArm.UNAIDED
        if draw < self.unaided + self.answer_first or Reason.DECISION_ABOUT_PERSON in reasons:
            return ReviewArm.ANSWER_FIRST
        return ReviewArm.ASSISTED


@dataclass(frozen=True, slots=True)
class DrawnArm:
    """A case's arm with the draw that chose it."""

    case_id: str
    arm: ReviewArm
    draw: float
    at: datetime


@dataclass(frozen=True, slots=True)
class InitialJudgement:
    """What a person thought before the draft: a gist in one line, or the passage that matters most."""

    case_id: str
    staff_id: str
    judged_as: JudgedAs
    gist: str
    passage_id: str | None
    at: datetime


def lock_of(arm: ReviewArm, closed: bool, judged: bool) -> DraftLock | None:
    """Whether a person may see the draft now: everybody who reads the case once it is closed, nobody sooner in the arm
    without a draft, and in the other only who has judged."""
    if closed:
        return None
    if arm is ReviewArm.UNAIDED:
        return DraftLock.UNAIDED
    return DraftLock.JUDGEMENT if arm is ReviewArm.ANSWER_FIRST and not judged else None
