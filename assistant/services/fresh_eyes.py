"""Who may look at an appeal, and where it stands."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from assistant.domain.appeals import Appeal, AppealState, appeal_state
from assistant.domain.cases import Case, derive_status
from assistant.domain.errors import Conflict
from assistant.domain.staff import Staff
from assistant.services.ports import Clock
from assistant.services.release import PERSON
from assistant.services.stores import Work


def require_fresh_eyes(work: Work, staff: Staff, case: Case) -> None:
    """Raises Conflict("own_reply") if the case is an appeal against a reply that this person had a part in."""
    appeal = work.appeals.of_case(case.id)
    if appeal is None:
        return
    reply = work.questions.reply_by_id(appeal.reply_id)
    corrections = work.recalls.corrections_of(appeal.conversation_id)
    took_part = {one.actor for one in corrections if one.reply_id == appeal.reply_id}
    if appeal.released_by_kind == PERSON:
        took_part.add(appeal.released_by)
    if reply is not None:
        decisions = work.questions.decisions(reply.question_id)
        took_part |= {one.actor for one in decisions if one.actor_kind == PERSON}
    if staff.id in took_part:
        raise Conflict("own_reply", "You had a part in this reply; another person looks at it again.")


@dataclass(frozen=True, slots=True)
class AppealCount:
    """Appeals against what a certificate or a person let out, and how many of them changed it or are open."""

    made: int = 0
    changed: int = 0
    open: int = 0


def appeals_against(work: Work, released_by: Collection[str], now: datetime) -> AppealCount:
    """Counted anew from the cases; appeals taken back are not among them."""
    states = [
        state
        for one in released_by
        for appeal in work.appeals.against(one)
        if (state := _standing(work, appeal, now)) is not AppealState.WITHDRAWN
    ]
    return AppealCount(len(states), states.count(AppealState.CHANGED), states.count(AppealState.OPEN))


def standing_of(work: Work, appeal: Appeal, clock: Clock) -> AppealState:
    """Where an appeal stands now."""
    return _standing(work, appeal, clock.now())


def _standing(work: Work, appeal: Appeal, now: datetime) -> AppealState:
    state = derive_status(work.cases.events(appeal.case_id), now).state
    return appeal_state(state, work.questions.decisions(appeal.question_id))
