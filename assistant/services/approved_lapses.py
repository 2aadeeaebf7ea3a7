"""Approved answers lapse by themselves: when a source changes, a contradiction opens, or nobody's words ask for them."""

from __future__ import annotations

from assistant.domain.approved_answers import (
    ApprovedAnswer,
    ApprovedEvent,
    ApprovedState,
    ApprovedStep,
    LapseReason,
)
from assistant.domain.errors import Conflict
from assistant.domain.task_titles import TaskTitle, TitleKind
from assistant.domain.tasks import TaskKind
from assistant.services.approved_answers import finding_of
from assistant.services.approved_lookup import StoredApprovedAnswers
from assistant.services.ports import Clock
from assistant.services.stores import Store, Work
from assistant.services.tasks import NewTask, Tasks

ACTOR = "system"

MAX_TITLE_PART = 120
"""Characters of a wording named in a task's title."""

LAPSED = "lapsed:"
"""What stands before the reason in the detail of a task. Screens say it in words."""


class ApprovedLapses:
    """Marks what lapsed, with a task for its department to renew or withdraw it. The engine does not wait for this."""

    def __init__(self, store: Store, lookup: StoredApprovedAnswers, tasks: Tasks, clock: Clock) -> None:
        self._store = store
        self._lookup = lookup
        self._tasks = tasks
        self._clock = clock

    def settle(self) -> int:
        """Bring every standing answer in line with its sources; how many lapsed. Idempotent."""
        with self._store.read() as work:
            standing = [one for one in work.approved_answers.all() if one.state is ApprovedState.STANDING]
        lapsed = 0
        for answer in standing:
            why = self._why(answer)
            if why is not None:
                lapsed += self._lapse(answer.facts.id, why)
        return lapsed

    def forget(self, conversation_id: str) -> None:
        """Take an erased conversation's words out of the wordings (L-12)."""
        with self._store.begin() as work:
            touched = work.approved_answers.forget(conversation_id)
            if touched:
                data = {"answers": ",".join(touched)}
                now = self._clock.now()
                work.oversight.audit(
                    ACTOR, "answer_wordings_forgotten", "conversation", conversation_id, data, now
                )
        for answer_id in touched:
            with self._store.read() as work:
                answer = work.approved_answers.get(answer_id)
            if answer is not None and not answer.wordings and answer.state is ApprovedState.STANDING:
                self._lapse(answer_id, LapseReason.WORDING_ERASED)

    def _why(self, answer: ApprovedAnswer) -> LapseReason | None:
        now = self._clock.now()
        if not answer.wordings:
            return LapseReason.WORDING_ERASED
        if self._lookup.contradicted(answer, now):
            return LapseReason.CONFLICT
        return LapseReason.SOURCE_CHANGED if self._lookup.told(answer, now) is None else None

    def _lapse(self, answer_id: str, why: LapseReason) -> bool:
        with self._store.begin() as work:
            answer = work.approved_answers.get(answer_id)
            if answer is None or answer.state is not ApprovedState.STANDING:
                return False
            now = self._clock.now()
            event = ApprovedEvent(ApprovedStep.LAPSED, ACTOR, now, why.value)
            try:
                work.approved_answers.append(answer_id, len(answer.events), event)
            except Conflict:  # another process was faster
                return False
            self._open_task(work, answer.after(event), why)
            data = {"reason": why.value}
            work.oversight.audit(ACTOR, "answer_lapsed", "approved_answer", answer_id, data, now)
        return True

    def _open_task(self, work: Work, answer: ApprovedAnswer, why: LapseReason) -> None:
        # Never a citizen's own words: a task outlives the erasure of their conversation.
        ours = (one.text for one in answer.wordings if one.conversation_id is None)
        asked = next(ours, answer.facts.topic_id)[:MAX_TITLE_PART]
        new = NewTask(
            TaskKind.APPROVED_ANSWER,
            (answer.facts.department_id,),
            TaskTitle(TitleKind.ANSWER_LAPSED, (asked,)),
            f"{LAPSED}{why}",
            document_ids=tuple(dict.fromkeys(one.document_id for one in answer.citations)),
            version_ids=tuple(sorted(answer.version_ids)),
            finding=finding_of(answer),
        )
        self._tasks.open(work, new, ACTOR)
