"""The agenda of the meeting between departments, made from what is open, not from what somebody remembers (S-06)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.domain.needs import Need
from assistant.domain.staff import Staff
from assistant.domain.task_titles import TaskTitle
from assistant.domain.tasks import Task, TaskKind, TaskState
from assistant.services.needs_access import may_read_need, reading_only
from assistant.services.staff_names import display_names
from assistant.services.stores import Store, Work
from assistant.services.tasks import may_read


class AgendaSection(StrEnum):
    """What the meeting talks about, in this order."""

    CONFLICTS = "conflicts"
    REASSIGNED = "reassigned"
    GAPS = "gaps"
    CONTENT_FAULTS = "content_faults"
    OVERDUE = "overdue"
    HUMAN_CONTACT = "human_contact"


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One thing to talk about. `title` is empty for a need that has no name yet."""

    section: AgendaSection
    id: str
    title: str
    departments: tuple[str, ...]
    owner: str | None
    due: date | None
    overdue: bool
    count: int
    said: TaskTitle | None = None
    """The title where the system gave it; `title` then is its English."""


@dataclass(frozen=True, slots=True)
class Agenda:
    """The agenda of a day; every section is there, empty ones too."""

    day: date
    sections: tuple[tuple[AgendaSection, tuple[AgendaItem, ...]], ...]

    @property
    def count(self) -> int:
        """Items in all."""
        return sum(len(items) for _, items in self.sections)


Reassigned = Callable[[Work, Staff], Sequence[AgendaItem]]
"""Cases to talk about (handed to another department, or near their promise), as far as the reader may see them."""


def nothing_reassigned(_work: Work, _staff: Staff) -> Sequence[AgendaItem]:
    """Where cases cannot be handed to another department, none was."""
    return ()


class Agendas:
    """Makes the agenda for its reader."""

    def __init__(
        self,
        store: Store,
        today: Callable[[], date],
        reassigned: Reassigned = nothing_reassigned,
        late_cases: Reassigned = nothing_reassigned,
        too_little_contact: Reassigned = nothing_reassigned,
    ) -> None:
        self._store = store
        self._today = today
        self._reassigned = reassigned
        self._late_cases = late_cases
        self._too_little_contact = too_little_contact

    def now(self, staff: Staff) -> Agenda:
        """Of what is open today. Raises Forbidden for whoever may read no policies."""
        reading_only(staff)
        today = self._today()
        with self._store.read() as work:
            names = display_names(work)
            tasks = [one for one in work.tasks.all() if one.state is TaskState.OPEN and may_read(staff, one)]
            needs = [one for one in work.needs.all() if one.state.waits and may_read_need(staff, one)]
            asked = work.needs.asked([one.facts.id for one in needs])
            reassigned = tuple(self._reassigned(work, staff))
            late_cases = tuple(self._late_cases(work, staff))
            contact = tuple(self._too_little_contact(work, staff))
        askers: dict[str, set[str]] = {}
        for one in asked:
            askers.setdefault(one.need_id, set()).add(one.conversation_id)
        people = {need_id: len(found) for need_id, found in askers.items()}

        def of(kind: TaskKind, section: AgendaSection) -> tuple[AgendaItem, ...]:
            found = (_task(one, section, names, today) for one in tasks if one.facts.kind is kind)
            return _by_due(found)

        shown_above = (TaskKind.CONFLICT, TaskKind.CONTENT_FAULT)
        late = (
            _task(one, AgendaSection.OVERDUE, names, today)
            for one in tasks
            if one.overdue(today) and one.facts.kind not in shown_above
        )
        gaps = (_need(one, people.get(one.facts.id, 0), names, today) for one in needs)
        return Agenda(
            today,
            (
                (AgendaSection.CONFLICTS, of(TaskKind.CONFLICT, AgendaSection.CONFLICTS)),
                (AgendaSection.REASSIGNED, reassigned),
                (AgendaSection.GAPS, tuple(sorted(gaps, key=lambda one: (-one.count, one.due or date.max)))),
                (AgendaSection.CONTENT_FAULTS, of(TaskKind.CONTENT_FAULT, AgendaSection.CONTENT_FAULTS)),
                (AgendaSection.OVERDUE, _by_due((*late, *late_cases))),
                (AgendaSection.HUMAN_CONTACT, contact),
            ),
        )


def _task(task: Task, section: AgendaSection, names: dict[str, str], today: date) -> AgendaItem:
    return AgendaItem(
        section=section,
        id=task.facts.id,
        title=task.facts.title,
        departments=task.facts.departments,
        owner=names.get(task.assignee, task.assignee) if task.assignee is not None else None,
        due=task.due,
        overdue=task.overdue(today),
        count=1,
        said=task.facts.said,
    )


def _need(need: Need, people: int, names: dict[str, str], today: date) -> AgendaItem:
    return AgendaItem(
        section=AgendaSection.GAPS,
        id=need.facts.id,
        title=" ".join(need.words),
        departments=(need.department_id,),
        owner=names.get(need.assignee, need.assignee) if need.assignee is not None else None,
        due=need.due,
        overdue=need.overdue(today),
        count=people,
    )


def _by_due(items: Iterable[AgendaItem]) -> tuple[AgendaItem, ...]:
    return tuple(sorted(items, key=lambda one: (one.due or date.max, one.id)))
