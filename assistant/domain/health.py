"""Which documents do the most damage if they are wrong, and when they were last looked at (S-16)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from assistant.domain.ageing import MONTH_DAYS

REPLY_DAYS = 90
"""Days of replies that count: a quarter, long enough for a rare matter to be asked about, short enough to follow the
season (school places, heating grants)."""

OVERDUE_FACTOR = 2.0
"""What an overdue review multiplies damage by: the office itself said that the text may no longer hold by then."""

MAX_REVIEW_DAYS = 5 * 366
"""A next review lies at most five years ahead: further is a way of saying never."""


@dataclass(frozen=True, slots=True)
class Review:
    """A person read a document and found it still right: an act, never overwritten."""

    id: str
    document_id: str
    version_id: str
    by: str
    at: datetime
    next_review: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class Exposure:
    """How many replies stand on a document and how long nobody looked at it."""

    replies: int
    looked_at: date
    review_by: date | None

    def months(self, today: date) -> float:
        """Months since somebody approved or reviewed the text; a day to come counts as today."""
        return max(0, (today - self.looked_at).days) / MONTH_DAYS

    def overdue(self, today: date) -> bool:
        """True if the day set for a review has passed."""
        return self.review_by is not None and today > self.review_by

    def damage(self, today: date) -> float:
        """Replies of the last `REPLY_DAYS` days × months since the last look × `OVERDUE_FACTOR` if review is overdue.

        It has the unit of answers months out of sight: a page that nobody is told about does none however old it is,
        and one that was looked at today does none however often it is quoted.
        """
        return self.replies * self.months(today) * (OVERDUE_FACTOR if self.overdue(today) else 1.0)
