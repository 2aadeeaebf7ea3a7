"""Whether a draft was read before it was sent on: measured, flagged, never refused (H-05)."""

from __future__ import annotations

from datetime import datetime

from assistant.domain.cases import Case, Decision
from assistant.domain.conversations import StoredDraft
from assistant.domain.reading_times import (
    AUDITED_AFTER_FLAGS,
    FLAGS_BEFORE_REST,
    FLAGS_COUNT_FOR,
    ReadingTime,
    reading_floor_s,
    visible_s,
)
from assistant.services.audit_sampling import AuditSampling
from assistant.services.stores import Work


class ReadingWatch:
    """What is measured is its owner's: the log tells that a rest was proposed, and neither seconds nor flags."""

    def __init__(self, sampling: AuditSampling | None = None) -> None:
        """`sampling` draws the last approvals for an audit where a rest is proposed."""
        self._sampling = sampling

    def measure(
        self, work: Work, case: Case, draft: StoredDraft, decision: Decision, visible_ms: int | None
    ) -> bool:
        """Store how long the draft was in sight; True if a rest is proposed now.

        The time begins when the draft was first handed to this person. A draft that never was counts as not read.
        """
        now = decision.decided_at
        served = work.reviewing.served(case.id, decision.actor, draft.sha256)
        elapsed = (now - served).total_seconds() if served is not None else 0.0
        reading = ReadingTime(
            decision.id,
            decision.actor,
            visible_s(elapsed, visible_ms),
            reading_floor_s(draft.draft.text()),
            now,
        )
        work.reviewing.add_reading(reading)
        if not reading.flagged or flags_today(work, decision.actor, now) % FLAGS_BEFORE_REST:
            return False
        self._audit_latest(work, decision, now)
        return True

    def _audit_latest(self, work: Work, decision: Decision, now: datetime) -> None:
        drawn = 0
        if self._sampling is not None:
            for decision_id in work.reviewing.sent_drafts(decision.actor, AUDITED_AFTER_FLAGS):
                drawn += self._sampling.of_hasty(work, decision_id)
        data = {"audits": str(drawn)}
        work.oversight.audit("system", "rest_proposed", "staff", decision.actor, data, now)


def flags_today(work: Work, staff_id: str, now: datetime) -> int:
    """How many of the person's decisions of the last day were flagged."""
    return sum(one.flagged for one in work.reviewing.readings(staff_id, now - FLAGS_COUNT_FOR))
