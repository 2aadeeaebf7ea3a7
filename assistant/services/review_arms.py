"""Which cases are judged before their draft is shown, or answered without one, and what follows from it (H-01, H-18)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from assistant.domain.cases import Case, CaseEvent, CaseEventKind, CaseState, derive_status
from assistant.domain.errors import Conflict, Invalid
from assistant.domain.review_arms import (
    MAX_GIST,
    ArmShares,
    DraftLock,
    DrawnArm,
    InitialJudgement,
    JudgedAs,
    ReviewArm,
    lock_of,
)
from assistant.domain.staff import Staff
from assistant.services.case_views import CaseDetail
from assistant.services.ports import Clock, Ids
from assistant.services.stores import Work

CLOSED = (CaseState.REPLIED, CaseState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class JudgementRequest:
    """What a person thinks before the draft: one line of their own, or the passage found that matters most."""

    judged_as: JudgedAs
    gist: str = ""
    passage_id: str | None = None


class ReviewArms:
    """Draws one arm for each case when it is first looked at or decided, and never again."""

    def __init__(self, clock: Clock, ids: Ids, shares: ArmShares | None = None) -> None:
        self._clock = clock
        self._ids = ids
        self._shares = shares or ArmShares()

    def of(self, work: Work, case: Case) -> ReviewArm:
        """The case's arm, drawn now if it has none; the draw is in the log, and in nothing that reviewers see."""
        before = work.reviewing.arm(case.id)
        if before is not None:
            return before.arm
        draw = self._ids.draw()
        drawn = DrawnArm(case.id, self._shares.arm(draw, case.reasons), draw, self._clock.now())
        work.reviewing.draw(drawn)
        data = {
            "arm": drawn.arm.value,
            "draw": f"{draw:.6f}",
            "answer_first": f"{self._shares.answer_first:.6f}",
            "unaided": f"{self._shares.unaided:.6f}",
        }
        work.oversight.audit("system", "review_arm_drawn", "case", case.id, data, drawn.at)
        return drawn.arm

    def studied(self, work: Work, case: Case) -> bool:
        """Whether what comes of the case is measured: any arm but the usual one (H-09, H-18)."""
        return self.of(work, case) is not ReviewArm.ASSISTED

    def lock(self, work: Work, staff: Staff, case: Case) -> DraftLock | None:
        """Why this person may not see the draft of the case now, None if they may."""
        closed = derive_status(work.cases.events(case.id), self._clock.now()).state in CLOSED
        return lock_of(self.of(work, case), closed, work.reviewing.judged(case.id, staff.id))

    def judge(self, work: Work, staff: Staff, case: Case, request: JudgementRequest) -> None:
        """Record it, once a person and case, on a case that may be decided. Raises Invalid, Conflict (`already_judged`)."""
        gist = check_judgement(request)
        at = self._clock.now()
        work.reviewing.judge(
            InitialJudgement(case.id, staff.id, request.judged_as, gist, request.passage_id, at)
        )
        data = {"judged_as": request.judged_as.value, "passage": request.passage_id or ""}
        work.oversight.audit(staff.id, "initial_judgement", "case", case.id, data, at)

    def require_unlocked(self, work: Work, staff: Staff, case: Case, names_draft: bool) -> None:
        """Raises Conflict: `judgement_needed` before a decision of any kind, `draft_changed` for a draft never shown."""
        match self.lock(work, staff, case):
            case DraftLock.JUDGEMENT:
                raise Conflict("judgement_needed", "Say first what you think of the question.")
            case DraftLock.UNAIDED if names_draft:
                raise Conflict("draft_changed", "There is no draft.")
            case _:
                return

    def require_redraft(self, work: Work, staff: Staff, case: Case) -> None:
        """Raises Conflict (`judgement_needed`, `no_draft`) where a new draft would not be shown either."""
        self.require_unlocked(work, staff, case, names_draft=False)
        if self.of(work, case) is ReviewArm.UNAIDED:
            raise Conflict("no_draft", "There is no draft for this case. Write the reply yourself.")

    def shown(self, work: Work, staff: Staff, case: Case, detail: CaseDetail) -> CaseDetail:
        """The case as this person may see it now; a draft that is handed out is noted with the time (H-05)."""
        if detail.erased:
            return detail
        lock = self.lock(work, staff, case)
        if lock is not None:
            return without_draft(detail, lock)
        if detail.draft is not None and detail.row.state not in CLOSED:
            work.reviewing.serve(case.id, staff.id, detail.draft.sha256, self._clock.now())
        return detail


def check_judgement(request: JudgementRequest) -> str:
    """The gist in one line. Raises Invalid (gist) if neither it nor a passage is given, or it is too long."""
    gist = " ".join(request.gist.split())
    if not gist and not request.passage_id:
        raise Invalid("gist", "Give the gist in one line, or choose the passage that matters most.")
    if len(gist) > MAX_GIST:
        raise Invalid("gist", f"Write at most {MAX_GIST} characters.")
    return gist


def without_draft(detail: CaseDetail, lock: DraftLock) -> CaseDetail:
    """Nothing of the draft and nothing that was told about it. A case without a draft for good looks like one for which
    nothing was found: whoever works on it is not told that it was drawn (H-18)."""
    return replace(
        detail,
        draft=None,
        draft_void=None,
        confidence=0.0,
        noticed=(),
        events=tuple(map(_bare, detail.events)),
        judgement_needed=lock is DraftLock.JUDGEMENT,
    )


def _bare(event: CaseEvent) -> CaseEvent:
    return replace(event, data={}) if event.kind is CaseEventKind.REDRAFTED else event


def answering_time(events: tuple[CaseEvent, ...]) -> float | None:
    """Seconds from the last taking in hand to the reply of the same person; None where there is no such pair (P-07)."""
    taken: dict[str, datetime] = {}
    for event in events:
        if event.kind in (CaseEventKind.CLAIMED, CaseEventKind.TAKEN_OVER):
            taken[event.actor] = event.at
        if event.kind is CaseEventKind.REPLIED and event.actor in taken:
            return (event.at - taken[event.actor]).total_seconds()
    return None
