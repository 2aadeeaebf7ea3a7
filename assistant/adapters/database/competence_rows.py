"""Competence checks and incidents in the database."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from assistant.adapters.database.competence_tables import (
    check_questions,
    check_results,
    check_retirements,
    check_sittings,
    incident_recipients,
    incidents,
)
from assistant.adapters.database.conflicts import unique_or
from assistant.domain.competence_checks import CheckQuestion, CheckResult, CheckSitting
from assistant.domain.incidents import Incident, IncidentKind
from assistant.services.competence_store import CompetenceStore


@dataclass(frozen=True, slots=True)
class DatabaseCompetence(CompetenceStore):
    """Bound to one transaction."""

    connection: sa.Connection

    def add_question(self, question: CheckQuestion) -> None:
        values = asdict(question) | {"choices": list(question.choices)}
        self.connection.execute(sa.insert(check_questions).values(values))

    def retire_question(self, question_id: str, by: str, at: datetime) -> None:
        values = {"question_id": question_id, "retired_by": by, "at": at}
        with unique_or(self.connection, "already_retired", "This question is asked no more already."):
            self.connection.execute(sa.insert(check_retirements).values(values))

    def question(self, question_id: str) -> CheckQuestion | None:
        query = sa.select(check_questions).where(check_questions.c.id == question_id)
        row = self.connection.execute(query).one_or_none()
        return None if row is None else _question(row)

    def questions(self, topic_id: str) -> tuple[CheckQuestion, ...]:
        retired = sa.select(check_retirements.c.question_id)
        table = check_questions
        query = (
            sa.select(table)
            .where(table.c.topic_id == topic_id, table.c.id.not_in(retired))
            .order_by(table.c.set_at, table.c.id)
        )
        return tuple(map(_question, self.connection.execute(query)))

    def begin(self, sitting: CheckSitting) -> None:
        values = asdict(sitting) | {"question_ids": list(sitting.question_ids)}
        self.connection.execute(sa.insert(check_sittings).values(values))

    def sitting(self, sitting_id: str) -> CheckSitting | None:
        query = sa.select(check_sittings).where(check_sittings.c.id == sitting_id)
        row = self.connection.execute(query).one_or_none()
        if row is None:
            return None
        return CheckSitting(row.id, row.staff_id, row.topic_id, tuple(row.question_ids), row.begun_at)

    def finish(self, result: CheckResult) -> None:
        with unique_or(self.connection, "already_answered", "This check has been answered already."):
            self.connection.execute(sa.insert(check_results).values(asdict(result)))

    def results(self, staff_id: str, topic_id: str | None = None) -> tuple[CheckResult, ...]:
        query = sa.select(check_results).where(check_results.c.staff_id == staff_id)
        if topic_id is not None:
            query = query.where(check_results.c.topic_id == topic_id)
        rows = self.connection.execute(query.order_by(check_results.c.at, check_results.c.sitting_id))
        return tuple(CheckResult(**row) for row in rows.mappings())

    def add_incident(self, incident: Incident) -> None:
        values = asdict(incident)
        recipients = values.pop("recipients")
        self.connection.execute(sa.insert(incidents).values(values))
        told = [{"incident_id": incident.id, "staff_id": one} for one in recipients]
        if told:
            self.connection.execute(sa.insert(incident_recipients), told)

    def incidents(self, staff_id: str, limit: int) -> tuple[Incident, ...]:
        mine = sa.select(incident_recipients.c.incident_id).where(incident_recipients.c.staff_id == staff_id)
        query = (
            sa.select(incidents)
            .where(incidents.c.id.in_(mine))
            .order_by(incidents.c.at.desc(), incidents.c.id)
            .limit(limit)
        )
        return tuple(
            Incident(row.id, IncidentKind(row.kind), row.about, row.department_id, self._told(row.id), row.at)
            for row in self.connection.execute(query).all()
        )

    def _told(self, incident_id: str) -> tuple[str, ...]:
        table = incident_recipients.c
        query = sa.select(table.staff_id).where(table.incident_id == incident_id).order_by(table.staff_id)
        return tuple(self.connection.execute(query).scalars())


def _question(row: Any) -> CheckQuestion:
    return CheckQuestion(
        row.id,
        row.topic_id,
        row.document_id,
        row.version_id,
        row.passage,
        row.asked,
        tuple(row.choices),
        row.right,
        row.set_by,
        row.set_at,
    )
