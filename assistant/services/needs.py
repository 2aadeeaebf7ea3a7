"""Needs as staff work on them: looked at, given to somebody, turned into tasks, dropped, taken up again (S-16, S-31)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo

from assistant.domain.errors import Invalid
from assistant.domain.needs import Asked, Need, NeedEvent, NeedStep, week_of
from assistant.domain.staff import Staff
from assistant.domain.tasks import Task, TaskKind
from assistant.services.needs_access import (
    may_read_need,
    may_work_on_need,
    readable_need,
    reading_only,
    workable_need,
)
from assistant.services.needs_quotes import NeedQuote, quotes_of
from assistant.services.needs_store import Owed
from assistant.services.ports import Clock, Directory
from assistant.services.stores import Store, Work
from assistant.services.tasks import MAX_NOTE, NewTask, Tasks

WEEKS = 12
"""Weeks drawn for a need: a quarter, so that a season shows and a bar keeps its width."""


@dataclass(frozen=True, slots=True)
class NeedRow:
    """A need with its counts: how many questions, of how many people, in each of the last weeks, oldest first."""

    need: Need
    questions: int
    people: int
    weeks: tuple[int, ...]
    causes: Mapping[str, int]
    languages: Mapping[str, int]
    newest: date | None


@dataclass(frozen=True, slots=True)
class NeedDetail:
    """A need with what came of it."""

    row: NeedRow
    owed: tuple[Owed, ...]
    tasks: tuple[Task, ...]
    people: tuple[Staff, ...]


class Needs:
    """What staff do with needs."""

    def __init__(
        self,
        store: Store,
        directory: Directory,
        clock: Clock,
        tasks: Tasks,
        time_zone: tzinfo,
        today: Callable[[], date],
    ) -> None:
        self._store = store
        self._directory = directory
        self._clock = clock
        self._tasks = tasks
        self._time_zone = time_zone
        self._today = today

    def listed(self, staff: Staff) -> list[NeedRow]:
        """Needs the reader may see but not those that became part of another: waiting ones first, most asked first."""
        reading_only(staff)
        with self._store.read() as work:
            needs = [
                need for need in work.needs.all() if may_read_need(staff, need) and need.merged_into is None
            ]
            asked = work.needs.asked([need.facts.id for need in needs])
        rows = [self.row(need, asked) for need in needs]
        return sorted(rows, key=lambda row: (not row.need.state.waits, -row.people, row.need.facts.found_at))

    def read(self, staff: Staff, need_id: str) -> NeedDetail:
        """One need. Raises NotFound also for one the reader may not see."""
        with self._store.read() as work:
            need = readable_need(work, staff, need_id)
            asked = work.needs.asked([need_id])
            owed = work.needs.owed(need_id)
            people = [one for one in work.staff.all() if one.active and may_work_on_need(one, need)]
        tasks = [task for task in self._tasks.listed(staff) if task.facts.need_id == need_id]
        people.sort(key=lambda one: one.display_name)
        return NeedDetail(self.row(need, asked), owed, tuple(tasks), tuple(people))

    def quotes(self, staff: Staff, need_id: str) -> tuple[NeedQuote, ...]:
        """What was asked, masked, of cases the reader may read; the reading is on record first (X-21)."""
        with self._store.read() as work:
            readable_need(work, staff, need_id)
            found = quotes_of(work, staff, work.needs.asked([need_id]))
        if found:
            with self._store.begin() as work:
                data = {"questions": ",".join(one.question_id for one in found)}
                work.oversight.audit(
                    staff.id, "need_questions_read", "need", need_id, data, self._clock.now()
                )
        return found

    def assign(self, staff: Staff, need_id: str, assignee: str | None) -> Need:
        """Give a need to a person who may work on it, or back (None)."""
        with self._store.begin() as work:
            need = workable_need(work, staff, need_id)
            person = work.staff.get(assignee) if assignee is not None else None
            if assignee is not None and (
                person is None or not person.active or not may_work_on_need(person, need)
            ):
                raise Invalid("assignee", "This person may not work on the need.")
            return self._append(work, staff, need, NeedStep.ASSIGNED, assignee=assignee)

    def set_due(self, staff: Staff, need_id: str, due: date | None) -> Need:
        """Say by when it is to be seen to."""
        with self._store.begin() as work:
            return self._append(work, staff, workable_need(work, staff, need_id), NeedStep.DUE, due=due)

    def hand_over(self, staff: Staff, need_id: str, department_id: str) -> Need:
        """Say whose it is."""
        if department_id not in {one.id for one in self._directory.departments()}:
            raise Invalid("department_id", "There is no such department.")
        with self._store.begin() as work:
            need = workable_need(work, staff, need_id)
            return self._append(work, staff, need, NeedStep.MOVED, department_id=department_id)

    def note(self, staff: Staff, need_id: str, text: str) -> Need:
        """Write down what was learned, also of a closed need."""
        with self._store.begin() as work:
            need = workable_need(work, staff, need_id)
            return self._append(work, staff, need, NeedStep.NOTED, note=_said(text))

    def to_task(self, staff: Staff, need_id: str, title: str, due: date | None = None) -> Task:
        """Ask the department for a document; a second time gives the task that is there."""
        with self._store.begin() as work:
            need = workable_need(work, staff, need_id)
            finding = f"need:{need_id}"
            known = work.tasks.by_finding(finding)
            if known is not None and known.facts.id in need.task_ids:
                return known
            new = self._new_task(need, TaskKind.DOCUMENT, title, due, finding)
            # The need's step comes first: opening a task writes the log, which goes last.
            moved = need.after(NeedEvent(NeedStep.TASKED, staff.id, self._clock.now()))
            task = self._tasks.open(work, new, staff.id)
            event = NeedEvent(NeedStep.TASKED, staff.id, self._clock.now(), task_id=task.facts.id)
            work.needs.append(need_id, len(moved.events) - 1, event)
            return task

    def visit(self, staff: Staff, need_id: str, title: str, due: date | None = None) -> Task:
        """Ask the department to go and see; what is found is noted on the visit and shown with the need (S-31)."""
        with self._store.begin() as work:
            need = workable_need(work, staff, need_id)
            need.after(NeedEvent(NeedStep.VISIT, staff.id, self._clock.now()))
            task = self._tasks.open(work, self._new_task(need, TaskKind.VISIT, title, due, None), staff.id)
            event = NeedEvent(NeedStep.VISIT, staff.id, self._clock.now(), task_id=task.facts.id)
            work.needs.append(need_id, len(need.events), event)
            return task

    def propose(self, staff: Staff, need_id: str, version_id: str | None) -> Need:
        """Name a version that may serve the need, or decline the one proposed (None)."""
        with self._store.begin() as work:
            need = workable_need(work, staff, need_id)
            return self._append(work, staff, need, NeedStep.PROPOSED, version_id=version_id)

    def drop(self, staff: Staff, need_id: str, note: str) -> Need:
        """Close it without a document; somebody says why."""
        with self._store.begin() as work:
            need = workable_need(work, staff, need_id)
            return self._append(work, staff, need, NeedStep.DROPPED, note=_said(note))

    def reopen(self, staff: Staff, need_id: str, note: str) -> Need:
        """Take a closed need up again."""
        with self._store.begin() as work:
            need = workable_need(work, staff, need_id)
            return self._append(work, staff, need, NeedStep.REOPENED, note=_said(note))

    def row(self, need: Need, asked: Sequence[Asked]) -> NeedRow:
        """The need with its counts over the last weeks."""
        mine = [one for one in asked if one.need_id == need.facts.id]
        days = [one.asked_at.astimezone(self._time_zone).date() for one in mine]
        this_week = week_of(self._today())
        ago = Counter((this_week - week_of(day)).days // 7 for day in days)
        return NeedRow(
            need=need,
            questions=len(mine),
            people=len({one.conversation_id for one in mine}),
            weeks=tuple(ago[weeks] for weeks in range(WEEKS - 1, -1, -1)),
            causes=Counter(one.cause.value for one in mine),
            languages=Counter(one.language for one in mine),
            newest=max(days, default=None),
        )

    def _new_task(
        self, need: Need, kind: TaskKind, title: str, due: date | None, finding: str | None
    ) -> NewTask:
        return NewTask(
            kind=kind,
            departments=(need.department_id,),
            title=title,
            due=due or need.due,
            need_id=need.facts.id,
            finding=finding,
        )

    def _append(
        self,
        work: Work,
        staff: Staff,
        need: Need,
        step: NeedStep,
        *,
        note: str = "",
        assignee: str | None = None,
        due: date | None = None,
        department_id: str | None = None,
        version_id: str | None = None,
    ) -> Need:
        event = NeedEvent(
            step,
            staff.id,
            self._clock.now(),
            note,
            assignee=assignee,
            due=due,
            department_id=department_id,
            version_id=version_id,
        )
        moved = need.after(event)
        work.needs.append(need.facts.id, len(need.events), event)
        work.oversight.audit(staff.id, f"need_{step}", "need", need.facts.id, {}, event.at)
        return moved


def _said(text: str) -> str:
    said = text.strip()
    if not said:
        raise Invalid("note", "Write something.")
    if len(said) > MAX_NOTE:
        raise Invalid("note", f"Write at most {MAX_NOTE} characters.")
    return said
