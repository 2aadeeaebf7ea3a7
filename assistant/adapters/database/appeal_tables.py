"""The table of appeals: ids and moments only; what was said stands in the conversation, encrypted."""

from __future__ import annotations

import sqlalchemy as sa

from assistant.adapters.database.schema import metadata
from knowledge_base.store import UtcDateTime

appeals = sa.Table(
    "appeals",
    metadata,
    sa.Column("reply_id", sa.Text, primary_key=True),
    sa.Column("attempt", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("case_id", sa.Text, sa.ForeignKey("cases.id"), nullable=False, unique=True),
    sa.Column("question_id", sa.Text, sa.ForeignKey("questions.id"), nullable=False, unique=True),
    sa.Column("conversation_id", sa.Text, sa.ForeignKey("conversations.id"), nullable=False, index=True),
    sa.Column("released_by_kind", sa.Text, nullable=False),
    sa.Column("released_by", sa.Text, nullable=False, index=True),
    sa.Column("made_at", UtcDateTime, nullable=False),
)
