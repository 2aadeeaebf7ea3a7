"""Reaching out to people: calls back after a case, and after an answer that was rated low (S-31).

A task names the case and nothing of the citizen: how to reach them stands in the case, encrypted, and whoever may not
read the case does not see the task either.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from assistant.domain.cases import Case, CaseState, derive_status
from assistant.domain.errors import Conflict
from assistant.domain.staff import Staff
from assistant.domain.task_titles import TaskTitle, TitleKind
from assistant.domain.tasks import Task, TaskKind, TaskState
from assistant.services.case_access import decidable_case
from assistant.services.ports import Clock
from assistant.services.stores import Store, Work
from assistant.services.tasks import NewTask, Tasks

SYSTEM = "system"

RATED_LOW = "The citizen rated the reply as bad again."
"""The note of a task that a changed rating opened once more."""

CALLED = "The citizen was written to."
"""The note of a task that a call closed; what was said stands in the conversation."""

CALL_WITHIN = timedelta(days=3)
"""By when somebody is called back unless a day is given: people remember what they asked for about that long."""


class CallBacks:
    """Opens call-back tasks; they are worked on like any other task."""

    def __init__(self, store: Store, clock: Clock, tasks: Tasks, today: Callable[[], date]) -> None:
        self._store = store
        self._clock = clock
        self._tasks = tasks
        self._today = today

    def open(self, staff: Staff, case_id: str, note: str = "", due: date | None = None) -> Task:
        """Ask for a call about a closed case; the task that is open already, if there is one.

        Raises NotFound, Forbidden, Conflict("case_open") while the citizen still waits for the reply itself.
        """
        with self._store.begin() as work:
            case = decidable_case(work, staff, case_id)
            state = derive_status(work.cases.events(case.id), self._clock.now()).state
            if state not in (CaseState.REPLIED, CaseState.WITHDRAWN):
                raise Conflict("case_open", "This case still waits for its reply; answer it first.")
            known = next((one for one in work.tasks.all() if _calls(one, case)), None)
            if known is not None:
                return known
            return self._tasks.open(work, self._new(case, note, due), staff.id)

    def after_low_rating(
        self, work: Work, department_id: str, case: Case | None, rating_id: str, due: date
    ) -> Task:
        """Ask for a call because an answer was rated low, in the caller's transaction; once for each rating. An answer
        that went out under a certificate has no case: what there is to know stands with the rating."""
        title: str | TaskTitle = case.number if case is not None else TaskTitle(TitleKind.LOW_RATING, ())
        new = NewTask(
            kind=TaskKind.CALL_BACK,
            departments=(department_id,),
            title=title,
            due=due,
            case_id=case.id if case is not None else None,
            finding=f"low_rating:{rating_id}",
        )
        task = self._tasks.open(work, new, SYSTEM)
        closed = task.state is not TaskState.OPEN  # they changed their mind, and back again
        return self._tasks.take_up(work, task, SYSTEM, RATED_LOW) if closed else task

    def called(self, work: Work, rating_id: str, staff_id: str) -> None:
        """The call asked for because of a rating was made: its task is done, in the caller's transaction."""
        task = work.tasks.by_finding(f"low_rating:{rating_id}")
        if task is not None and task.state is TaskState.OPEN:
            self._tasks.finish(work, task, staff_id, CALLED)

    def of_case(self, staff: Staff, case_id: str) -> tuple[Task, ...]:
        """The calls asked for about a case, newest first. Raises NotFound, Forbidden."""
        with self._store.read() as work:
            decidable_case(work, staff, case_id)
            found = [
                one
                for one in work.tasks.all()
                if one.facts.case_id == case_id and one.facts.kind is TaskKind.CALL_BACK
            ]
        return tuple(reversed(found))

    def _new(self, case: Case, note: str, due: date | None) -> NewTask:
        return NewTask(
            kind=TaskKind.CALL_BACK,
            departments=(case.department_id,),
            title=case.number,
            detail=note,
            due=due or self._today() + CALL_WITHIN,
            case_id=case.id,
        )


def _calls(task: Task, case: Case) -> bool:
    is_call = task.facts.kind is TaskKind.CALL_BACK and task.facts.case_id == case.id
    return is_call and task.state is TaskState.OPEN
