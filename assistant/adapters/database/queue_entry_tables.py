"""The table of the queue. Derived from cases and their events, and rewritten with each of them."""

from __future__ import annotations

import sqlalchemy as sa

from assistant.adapters.database.schema import metadata
from knowledge_base.store import UtcDateTime

queue_entries = sa.Table(
    "queue_entries",
    metadata,
    sa.Column("case_id", sa.Text, sa.ForeignKey("cases.id"), primary_key=True),
    sa.Column("ordinal", sa.BigInteger, nullable=False, unique=True),
    sa.Column("number", sa.Text, nullable=False),
    sa.Column("question_id", sa.Text, nullable=False),
    sa.Column("conversation_id", sa.Text, nullable=False, index=True),
    sa.Column("department_id", sa.Text, nullable=False),
    sa.Column("topic_id", sa.Text),
    sa.Column("language", sa.Text, nullable=False),
    # Each reason between bars, so that one can be looked for without taking part of another for it.
    sa.Column("reasons", sa.Text, nullable=False),
    sa.Column("opened_at", UtcDateTime, nullable=False),
    sa.Column("promised_at", UtcDateTime, nullable=False),
    sa.Column("events", sa.Integer, nullable=False),
    sa.Column("emergency", sa.Boolean, nullable=False),
    sa.Column("vulnerable", sa.Boolean, nullable=False),
    sa.Column("is_open", sa.Boolean, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("holder", sa.Text, index=True),
    sa.Column("held_until", UtcDateTime),
    sa.Column("waiting_for", sa.Text, nullable=False),
    sa.Index("ix_queue_entries_order", "is_open", "vulnerable", "promised_at", "ordinal"),
    sa.Index("ix_queue_entries_closed", "is_open", "promised_at", "ordinal"),
    sa.Index("ix_queue_entries_emergency", "emergency", "is_open"),
    sa.Index("ix_queue_entries_department", "department_id", "is_open", "promised_at"),
)
