"""Use of passages in the database: one row a passage and week, counted up in place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from assistant.adapters.database.health_tables import passage_use, questions_asked
from assistant.domain.passage_use import Asked, PassageUse, VersionUse
from assistant.services.health_store import PassageUseStore
from knowledge_base.store_batches import chunks


@dataclass(slots=True)
class DatabasePassageUse(PassageUseStore):
    """Bound to one transaction. Rows are counted up in the order of their ids, so that no two writers wait in a ring."""

    connection: sa.Connection

    def found(self, week: date, passages: Mapping[str, str]) -> None:
        self._count(week, passages, found=1, quoted=0)

    def quoted(self, week: date, passages: Mapping[str, str]) -> None:
        self._count(week, passages, found=0, quoted=1)

    def carry(self, moved: Mapping[str, str]) -> None:
        table = passage_use
        kept = {old: new for old, new in moved.items() if old != new}
        for batch in chunks(sorted(kept)):
            rows = self.connection.execute(sa.select(table).where(table.c.passage_id.in_(batch))).all()
            for row in rows:
                counted = dict(row._mapping) | {"passage_id": kept[row.passage_id]}
                self._add(table, [counted], ("found", "quoted"))
            self.connection.execute(sa.delete(table).where(table.c.passage_id.in_(batch)))

    def asked(self, week: date, department_id: str, language: str) -> None:
        row = {"week": week, "department_id": department_id, "language": language, "questions": 1}
        self._add(questions_asked, [row], ("questions",))

    def since(self, week: date, version_id: str | None = None) -> tuple[PassageUse, ...]:
        columns = passage_use.c
        query = (
            sa.select(
                columns.passage_id,
                columns.version_id,
                sa.func.sum(columns.found).label("found"),
                sa.func.sum(columns.quoted).label("quoted"),
            )
            .where(columns.week >= week)
            .group_by(columns.passage_id, columns.version_id)
            .order_by(columns.passage_id)
        )
        if version_id is not None:
            query = query.where(columns.version_id == version_id)
        rows = self.connection.execute(query)
        return tuple(
            PassageUse(row.passage_id, row.version_id, int(row.found), int(row.quoted)) for row in rows
        )

    def versions_since(self, week: date, version_id: str | None = None) -> tuple[VersionUse, ...]:
        columns = passage_use.c
        used = (
            sa.select(
                columns.version_id,
                sa.func.max(columns.found).label("found"),
                sa.func.max(columns.quoted).label("quoted"),
            )
            .where(
                columns.week >= week, sa.true() if version_id is None else columns.version_id == version_id
            )
            .group_by(columns.version_id, columns.passage_id)
            .subquery()
        )
        query = sa.select(
            used.c.version_id,
            sa.func.count().filter(used.c.found > 0).label("found"),
            sa.func.count().filter(used.c.quoted > 0).label("quoted"),
        ).group_by(used.c.version_id)
        rows = self.connection.execute(query)
        return tuple(VersionUse(row.version_id, int(row.found), int(row.quoted)) for row in rows)

    def questions_since(self, week: date) -> tuple[Asked, ...]:
        query = sa.select(questions_asked).where(questions_asked.c.week >= week)
        return tuple(
            Asked(row.week, row.department_id, row.language, row.questions)
            for row in self.connection.execute(query.order_by(*questions_asked.primary_key.columns))
        )

    def first_week(self) -> date | None:
        first: date | None = self.connection.scalar(sa.select(sa.func.min(questions_asked.c.week)))
        return first

    def _count(self, week: date, passages: Mapping[str, str], **counts: int) -> None:
        rows = [
            {"week": week, "passage_id": passage_id, "version_id": version_id, **counts}
            for passage_id, version_id in sorted(passages.items())
        ]
        if rows:
            self._add(passage_use, rows, tuple(counts))

    def _add(self, table: sa.Table, rows: Sequence[Mapping[str, Any]], counted: Sequence[str]) -> None:
        dialect = postgresql if self.connection.dialect.name == "postgresql" else sqlite
        insert = dialect.insert(table)
        more = {name: table.c[name] + insert.excluded[name] for name in counted}
        keys = [column.name for column in table.primary_key.columns]
        self.connection.execute(
            insert.on_conflict_do_update(index_elements=keys, set_=more), [dict(row) for row in rows]
        )
