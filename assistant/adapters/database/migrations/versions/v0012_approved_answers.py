"""The tables of approved answers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from assistant.adapters.database.migrations.columns import json_value, moment, text, texts, whole

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create them. There is no way down, as in the first migration."""
    op.create_table(
        "approved_answers",
        *texts("id", "department_id", "topic_id", "language", "text"),
        json_value("citations"),
        *texts("decision_id", "kept_by", "role", "label"),
        moment("kept_at"),
        sa.PrimaryKeyConstraint("id", name="pk_approved_answers"),
        sa.ForeignKeyConstraint(["decision_id"], ["decisions.id"], name="fk_approved_answers_decision_id"),
        sa.UniqueConstraint("decision_id", name="uq_approved_answers_decision_id"),
    )
    op.create_table(
        "approved_wordings",
        *texts("answer_id", "key"),
        whole("place"),
        text("text"),
        text("conversation_id", nullable=True),
        sa.PrimaryKeyConstraint("answer_id", "key", name="pk_approved_wordings"),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["approved_answers.id"], name="fk_approved_wordings_answer_id"
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_approved_wordings_conversation_id"
        ),
    )
    op.create_index("ix_approved_wordings_conversation_id", "approved_wordings", ["conversation_id"])
    op.create_index("ix_approved_wordings_key", "approved_wordings", ["key"])
    _history()


def _history() -> None:
    op.create_table(
        "approved_events",
        text("answer_id"),
        whole("seq"),
        *texts("step", "by"),
        moment("at"),
        text("reason"),
        json_value("citations"),
        sa.PrimaryKeyConstraint("answer_id", "seq", name="pk_approved_events"),
        sa.ForeignKeyConstraint(["answer_id"], ["approved_answers.id"], name="fk_approved_events_answer_id"),
    )
    op.create_table(
        "approved_uses",
        text("answer_id"),
        sa.Column("week", sa.Date(), nullable=False),
        whole("uses"),
        sa.PrimaryKeyConstraint("answer_id", "week", name="pk_approved_uses"),
        sa.ForeignKeyConstraint(["answer_id"], ["approved_answers.id"], name="fk_approved_uses_answer_id"),
    )
