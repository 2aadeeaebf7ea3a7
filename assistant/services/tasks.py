"""What people are to do: opened by findings and by persons, worked on by the departments asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, tzinfo

from assistant.domain.errors import Forbidden, Invalid, NotFound
from assistant.domain.questions import Language
from assistant.domain.staff import Right, Staff
from assistant.domain.task_titles import TaskTitle
from assistant.domain.tasks import Task, TaskEvent, TaskFacts, TaskKind, TaskState, TaskStep
from assistant.services.ports import Clock, Directory, Ids
from assistant.services.stores import Store, Work

MAX_TITLE = 200
MAX_NOTE = 4_000


@dataclass(frozen=True, slots=True)
class NewTask:
    """What a task is opened with; the fields of `TaskFacts`. A title of the system is shown in the reader's language."""

    kind: TaskKind
    departments: tuple[str, ...]
    title: str | TaskTitle
    detail: str = ""
    due: date | None = None
    document_ids: tuple[str, ...] = ()
    version_ids: tuple[str, ...] = ()
    case_id: str | None = None
    need_id: str | None = None
    finding: str | None = None


class Tasks:
    """Opening, reading and working on tasks. Who may is decided per task, by its kind and its departments."""

    def __init__(
        self,
        store: Store,
        directory: Directory,
        clock: Clock,
        ids: Ids,
        time_zone: tzinfo = UTC,
    ) -> None:
        """`time_zone` is the town's: its days begin at its midnight."""
        self._store = store
        self._directory = directory
        self._clock = clock
        self._ids = ids
        self._time_zone = time_zone

    def today(self) -> date:
        """The day by which tasks are due or overdue."""
        return self._clock.now().astimezone(self._time_zone).date()

    def people_for(self, task: Task) -> list[Staff]:
        """The active accounts that may be given a task, by name."""
        with self._store.read() as work:
            people = [one for one in work.staff.all() if one.active and may_work_on(one, task)]
        return sorted(people, key=lambda one: one.display_name)

    def open(self, work: Work, new: NewTask, actor_id: str) -> Task:
        """Open a task in the caller's transaction; the one that exists if its finding has one. Logs last."""
        if new.finding is not None and (known := work.tasks.by_finding(new.finding)) is not None:
            return known
        said = new.title if isinstance(new.title, TaskTitle) else None
        title = new.title if isinstance(new.title, str) else new.title.told_in(Language.EN)
        facts = TaskFacts(
            id=self._ids.new_id(),
            kind=new.kind,
            departments=self._known(new.departments),
            title=_text("title", title, MAX_TITLE),
            detail=new.detail.strip()[:MAX_NOTE],
            opened_by=actor_id,
            opened_at=self._clock.now(),
            due=new.due,
            document_ids=new.document_ids,
            version_ids=new.version_ids,
            case_id=new.case_id,
            need_id=new.need_id,
            finding=new.finding,
            said=said,
        )
        if not work.tasks.add(facts) and new.finding is not None:
            known = work.tasks.by_finding(new.finding)
            if known is not None:
                return known
        data = {"kind": str(facts.kind), "departments": ",".join(facts.departments)}
        work.oversight.audit(actor_id, "task_opened", "task", facts.id, data, self._clock.now())
        return Task.of(facts)

    def open_as(self, staff: Staff, new: NewTask) -> Task:
        """Open a task as a person. Raises Forbidden unless they may work for one of the departments asked."""
        if not any(may_work(staff, new.kind, one) for one in new.departments):
            raise Forbidden("You may not open a task for this department.")
        with self._store.begin() as work:
            return self.open(work, new, staff.id)

    def listed(self, staff: Staff, kinds: Sequence[TaskKind] = tuple(TaskKind)) -> list[Task]:
        """The tasks the reader may see: open ones first, those due soonest first."""
        with self._store.read() as work:
            found = [task for task in work.tasks.all() if task.facts.kind in kinds and may_read(staff, task)]
        return sorted(
            found,
            key=lambda task: (task.state is not TaskState.OPEN, task.due or date.max, task.facts.opened_at),
        )

    def read(self, staff: Staff, task_id: str) -> Task:
        """One task. Raises NotFound also for one the reader may not see."""
        with self._store.read() as work:
            return self._readable(work, staff, task_id)

    def assign(self, staff: Staff, task_id: str, assignee: str | None) -> Task:
        """Give a task to a person of a department asked, or back (None)."""
        with self._store.begin() as work:
            task = self._workable(work, staff, task_id)
            if assignee is not None:
                person = work.staff.get(assignee)
                if person is None or not person.active or not may_work_on(person, task):
                    raise Invalid("assignee", "This person may not work on the task.")
            return self._step(work, staff, task, TaskStep.ASSIGNED, assignee=assignee)

    def set_due(self, staff: Staff, task_id: str, due: date | None) -> Task:
        """Say by when it is to be done."""
        with self._store.begin() as work:
            return self._step(work, staff, self._workable(work, staff, task_id), TaskStep.DUE, due=due)

    def note(self, staff: Staff, task_id: str, text: str) -> Task:
        """Write down what was found or agreed; open and closed tasks alike."""
        said = _text("note", text, MAX_NOTE)
        with self._store.begin() as work:
            return self._step(work, staff, self._workable(work, staff, task_id), TaskStep.NOTED, note=said)

    def close(self, staff: Staff, task_id: str, done: bool, note: str) -> Task:
        """Close it as done, or drop it; either way somebody says why."""
        said = _text("note", note, MAX_NOTE)
        step = TaskStep.DONE if done else TaskStep.DROPPED
        with self._store.begin() as work:
            return self._step(work, staff, self._workable(work, staff, task_id), step, note=said)

    def reopen(self, staff: Staff, task_id: str, note: str) -> Task:
        """Open a closed task again."""
        said = _text("note", note, MAX_NOTE)
        with self._store.begin() as work:
            return self._step(work, staff, self._workable(work, staff, task_id), TaskStep.REOPENED, note=said)

    def tell(self, work: Work, task: Task, actor_id: str, note: str) -> Task:
        """Note on a task, in the caller's transaction, what a service learned about it."""
        event = TaskEvent(TaskStep.NOTED, actor_id, self._clock.now(), note)
        return self._append(work, actor_id, task, event)

    def finish(self, work: Work, task: Task, actor_id: str, note: str) -> Task:
        """Close a task as done in the caller's transaction, for a service that saw to it. Raises Conflict."""
        return self._append(work, actor_id, task, TaskEvent(TaskStep.DONE, actor_id, self._clock.now(), note))

    def take_up(self, work: Work, task: Task, actor_id: str, note: str) -> Task:
        """Reopen a closed task in the caller's transaction, for a service that found it undone. Raises Conflict."""
        return self._append(
            work, actor_id, task, TaskEvent(TaskStep.REOPENED, actor_id, self._clock.now(), note)
        )

    def _step(
        self,
        work: Work,
        staff: Staff,
        task: Task,
        step: TaskStep,
        *,
        note: str = "",
        assignee: str | None = None,
        due: date | None = None,
    ) -> Task:
        event = TaskEvent(step, staff.id, self._clock.now(), note, assignee, due)
        return self._append(work, staff.id, task, event)

    def _append(self, work: Work, actor_id: str, task: Task, event: TaskEvent) -> Task:
        moved = task.after(event)
        work.tasks.append(task.facts.id, len(task.events), event)
        work.oversight.audit(actor_id, f"task_{event.step}", "task", task.facts.id, {}, event.at)
        return moved

    def _readable(self, work: Work, staff: Staff, task_id: str) -> Task:
        task = work.tasks.get(task_id)
        if task is None or not may_read(staff, task):
            raise NotFound("There is no such task.")
        return task

    def _workable(self, work: Work, staff: Staff, task_id: str) -> Task:
        task = self._readable(work, staff, task_id)
        if not may_work_on(staff, task):
            raise Forbidden("You may not work on this task.")
        return task

    def _known(self, departments: Sequence[str]) -> tuple[str, ...]:
        known = {one.id for one in self._directory.departments()}
        if not departments or any(one not in known for one in departments):
            raise Invalid("departments", "There is no such department.")
        return tuple(dict.fromkeys(departments))


def may_work(staff: Staff, kind: TaskKind, department_id: str) -> bool:
    """True if a person may act on tasks of a kind for a department."""
    on_cases = kind.about_people or kind in (TaskKind.APPROVED_ANSWER, TaskKind.ALARM)
    rights = (Right.DECIDE_CASES,) if on_cases else (Right.EDIT_POLICIES, Right.PUBLISH_POLICIES)
    return any(staff.may(right, department_id) for right in rights)


def may_work_on(staff: Staff, task: Task) -> bool:
    """True if a person may act on this task: for one of the departments asked."""
    return any(may_work(staff, task.facts.kind, one) for one in task.facts.departments)


def may_read(staff: Staff, task: Task) -> bool:
    """True if a person may see a task: policy work is open to its department's readers, contact to case readers."""
    right = Right.READ_CASES if task.facts.kind.about_people else Right.READ_POLICIES
    return any(staff.may(right, one) for one in task.facts.departments)


def _text(field: str, text: str, most: int) -> str:
    said = text.strip()
    if not said:
        raise Invalid(field, "Write something.")
    if len(said) > most:
        raise Invalid(field, f"Write at most {most} characters.")
    return said
