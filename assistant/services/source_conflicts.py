"""Contradictions between published documents: a task for both owners, and no answer on them until it is closed (S-05)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.domain.publication_checks import Conflict
from assistant.domain.task_titles import TaskTitle, TitleKind
from assistant.domain.tasks import Task, TaskKind, TaskState
from assistant.services.ports import Clock
from assistant.services.publication_findings import PublicationFindings
from assistant.services.stores import Store, Work
from assistant.services.tasks import NewTask, Tasks
from knowledge_base import KnowledgeBase, UnknownObject, Version

ACTOR = "system"

VERSIONS_A_ROUND = 3
"""Versions compared in one round. A policy of the sample takes about a third of a second, so that even a first start
with dozens of them leaves the processor to those who ask."""

NO_LONGER = "text_out_of_force"
AGAIN = "texts_in_force_again"
"""The notes of tasks that are closed and taken up again here. Screens say them in words."""


class StoredConflicts:
    """Implements the port `OpenConflicts` on the stores."""

    def __init__(self, store: Store, base: KnowledgeBase) -> None:
        self._store = store
        self._base = base

    def on(self, passage_ids: Collection[str], day: date) -> frozenset[str]:
        """Those of the passages that another document in force on the day contradicts, and nobody has settled it."""
        if not passage_ids:
            return frozenset()
        places = self._base.passage_places(passage_ids)
        stretches = tuple(Stretch(one.passage_id, one.version_id, one.start, one.end) for one in places)
        with self._store.read() as work:
            open_ones = unsettled(work, stretches)
        counting = [
            one
            for one in open_ones
            if all(_in_force(self._base, version_id, day) for version_id in one.version_ids)
        ]
        touched = (one.passage_id for one in stretches if any(one.touched_by(each) for each in counting))
        return frozenset(touched)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A passage by its place in the version's text: a contradiction outlives the cutting of that text."""

    passage_id: str
    version_id: str
    start: int
    end: int

    def touched_by(self, conflict: Conflict) -> bool:
        """True if one side of the contradiction stands in this passage, or in part."""
        return any(
            place.passage_id == self.passage_id
            or (place.version_id == self.version_id and place.start < self.end and self.start < place.end)
            for place in (conflict.ours, conflict.theirs)
        )


def unsettled(work: Work, stretches: Collection[Stretch]) -> tuple[Conflict, ...]:
    """The contradictions that touch one of these and that no person has settled, in force or not."""
    versions = {one.version_id for one in stretches}
    return tuple(
        conflict
        for conflict in work.publication_checks.conflicts_of(versions)
        if any(one.touched_by(conflict) for one in stretches) and _open(work, conflict)
    )


class SourceConflicts:
    """Opens, closes and reopens the tasks, by comparing what is served now with what is on record."""

    def __init__(
        self, store: Store, base: KnowledgeBase, tasks: Tasks, findings: PublicationFindings, clock: Clock
    ) -> None:
        self._store = store
        self._base = base
        self._tasks = tasks
        self._findings = findings
        self._clock = clock

    def settle(self) -> None:
        """Bring tasks in line with what is served. Idempotent; killed half way, the next round goes on."""
        self._compare_what_is_new()
        today = self._findings.today()
        with self._store.read() as work:
            conflicts = work.publication_checks.conflicts()
        for versions, of_them in _by_versions(conflicts).items():
            standing = all(_lasting(self._base, version_id, today) for version_id in versions)
            with self._store.read() as work:
                settled = not self._undone(work, of_them, standing)
            if not settled:
                with self._store.begin() as work:
                    self._settle(work, of_them, standing)

    def _undone(self, work: Work, conflicts: Sequence[Conflict], standing: bool) -> bool:
        without = any(one.task_id is None for one in conflicts)
        return (without and standing) or any(
            _closed_by_us(task) if standing else task.state is TaskState.OPEN
            for task in _tasks(work, conflicts)
        )

    def _settle(self, work: Work, conflicts: Sequence[Conflict], standing: bool) -> None:
        for task in _tasks(work, conflicts):
            if task.state is TaskState.OPEN and not standing:
                self._tasks.finish(work, task, ACTOR, NO_LONGER)
            elif _closed_by_us(task) and standing:
                self._tasks.take_up(work, task, ACTOR, AGAIN)
        new = [one for one in conflicts if one.task_id is None]
        if new and standing:
            self._open(work, new)

    def _open(self, work: Work, conflicts: Sequence[Conflict]) -> None:
        """One task for all that two versions say differently."""
        ours, theirs = conflicts[0].ours, conflicts[0].theirs
        pairs = (
            f"{one.ours.title}: {one.ours.sentence}\n{one.theirs.title}: {one.theirs.sentence}"
            for one in conflicts
        )
        new = NewTask(
            TaskKind.CONFLICT,
            tuple(dict.fromkeys((ours.department_id, theirs.department_id))),
            TaskTitle(TitleKind.CONTRADICTION, (ours.title[:80], theirs.title[:80])),
            "\n\n".join(pairs),
            document_ids=(ours.document_id, theirs.document_id),
            version_ids=conflicts[0].version_ids,
            finding=f"conflict:{conflicts[0].id}",
        )
        task = self._tasks.open(work, new, ACTOR)
        for one in conflicts:
            work.publication_checks.give_task(one.id, task.facts.id)

    def _compare_what_is_new(self) -> None:
        """Also what was published without anybody looking (the sample) or came back by a roll-back."""
        today = self._findings.today()
        with self._store.read() as work:
            compared = work.publication_checks.compared()
        served = [version for summary in self._base.documents() for version in summary.versions]
        new = [one for one in served if one.id not in compared and _lasts(one, today)]
        for version in new[:VERSIONS_A_ROUND]:
            report = self._findings.of(version.id)
            if report.barred_by:
                continue  # the next round tries again
            now = self._clock.now()
            with self._store.begin() as work:
                for one in report.contradictions:
                    work.publication_checks.add_conflict(Conflict.of(one, now))
                work.publication_checks.add_compared(version.id, now)


def _by_versions(conflicts: Sequence[Conflict]) -> dict[frozenset[str], list[Conflict]]:
    found: dict[frozenset[str], list[Conflict]] = {}
    for one in conflicts:
        found.setdefault(frozenset(one.version_ids), []).append(one)
    return found


def _tasks(work: Work, conflicts: Sequence[Conflict]) -> list[Task]:
    ids = dict.fromkeys(one.task_id for one in conflicts if one.task_id is not None)
    return [task for task_id in ids if (task := work.tasks.get(task_id)) is not None]


def _open(work: Work, conflict: Conflict) -> bool:
    """True until a person has closed the task. What we closed ourselves was about texts out of force; see there."""
    task = work.tasks.get(conflict.task_id) if conflict.task_id is not None else None
    return task is None or task.state is TaskState.OPEN or _closed_by_us(task)


def _closed_by_us(task: Task) -> bool:
    return task.state is not TaskState.OPEN and bool(task.events) and _closing(task) == ACTOR


def _closing(task: Task) -> str:
    """Who closed it last; notes may have followed."""
    return next((event.by for event in reversed(task.events) if event.step.closes), "")


def _lasts(version: Version, today: date) -> bool:
    return version.served and (version.effective_to is None or version.effective_to >= today)


def _lasting(base: KnowledgeBase, version_id: str, today: date) -> bool:
    """True if a version is served, now or on a day to come."""
    try:
        return _lasts(base.version(version_id), today)
    except UnknownObject:
        return False


def _in_force(base: KnowledgeBase, version_id: str, day: date) -> bool:
    try:
        version = base.version(version_id)
    except UnknownObject:
        return False
    return version.served and version.in_force_on(day)
