"""Writing a case's line of the queue, in the transaction of the event that changed it."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from assistant.adapters.database.queue_entry_tables import queue_entries
from assistant.adapters.database.tables import questions
from assistant.domain.cases import Case, CaseEvent
from assistant.domain.questions import Outcome
from assistant.domain.queue_entries import queue_entry


def entry_values(case: Case, events: tuple[CaseEvent, ...], emergency: bool) -> dict[str, Any]:
    """The row that follows from a case and its events."""
    entry = queue_entry(case, events)
    return {
        "case_id": case.id,
        "ordinal": entry.ordinal,
        "number": case.number,
        "question_id": case.question_id,
        "conversation_id": case.conversation_id,
        "department_id": case.department_id,
        "topic_id": case.topic_id,
        "language": case.language,
        "reasons": "|" + "".join(f"{reason}|" for reason in case.reasons),
        "opened_at": case.opened_at,
        "promised_at": case.promised_at,
        "events": entry.events,
        "emergency": emergency,
        "vulnerable": entry.vulnerable,
        "is_open": entry.is_open,
        "state": entry.state,
        "holder": entry.holder,
        "held_until": entry.held_until,
        "waiting_for": entry.waiting_for,
    }


def write_entry(connection: sa.Connection, case: Case, events: tuple[CaseEvent, ...]) -> None:
    """Enter the case, or put its line right."""
    outcome = sa.select(questions.c.outcome).where(questions.c.id == case.question_id)
    emergency = connection.execute(outcome).scalar_one_or_none() == Outcome.EMERGENCY
    values = entry_values(case, events, emergency)
    changed = {name: value for name, value in values.items() if name != "case_id"}
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    written = dialect.insert(queue_entries).values(values)
    connection.execute(written.on_conflict_do_update(index_elements=["case_id"], set_=changed))
