"""Appeals in the database."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa

from assistant.adapters.database.appeal_tables import appeals
from assistant.adapters.database.conflicts import unique_or
from assistant.domain.appeals import Appeal
from assistant.services.appeal_store import AppealStore


@dataclass(slots=True)
class DatabaseAppeals(AppealStore):
    """Bound to one transaction."""

    connection: sa.Connection

    def add(self, appeal: Appeal) -> None:
        with unique_or(self.connection, "already_appealed", "A person looks at this reply already."):
            self.connection.execute(sa.insert(appeals).values(asdict(appeal)))

    def of_reply(self, reply_id: str) -> tuple[Appeal, ...]:
        return self._found(appeals.c.reply_id == reply_id)

    def of_case(self, case_id: str) -> Appeal | None:
        return next(iter(self._found(appeals.c.case_id == case_id)), None)

    def of_question(self, question_id: str) -> Appeal | None:
        return next(iter(self._found(appeals.c.question_id == question_id)), None)

    def of_conversation(self, conversation_id: str) -> tuple[Appeal, ...]:
        return self._found(appeals.c.conversation_id == conversation_id)

    def against(self, released_by: str) -> tuple[Appeal, ...]:
        return self._found(appeals.c.released_by == released_by)

    def _found(self, condition: sa.ColumnElement[bool]) -> tuple[Appeal, ...]:
        query = sa.select(appeals).where(condition).order_by(appeals.c.made_at, appeals.c.attempt)
        return tuple(_appeal(row) for row in self.connection.execute(query).all())


def _appeal(row: Any) -> Appeal:
    return Appeal(**{name: getattr(row, name) for name in Appeal.__slots__})
