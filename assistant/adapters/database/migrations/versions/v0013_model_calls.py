"""The ledger of model calls."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from assistant.adapters.database.migrations.columns import moment, texts, whole

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create it. There is no way down, as in the first migration."""
    op.create_table(
        "model_calls",
        *texts("id", "question_id", "department_id"),
        sa.Column("day", sa.Date(), nullable=False),
        moment("at"),
        *texts("purpose"),
        whole("endpoint"),
        *texts("model"),
        whole("prompt_tokens"),
        whole("completion_tokens"),
        sa.Column("cost", sa.BigInteger(), nullable=False),
        whole("ms"),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.Column("settled", sa.Boolean(), nullable=False),
        *texts("fault"),
        sa.PrimaryKeyConstraint("id", name="pk_model_calls"),
    )
    op.create_index("ix_model_calls_question_id", "model_calls", ["question_id"])
    op.create_index("ix_model_calls_day_department_id", "model_calls", ["day", "department_id"])
