"""A person's own record: what they thought before the draft, and what they decided after it (S-12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from assistant.domain.cases import DecisionKind
from assistant.domain.review_arms import InitialJudgement, JudgedAs
from assistant.domain.staff import Staff
from assistant.services.ports import Clock
from assistant.services.reading_watch import flags_today
from assistant.services.stores import Store, Work

LISTED = 50
"""Judgements shown, newest first: what a full-time reviewer collects in about two months."""

_WITH_DRAFT = (DecisionKind.APPROVED, DecisionKind.EDITED)


@dataclass(frozen=True, slots=True)
class OwnJudgement:
    """One line of the record. `decided` is None while the case is open, or where somebody else decided it."""

    case_number: str
    at: datetime
    judged_as: JudgedAs
    gist: str
    drafted: bool
    decided: DecisionKind | None

    @property
    def changed_mind(self) -> bool | None:
        """Whether the decision went the other way than the judgement; None where the two cannot be set side by side."""
        if self.decided is None or not self.drafted:
            return None
        return (self.decided in _WITH_DRAFT) is not (self.judged_as is JudgedAs.ANSWERABLE)


@dataclass(frozen=True, slots=True)
class OwnRecord:
    """What a person may know about how they work. `hasty`: drafts of the last day sent on sooner than they can be read."""

    judgements: tuple[OwnJudgement, ...]
    hasty: int


class OwnJudgements:
    """Everybody reads their own; there is no way to ask for another's."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def of(self, staff: Staff) -> OwnRecord:
        """The reader's, newest first."""
        with self._store.read() as work:
            mine = work.reviewing.judgements(staff.id)[-LISTED:]
            lines = tuple(_line(work, one) for one in reversed(mine))
            return OwnRecord(lines, flags_today(work, staff.id, self._clock.now()))


def _line(work: Work, judgement: InitialJudgement) -> OwnJudgement:
    case = work.cases.get(judgement.case_id)
    assert case is not None
    made = [
        one
        for one in work.questions.decisions(case.question_id)
        if one.actor == judgement.staff_id and one.decided_at >= judgement.at
    ]
    return OwnJudgement(
        case_number=case.number,
        at=judgement.at,
        judged_as=judgement.judged_as,
        gist=judgement.gist,
        drafted=any(one.draft_id is not None for one in made),
        decided=made[-1].kind if made else None,
    )
