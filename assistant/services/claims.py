"""What a person holds, and giving it back when they leave (H-19)."""

from __future__ import annotations

from datetime import datetime

from assistant.domain.cases import CaseEvent, CaseEventKind, derive_status
from assistant.services.stores import Work


def release_claims(work: Work, staff_id: str, now: datetime) -> int:
    """Give every case in this person's hands back to the queue, in the caller's transaction; how many there were.

    What they typed stays: saved edits outlive a claim.
    """
    events = work.cases.events_of(work.cases.claimed_ever(staff_id))
    held = [case_id for case_id, told in events.items() if derive_status(told, now).claimed_by == staff_id]
    for case_id in held:
        work.cases.append(
            CaseEvent(case_id, 0, CaseEventKind.RELEASED_CLAIM, staff_id, now, {"why": "signed_out"})
        )
    return len(held)
