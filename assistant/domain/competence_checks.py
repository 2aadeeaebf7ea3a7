"""Checks of what a reviewer knows of a topic's policies: dated, passed, and expiring (S-23)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

CHECK_LENGTH = 5
"""Questions of one check; a topic with fewer has none. Five take some ten minutes with the policy text at hand."""

PASS_FROM = 4
"""Right answers that pass: whoever guesses among four choices gets there in 1.6 % of the checks."""

CHECK_LASTS = timedelta(days=365)
"""A passed check gives the right to approve for so long: policies of a topic change about yearly (proposed in S-23)."""

DEMANDED_AFTER = timedelta(days=14)
"""From a topic's check coming into being to its being demanded: two working weeks to sit it, holidays included."""

RETRY_AFTER = timedelta(hours=12)
"""From a failed check to the next: time to read the policy, and no guessing round after round."""

CHOICES = range(3, 6)
"""Answers offered for one question."""

MAX_ASKED = 300
"""Characters of a question, and of each answer offered."""


@dataclass(frozen=True, slots=True)
class CheckQuestion:
    """A question about a passage of a published policy. `right` is the place of the right choice."""

    id: str
    topic_id: str
    document_id: str
    version_id: str
    passage: str
    asked: str
    choices: tuple[str, ...]
    right: int
    set_by: str
    set_at: datetime


@dataclass(frozen=True, slots=True)
class CheckSitting:
    """One check as it was begun."""

    id: str
    staff_id: str
    topic_id: str
    question_ids: tuple[str, ...]
    begun_at: datetime


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What came of one."""

    sitting_id: str
    staff_id: str
    topic_id: str
    right: int
    at: datetime

    @property
    def passed(self) -> bool:
        """Whether it was enough."""
        return self.right >= PASS_FROM

    @property
    def expires_at(self) -> datetime:
        """Until when it gives the right to approve."""
        return self.at + CHECK_LASTS
