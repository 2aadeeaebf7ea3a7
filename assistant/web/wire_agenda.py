"""The agenda on the wire."""

from __future__ import annotations

from datetime import date

from assistant.services.agenda import Agenda, AgendaItem
from assistant.web.wire import Shown


class AgendaItemShown(Shown):
    """One thing to talk about."""

    id: str
    title: str
    title_kind: str | None
    title_facts: tuple[str, ...]
    departments: tuple[str, ...]
    owner: str | None
    due: date | None
    overdue: bool
    count: int


class AgendaSectionShown(Shown):
    """A section with its items; empty ones are shown too."""

    section: str
    items: tuple[AgendaItemShown, ...]


class AgendaShown(Shown):
    """The agenda of a day."""

    day: date
    count: int
    sections: tuple[AgendaSectionShown, ...]


def agenda_shown(agenda: Agenda) -> AgendaShown:
    """On the wire."""
    return AgendaShown(
        day=agenda.day,
        count=agenda.count,
        sections=tuple(
            AgendaSectionShown(section=section.value, items=tuple(map(_item, items)))
            for section, items in agenda.sections
        ),
    )


def _item(item: AgendaItem) -> AgendaItemShown:
    return AgendaItemShown(
        id=item.id,
        title=item.title,
        title_kind=item.said.kind.value if item.said is not None else None,
        title_facts=item.said.facts if item.said is not None else (),
        departments=item.departments,
        owner=item.owner,
        due=item.due,
        overdue=item.overdue,
        count=item.count,
    )
