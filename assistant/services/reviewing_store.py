"""Where the arms of cases, judgements before the draft and reading times are kept; nothing is written over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from assistant.domain.draft_uses import DraftUse
from assistant.domain.reading_times import ReadingTime
from assistant.domain.review_arms import DrawnArm, InitialJudgement


@dataclass(frozen=True, slots=True)
class ArmCase:
    """A case with its arm, and the question behind it."""

    drawn: DrawnArm
    question_id: str


class ReviewingStore(Protocol):
    """How each case is worked on and what its reviewers did before they decided."""

    def draw(self, drawn: DrawnArm) -> None:
        """Store a case's arm, once. Raises Conflict("arm_drawn")."""
        ...

    def arm(self, case_id: str) -> DrawnArm | None: ...
    def arms(self, department_ids: frozenset[str] | None, since: datetime) -> tuple[ArmCase, ...]:
        """Cases of the departments drawn for since, in the order of drawing; None means every department."""
        ...

    def judge(self, judgement: InitialJudgement) -> None:
        """Store a judgement, its words sealed with the key of the conversation. Raises Conflict("already_judged")."""
        ...

    def judged(self, case_id: str, staff_id: str) -> bool:
        """Whether this person has judged this case."""
        ...

    def judgements(self, staff_id: str) -> tuple[InitialJudgement, ...]:
        """A person's own, oldest first; without words where the conversation is erased."""
        ...

    def judgements_on(self, case_ids: Sequence[str]) -> tuple[InitialJudgement, ...]:
        """Everybody's on these cases, oldest first."""
        ...

    def serve(self, case_id: str, staff_id: str, draft_sha256: str, at: datetime) -> bool:
        """Note when this very draft was first handed to this person; False if that was noted before."""
        ...

    def served(self, case_id: str, staff_id: str, draft_sha256: str) -> datetime | None:
        """When that was."""
        ...

    def add_reading(self, reading: ReadingTime) -> None:
        """Store what was measured for a decision. Raises Conflict("already_measured")."""
        ...

    def readings(self, staff_id: str, since: datetime) -> tuple[ReadingTime, ...]:
        """A person's own since, oldest first."""
        ...

    def sent_drafts(self, staff_id: str, limit: int) -> tuple[str, ...]:
        """Ids of the person's newest decisions that sent a draft as it was or edited, newest first."""
        ...

    def add_use(self, use: DraftUse) -> bool:
        """Store what a person made of a draft; False if they decided on this very draft before."""
        ...

    def uses(self, department_ids: frozenset[str] | None, since: datetime) -> tuple[DraftUse, ...]:
        """Those since in the departments, oldest first; None means every department."""
        ...
