"""What reviewers see of their own thinking, as the API tells it."""

from __future__ import annotations

from datetime import datetime

from review_console.transport import Wire


class OwnJudgement(Wire):
    """One judgement before a draft, and what was decided after it."""

    case_number: str
    at: datetime
    judged_as: str
    gist: str = ""
    drafted: bool = False
    decided: str | None = None
    changed_mind: bool | None = None


class OwnJudgements(Wire):
    """The reader's own record."""

    judgements: tuple[OwnJudgement, ...] = ()
    hasty: int = 0
