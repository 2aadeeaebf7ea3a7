"""The agenda on the wire."""

from __future__ import annotations

from datetime import date

from assistant.services.agenda import Agenda
from assistant.web.wire import Shown


class AgendaItemShown(Shown):
    """One thing to talk about."""

    id: str
    title: str
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
            AgendaSectionShown(section=section.value, items=tuple(map(AgendaItemShown.model_validate, items)))
            for section, items in agenda.sections
        ),
    )
