"""Citizens' choices in the database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from assistant.adapters.database.choice_tables import conversation_choices
from assistant.adapters.database.conflicts import TRY_AGAIN, unique_or
from assistant.domain.purposes import Choice, Purpose
from assistant.services.choice_store import ChoiceStore


def objecting(purpose: Purpose) -> sa.Select[Any]:
    """Ids of conversations whose newest choice on a purpose is no, for use within other queries."""
    newest = (
        sa.select(
            conversation_choices.c.conversation_id, sa.func.max(conversation_choices.c.seq).label("seq")
        )
        .where(conversation_choices.c.purpose == purpose)
        .group_by(conversation_choices.c.conversation_id)
        .subquery()
    )
    return (
        sa.select(conversation_choices.c.conversation_id)
        .join(
            newest,
            sa.and_(
                newest.c.conversation_id == conversation_choices.c.conversation_id,
                newest.c.seq == conversation_choices.c.seq,
            ),
        )
        .where(~conversation_choices.c.allowed)
    )


@dataclass(slots=True)
class DatabaseChoices(ChoiceStore):
    """Bound to one transaction."""

    connection: sa.Connection

    def add(self, conversation_id: str, choice: Choice) -> None:
        with unique_or(self.connection, TRY_AGAIN, "Another choice was made at this moment; try again."):
            self.connection.execute(
                sa.insert(conversation_choices).values(
                    conversation_id=conversation_id,
                    seq=len(self.of(conversation_id)) + 1,
                    purpose=choice.purpose,
                    allowed=choice.allowed,
                    at=choice.at,
                )
            )

    def of(self, conversation_id: str) -> tuple[Choice, ...]:
        query = (
            sa.select(conversation_choices)
            .where(conversation_choices.c.conversation_id == conversation_id)
            .order_by(conversation_choices.c.seq)
        )
        return tuple(
            Choice(Purpose(row.purpose), row.allowed, row.at) for row in self.connection.execute(query)
        )

    def objected(self, purpose: Purpose) -> frozenset[str]:
        return frozenset(self.connection.execute(objecting(purpose)).scalars())
