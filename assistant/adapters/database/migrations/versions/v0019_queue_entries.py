"""The table of the queue. It is filled at the start of the service: what it holds is derived, not history."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from assistant.adapters.database.migrations.columns import flags, moment, text, texts, whole

revision = "0019"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create it. There is no way down, as in the first migration."""
    op.create_table(
        "queue_entries",
        text("case_id"),
        sa.Column("ordinal", sa.BigInteger(), nullable=False),
        *texts("number", "question_id", "conversation_id", "department_id"),
        text("topic_id", nullable=True),
        *texts("language", "reasons"),
        moment("opened_at"),
        moment("promised_at"),
        whole("events"),
        *flags("emergency", "vulnerable", "is_open"),
        text("state"),
        text("holder", nullable=True),
        moment("held_until", nullable=True),
        text("waiting_for"),
        sa.PrimaryKeyConstraint("case_id", name="pk_queue_entries"),
        sa.UniqueConstraint("ordinal", name="uq_queue_entries_ordinal"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_queue_entries_case_id"),
    )
    for name, columns in {
        "ix_queue_entries_conversation_id": ["conversation_id"],
        "ix_queue_entries_holder": ["holder"],
        "ix_queue_entries_order": ["is_open", "vulnerable", "promised_at", "ordinal"],
        "ix_queue_entries_closed": ["is_open", "promised_at", "ordinal"],
        "ix_queue_entries_emergency": ["emergency", "is_open"],
        "ix_queue_entries_department": ["department_id", "is_open", "promised_at"],
    }.items():
        op.create_index(name, "queue_entries", columns)
