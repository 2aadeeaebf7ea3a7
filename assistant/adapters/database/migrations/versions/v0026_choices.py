"""The table of citizens' choices."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from assistant.adapters.database.migrations.columns import flags, moment, texts, whole

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create it. There is no way down, as in the first migration."""
    op.create_table(
        "conversation_choices",
        *texts("conversation_id"),
        whole("seq"),
        *texts("purpose"),
        *flags("allowed"),
        moment("at"),
        sa.PrimaryKeyConstraint("conversation_id", "seq", name="pk_conversation_choices"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_conversation_choices_conversation_id"
        ),
    )
    op.create_index("ix_conversation_choices_purpose", "conversation_choices", ["purpose"])
