"""What reviewers see of their own thinking, on the wire."""

from __future__ import annotations

from datetime import datetime

from assistant.domain.cases import DecisionKind
from assistant.domain.review_arms import JudgedAs
from assistant.web.wire import Shown


class OwnJudgementShown(Shown):
    """One judgement before a draft, and what was decided after it."""

    case_number: str
    at: datetime
    judged_as: JudgedAs
    gist: str
    drafted: bool
    decided: DecisionKind | None
    changed_mind: bool | None


class OwnJudgementsShown(Shown):
    """The reader's own record (S-12)."""

    judgements: tuple[OwnJudgementShown, ...]
    hasty: int
