"""Statements about findings and conflicts of sources in the database."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from assistant.adapters.database.conflicts import unique_or
from assistant.adapters.database.json_fields import Fields
from assistant.adapters.database.publication_check_tables import (
    compared_versions,
    finding_statements,
    source_conflicts,
)
from assistant.adapters.database.tables import questions, replies, reply_sources
from assistant.domain import errors
from assistant.domain.publication_checks import Conflict, Place, Statement, StatementKind
from assistant.services.publication_check_store import PublicationCheckStore, StandingReply


@dataclass(slots=True)
class DatabasePublicationChecks(PublicationCheckStore):
    """Bound to one transaction."""

    connection: sa.Connection

    def add(self, kind: StatementKind, statement: Statement) -> bool:
        return self._inserted(finding_statements, kind=kind, **asdict(statement))

    def statements(self, version_id: str, kind: StatementKind) -> tuple[Statement, ...]:
        table = finding_statements
        query = (
            sa.select(table.c.version_id, table.c.finding_id, table.c.by, table.c.at, table.c.why)
            .where(table.c.version_id == version_id, table.c.kind == kind)
            .order_by(table.c.at, table.c.finding_id, table.c.by)
        )
        return tuple(Statement(*row) for row in self.connection.execute(query))

    def add_conflict(self, conflict: Conflict) -> bool:
        return self._inserted(
            source_conflicts,
            id=conflict.id,
            our_passage_id=conflict.ours.passage_id,
            their_passage_id=conflict.theirs.passage_id,
            ours=asdict(conflict.ours),
            theirs=asdict(conflict.theirs),
            found_at=conflict.found_at,
            task_id=conflict.task_id,
        )

    def give_task(self, conflict_id: str, task_id: str) -> None:
        table = source_conflicts
        change = sa.update(table).where(table.c.id == conflict_id, table.c.task_id.is_(None))
        if self.connection.execute(change.values(task_id=task_id)).rowcount != 1:
            raise errors.Conflict("conflict_changed", "This contradiction has its task already.")

    def conflicts(self) -> tuple[Conflict, ...]:
        return self._conflicts(sa.true())

    def conflicts_of(self, version_ids: Collection[str]) -> tuple[Conflict, ...]:
        table, wanted = source_conflicts, sorted(version_ids)
        ours, theirs = (table.c[side]["version_id"].as_string().in_(wanted) for side in ("ours", "theirs"))
        return self._conflicts(ours | theirs)

    def compared(self) -> frozenset[str]:
        return frozenset(self.connection.scalars(sa.select(compared_versions.c.version_id)))

    def add_compared(self, version_id: str, at: datetime) -> None:
        self._inserted(compared_versions, version_id=version_id, compared_at=at)

    def replies_standing_on(self, version_ids: Collection[str]) -> tuple[StandingReply, ...]:
        query = (
            sa.select(replies.c.id, questions.c.topic_id, questions.c.department_id)
            .join(reply_sources, reply_sources.c.reply_id == replies.c.id)
            .join(questions, questions.c.id == replies.c.question_id)
            .where(reply_sources.c.version_id.in_(sorted(version_ids)))
            .order_by(replies.c.created_at, replies.c.id)
            .distinct()
        )
        columns = query.add_columns(replies.c.created_at)
        return tuple(StandingReply(*row[:3]) for row in self.connection.execute(columns))

    def _inserted(self, table: sa.Table, **values: object) -> bool:
        try:
            with unique_or(self.connection, "known", "This is known already."):
                self.connection.execute(sa.insert(table).values(**values))
        except errors.Conflict as conflict:
            if conflict.code != "known":
                raise
            return False
        return True

    def _conflicts(self, condition: sa.ColumnElement[bool]) -> tuple[Conflict, ...]:
        table = source_conflicts
        query = sa.select(table).where(condition).order_by(table.c.found_at, table.c.id)
        return tuple(_conflict(row) for row in self.connection.execute(query))


def _conflict(row: Any) -> Conflict:
    return Conflict(row.id, _place(row.ours), _place(row.theirs), row.found_at, row.task_id)


def _place(value: object) -> Place:
    fields = Fields(value, "a place")
    place = Place(
        document_id=fields.text("document_id"),
        version_id=fields.text("version_id"),
        passage_id=fields.text("passage_id"),
        department_id=fields.text("department_id"),
        title=fields.text("title"),
        heading_path=fields.texts("heading_path"),
        sentence=fields.text("sentence"),
        start=fields.whole("start"),
        end=fields.whole("end"),
        marked=fields.items("marked", _span),
    )
    fields.done()
    return place


def _span(value: object) -> tuple[int, int]:
    match value:
        case [int(start), int(end)]:
            return start, end
        case _:
            raise ValueError("a span is two whole numbers")
