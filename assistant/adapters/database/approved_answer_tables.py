"""Tables of approved answers. Their texts are the office's own; words of a citizen stand in wordings only, one row each,
named by the conversation they came from so that its erasure takes them along."""

from __future__ import annotations

import sqlalchemy as sa

from assistant.adapters.database.schema import metadata
from knowledge_base.store import UtcDateTime

approved_answers = sa.Table(
    "approved_answers",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("department_id", sa.Text, nullable=False),
    sa.Column("topic_id", sa.Text, nullable=False),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("citations", sa.JSON, nullable=False),
    sa.Column("decision_id", sa.Text, sa.ForeignKey("decisions.id"), nullable=False, unique=True),
    sa.Column("kept_by", sa.Text, nullable=False),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("label", sa.Text, nullable=False),
    sa.Column("kept_at", UtcDateTime, nullable=False),
)

approved_wordings = sa.Table(
    "approved_wordings",
    metadata,
    sa.Column("answer_id", sa.Text, sa.ForeignKey("approved_answers.id"), primary_key=True),
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("place", sa.Integer, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("conversation_id", sa.Text, sa.ForeignKey("conversations.id"), nullable=True, index=True),
    sa.Index("ix_approved_wordings_key", "key"),
)

approved_events = sa.Table(
    "approved_events",
    metadata,
    sa.Column("answer_id", sa.Text, sa.ForeignKey("approved_answers.id"), primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("step", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("citations", sa.JSON, nullable=False),
)

approved_uses = sa.Table(
    "approved_uses",
    metadata,
    sa.Column("answer_id", sa.Text, sa.ForeignKey("approved_answers.id"), primary_key=True),
    sa.Column("week", sa.Date, primary_key=True),
    sa.Column("uses", sa.Integer, nullable=False),
)
