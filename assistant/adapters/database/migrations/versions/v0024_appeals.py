"""The table of appeals."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from assistant.adapters.database.migrations.columns import moment, texts, whole

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create it. There is no way down, as in the first migration."""
    op.create_table(
        "appeals",
        *texts("reply_id"),
        whole("attempt"),
        *texts("case_id", "question_id", "conversation_id", "released_by_kind", "released_by"),
        moment("made_at"),
        sa.PrimaryKeyConstraint("reply_id", "attempt", name="pk_appeals"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_appeals_case_id"),
        sa.ForeignKeyConstraint(["question_id"], ["questions.id"], name="fk_appeals_question_id"),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name="fk_appeals_conversation_id"),
        sa.UniqueConstraint("case_id", name="uq_appeals_case_id"),
        sa.UniqueConstraint("question_id", name="uq_appeals_question_id"),
    )
    op.create_index("ix_appeals_conversation_id", "appeals", ["conversation_id"])
    op.create_index("ix_appeals_released_by", "appeals", ["released_by"])
