"""The ledger of model calls in the database."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

import sqlalchemy as sa

from assistant.adapters.database.model_call_tables import model_calls
from assistant.domain.model_budgets import Amount, BookedCall, DaySpending, Purpose
from assistant.services.model_spending_store import ModelSpendingStore

_POSTGRESQL_LOCK = 4_106_227_311_583_907
"""The advisory lock that stands for booking: a random number, the same in every process."""

_C = model_calls.c
_SUMS = (
    sa.func.coalesce(sa.func.sum(_C.prompt_tokens + _C.completion_tokens), 0),
    sa.func.coalesce(sa.func.sum(_C.cost), 0),
    sa.func.coalesce(sa.func.sum(_C.ms), 0),
)


@dataclass(frozen=True, slots=True)
class DatabaseModelSpending(ModelSpendingStore):
    """Bound to one transaction."""

    connection: sa.Connection

    def hold(self) -> None:
        """On SQLite a writing transaction is alone already."""
        if self.connection.dialect.name == "postgresql":
            self.connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_POSTGRESQL_LOCK)))

    def book(self, call: BookedCall) -> None:
        self.connection.execute(sa.insert(model_calls).values(**_row(call)))

    def get(self, call_id: str) -> BookedCall | None:
        row = self.connection.execute(sa.select(model_calls).where(_C.id == call_id)).first()
        if row is None:
            return None
        values = dict(row._mapping)
        return BookedCall(**{**values, "purpose": Purpose(row.purpose)})

    def settle(self, call: BookedCall) -> None:
        self.connection.execute(sa.update(model_calls).where(_C.id == call.id).values(**_row(call)))

    def of_question(self, question_id: str) -> Amount:
        return self._sum(_C.question_id == question_id)

    def of_day(self, day: date, department_id: str | None = None) -> Amount:
        if department_id is None:
            return self._sum(_C.day == day)
        return self._sum(_C.day == day, _C.department_id == department_id)

    def by_day(self, since: date) -> tuple[DaySpending, ...]:
        group = (_C.day, _C.department_id, _C.model)
        query = (
            sa.select(
                *group,
                sa.func.count().label("calls"),
                sa.func.count().filter(_C.fault != "").label("failed"),
                sa.func.sum(_C.prompt_tokens).label("prompt_tokens"),
                sa.func.sum(_C.completion_tokens).label("completion_tokens"),
                sa.func.sum(_C.cost).label("cost"),
                sa.func.sum(_C.ms).label("ms"),
            )
            .where(_C.day >= since)
            .group_by(*group)
            .order_by(*group)
        )
        return tuple(
            DaySpending(row.day, row.department_id, row.model, *(int(value) for value in row[3:]))
            for row in self.connection.execute(query)
        )

    def _sum(self, *where: sa.ColumnElement[bool]) -> Amount:
        row = self.connection.execute(sa.select(*_SUMS).where(*where)).one()
        return Amount(int(row[0]), int(row[1]), int(row[2]))


def _row(call: BookedCall) -> dict[str, object]:
    return {**asdict(call), "purpose": call.purpose.value}
