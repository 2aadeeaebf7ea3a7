"""The tables of ratings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from assistant.adapters.database.migrations.columns import json_value, moment, sealed, text, texts, whole

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create them. There is no way down, as in the first migration."""
    op.create_table(
        "ratings",
        *texts("id", "reply_id", "question_id", "conversation_id", "department_id"),
        text("topic_id", nullable=True),
        *texts("language", "released_by_kind", "released_by"),
        moment("given_at"),
        moment("call_by"),
        moment("mend_by"),
        sa.PrimaryKeyConstraint("id", name="pk_ratings"),
        sa.ForeignKeyConstraint(["question_id"], ["questions.id"], name="fk_ratings_question_id"),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_ratings_conversation_id"),
        sa.UniqueConstraint("reply_id", name="uq_ratings_reply_id"),
    )
    op.create_index("ix_ratings_conversation_id", "ratings", ["conversation_id"])
    op.create_index("ix_ratings_department_id", "ratings", ["department_id"])
    op.create_table(
        "rating_events",
        *texts("rating_id"),
        whole("seq"),
        *texts("step", "by"),
        moment("at"),
        text("grade", nullable=True),
        json_value("reasons"),
        text("why", nullable=True),
        sealed("sealed", nullable=True),
        sa.PrimaryKeyConstraint("rating_id", "seq", name="pk_rating_events"),
        sa.ForeignKeyConstraint(["rating_id"], ["ratings.id"], name="fk_rating_events_rating_id"),
    )
