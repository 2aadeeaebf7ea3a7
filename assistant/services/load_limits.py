"""How much one person approves without a break: enough is enough, whatever waits in the queue (H-14)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from assistant.domain.errors import Conflict
from assistant.services.stores import Work

MOST_IN_A_ROW = 25
"""Drafts sent on without a break (proposed here): at three minutes a case, the median that assisted services report, an hour
and a quarter."""

LONGEST_SESSION = timedelta(hours=2)
"""Approving without a break, however slowly (proposed here)."""

BREAK = timedelta(minutes=10)
"""What counts as a break, and how long approving rests once a limit is reached."""


class LoadLimits:
    """Looks at the times of a person's own approvals; nobody else is told. Rejecting and writing stay possible, so that no
    citizen waits for a break where something must be stopped."""

    def require_rested(self, work: Work, staff_id: str, now: datetime) -> None:
        """Raises Conflict("break_needed") at a limit, until BREAK has passed since the last approval."""
        since = now - LONGEST_SESSION - BREAK
        if needs_break([one.at for one in work.reviewing.readings(staff_id, since)], now):
            raise Conflict("break_needed", "Take a break of ten minutes before you approve more.")


def needs_break(approved: Sequence[datetime], now: datetime) -> bool:
    """Whether the approvals (oldest first) that no break parts are too many or last too long."""
    row: list[datetime] = []
    for at in reversed(approved):
        if (row[-1] if row else now) - at >= BREAK:
            break
        row.append(at)
    return bool(row) and (len(row) >= MOST_IN_A_ROW or now - row[-1] >= LONGEST_SESSION)
