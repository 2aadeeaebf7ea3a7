"""The table of what policy staff add to the screening rules."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from assistant.adapters.database.migrations.columns import flags, moment, text, texts, whole

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create it. There is no way down, as in the first migration."""
    op.create_table(
        "screening_changes",
        text("id"),
        whole("seq"),
        text("kind"),
        text("language", nullable=True),
        text("text"),
        text("reason", nullable=True),
        *flags("emergency"),
        *texts("rule", "expected", "undoes", nullable=True),
        *texts("why", "stated_by"),
        moment("stated_at"),
        sa.Column("in_force", sa.Boolean(), nullable=True),
        text("decided_by", nullable=True),
        moment("decided_at", nullable=True),
        text("said", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_screening_changes"),
        sa.UniqueConstraint("seq", name="uq_screening_changes_seq"),
    )
