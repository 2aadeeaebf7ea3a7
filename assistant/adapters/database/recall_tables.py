"""Tables of knowledge changes, recalls and corrections."""

from __future__ import annotations

import sqlalchemy as sa

from assistant.adapters.database.schema import metadata
from knowledge_base.store import UtcDateTime

knowledge_changes = sa.Table(
    "knowledge_changes",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("version_id", sa.Text, nullable=False, index=True),
    sa.Column("document_id", sa.Text, nullable=False),
    sa.Column("department_id", sa.Text, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False, index=True),
    sa.Column("noticed_at", UtcDateTime, nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("successor_id", sa.Text),
)

# The newest change of each version: comparing it with the knowledge base shows what is new.
version_standings = sa.Table(
    "version_standings",
    metadata,
    sa.Column("version_id", sa.Text, primary_key=True),
    sa.Column("change_id", sa.Text, sa.ForeignKey("knowledge_changes.id"), nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
)

recalls = sa.Table(
    "recalls",
    metadata,
    sa.Column("change_id", sa.Text, sa.ForeignKey("knowledge_changes.id"), primary_key=True),
    sa.Column("reply_id", sa.Text, sa.ForeignKey("replies.id"), primary_key=True, index=True),
    sa.Column("version_id", sa.Text, nullable=False),
    sa.Column("correction_id", sa.Text),
    sa.Column("department_id", sa.Text, nullable=False),
    sa.Column("opened_at", UtcDateTime, nullable=False),
)

recall_decisions = sa.Table(
    "recall_decisions",
    metadata,
    sa.Column("change_id", sa.Text, primary_key=True),
    sa.Column("reply_id", sa.Text, primary_key=True),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("left_because", sa.Text),
    sa.Column("correction_id", sa.Text, sa.ForeignKey("corrections.id"), unique=True),
    sa.ForeignKeyConstraint(["change_id", "reply_id"], ["recalls.change_id", "recalls.reply_id"]),
)

corrections = sa.Table(
    "corrections",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("change_id", sa.Text, sa.ForeignKey("knowledge_changes.id"), nullable=False),
    sa.Column("reply_id", sa.Text, sa.ForeignKey("replies.id"), nullable=False, index=True),
    sa.Column("question_id", sa.Text, sa.ForeignKey("questions.id"), nullable=False),
    sa.Column("conversation_id", sa.Text, sa.ForeignKey("conversations.id"), nullable=False, index=True),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("proposed_sha256", sa.Text, nullable=False),
    sa.Column("sent_sha256", sa.Text, nullable=False),
    sa.Column("created_at", UtcDateTime, nullable=False),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
)

# As with replies: which versions a correction cites, so that it can be recalled in its turn without being read.
correction_sources = sa.Table(
    "correction_sources",
    metadata,
    sa.Column("correction_id", sa.Text, sa.ForeignKey("corrections.id"), primary_key=True),
    sa.Column("version_id", sa.Text, primary_key=True, index=True),
)
