"""What happened with oversight is written down with the people who are told (L-08)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from assistant.domain.incidents import Incident, IncidentKind
from assistant.domain.staff import Right, Staff
from assistant.services.case_access import trains
from assistant.services.ports import Ids
from assistant.services.stores import Store, Work

LISTED = 50
"""Incidents shown, newest first: more than a town should see in a year."""


@dataclass(frozen=True, slots=True)
class ToldIncident:
    """An incident as a recipient reads it. `name` is empty for who does not train the person."""

    id: str
    kind: IncidentKind
    department_id: str | None
    name: str
    recipients: tuple[str, ...]
    at: datetime


class Incidents:
    """Everybody reads those that they are a recipient of."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def told(self, staff: Staff) -> tuple[ToldIncident, ...]:
        """The reader's, newest first."""
        with self._store.read() as work:
            people = {one.id: one for one in work.staff.all()}
            return tuple(_shown(staff, people, one) for one in work.competence.incidents(staff.id, LISTED))


def write_incident(
    work: Work, ids: Ids, kind: IncidentKind, about: str, department_id: str | None, now: datetime
) -> Incident:
    """Store it for those who supervise the department (None: any) and those who read the audit log, and log it."""
    recipients = tuple(
        one.id
        for one in work.staff.all()
        if one.active
        and one.id != about
        and (one.may(Right.SIGN_CERTIFICATES, department_id) or one.may(Right.READ_AUDIT, department_id))
    )
    incident = Incident(ids.new_id(), kind, about, department_id, recipients, now)
    work.competence.add_incident(incident)
    data = {"kind": kind.value, "recipients": ",".join(recipients), "department": department_id or ""}
    work.oversight.audit("system", "incident", "incident", incident.id, data, now)
    return incident


def _shown(staff: Staff, people: dict[str, Staff], incident: Incident) -> ToldIncident:
    person = people.get(incident.about)
    named = person is not None and trains(staff, person)
    return ToldIncident(
        incident.id,
        incident.kind,
        incident.department_id,
        person.display_name if person is not None and named else "",
        tuple(people[one].display_name for one in incident.recipients if one in people),
        incident.at,
    )
