"""Reviews, content faults and the days that texts name, in the database."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from assistant.adapters.database.conflicts import unique_or
from assistant.adapters.database.health_tables import (
    content_fault_answers,
    content_faults,
    document_reviews,
    version_dates,
)
from assistant.adapters.database.tables import replies, reply_sources
from assistant.domain.content_faults import ContentFault, FaultKind
from assistant.domain.health import Review
from assistant.services.health_store import HealthStore


@dataclass(slots=True)
class DatabaseHealth(HealthStore):
    """Bound to one transaction."""

    connection: sa.Connection

    def add_review(self, review: Review) -> None:
        self.connection.execute(sa.insert(document_reviews).values(asdict(review)))

    def reviews(self, document_id: str | None = None) -> tuple[Review, ...]:
        query = sa.select(document_reviews).order_by(document_reviews.c.at, document_reviews.c.id)
        if document_id is not None:
            query = query.where(document_reviews.c.document_id == document_id)
        return tuple(Review(**row._mapping) for row in self.connection.execute(query))

    def replies_per_version(
        self, since: datetime, version_ids: Collection[str] | None = None
    ) -> Mapping[str, int]:
        query = (
            sa.select(reply_sources.c.version_id, sa.func.count())
            .join(replies, replies.c.id == reply_sources.c.reply_id)
            .where(replies.c.created_at >= since)
            .group_by(reply_sources.c.version_id)
        )
        if version_ids is not None:
            query = query.where(reply_sources.c.version_id.in_(sorted(version_ids)))
        return {version_id: int(count) for version_id, count in self.connection.execute(query)}

    def add_fault(self, fault: ContentFault) -> None:
        with unique_or(self.connection, "fault_reported", "This fault was reported from this case already."):
            self.connection.execute(sa.insert(content_faults).values(asdict(fault)))

    def faults(self) -> tuple[ContentFault, ...]:
        query = sa.select(content_faults).order_by(content_faults.c.reported_at, content_faults.c.id)
        return tuple(
            ContentFault(**{**row._mapping, "kind": FaultKind(row.kind)})
            for row in self.connection.execute(query)
        )

    def answer_fault(self, task_id: str, version_id: str, at: datetime) -> bool:
        row = {"task_id": task_id, "version_id": version_id, "at": at}
        return self._add_once(content_fault_answers, row)

    def add_dates(self, version_id: str, days: Sequence[date]) -> None:
        row = {"version_id": version_id, "days": [day.isoformat() for day in days]}
        self._add_once(version_dates, row)

    def dates(self, version_ids: Collection[str]) -> Mapping[str, tuple[date, ...]]:
        wanted = frozenset(version_ids)
        return {
            row.version_id: tuple(date.fromisoformat(day) for day in row.days)
            for row in self.connection.execute(sa.select(version_dates))
            if row.version_id in wanted
        }

    def _add_once(self, table: sa.Table, row: Mapping[str, object]) -> bool:
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        # What was inserted is asked for: PostgreSQL's driver does not count the rows of such a statement.
        insert = dialect.insert(table).values(row).on_conflict_do_nothing()
        added = self.connection.execute(insert.returning(*table.primary_key.columns))
        return added.first() is not None
