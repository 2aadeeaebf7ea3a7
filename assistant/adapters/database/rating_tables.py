"""Tables of ratings. Grades and reasons are codes in clear, so that figures outlive an erasure; words are sealed."""

from __future__ import annotations

import sqlalchemy as sa

from assistant.adapters.database.schema import metadata
from knowledge_base.store import UtcDateTime

ratings = sa.Table(
    "ratings",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("reply_id", sa.Text, nullable=False, unique=True),
    sa.Column("question_id", sa.Text, sa.ForeignKey("questions.id"), nullable=False),
    sa.Column("conversation_id", sa.Text, sa.ForeignKey("conversations.id"), nullable=False, index=True),
    sa.Column("department_id", sa.Text, nullable=False, index=True),
    sa.Column("topic_id", sa.Text),
    sa.Column("language", sa.Text, nullable=False),
    sa.Column("released_by_kind", sa.Text, nullable=False),
    sa.Column("released_by", sa.Text, nullable=False),
    sa.Column("given_at", UtcDateTime, nullable=False),
    sa.Column("call_by", UtcDateTime, nullable=False),
    sa.Column("mend_by", UtcDateTime, nullable=False),
)

rating_events = sa.Table(
    "rating_events",
    metadata,
    sa.Column("rating_id", sa.Text, sa.ForeignKey("ratings.id"), primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("step", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("grade", sa.Text),
    sa.Column("reasons", sa.JSON, nullable=False),
    sa.Column("why", sa.Text),
    sa.Column("sealed", sa.LargeBinary),
)
