"""The table of citizens' choices."""

from __future__ import annotations

import sqlalchemy as sa

from assistant.adapters.database.schema import metadata
from knowledge_base.store import UtcDateTime

conversation_choices = sa.Table(
    "conversation_choices",
    metadata,
    sa.Column("conversation_id", sa.Text, sa.ForeignKey("conversations.id"), primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("purpose", sa.Text, nullable=False, index=True),
    sa.Column("allowed", sa.Boolean, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
)
