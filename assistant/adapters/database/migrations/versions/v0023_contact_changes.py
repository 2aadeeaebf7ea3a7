"""The table of what policy staff change about the emergency contacts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from assistant.adapters.database.migrations.columns import json_value, moment, text, texts, whole

revision = "0023"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create it. There is no way down, as in the first migration."""
    op.create_table(
        "contact_changes",
        text("id"),
        whole("seq"),
        text("kind"),
        text("department_id", nullable=True),
        json_value("contacts"),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        *texts("why", "stated_by"),
        moment("stated_at"),
        sa.Column("confirmed", sa.Boolean(), nullable=True),
        text("decided_by", nullable=True),
        moment("decided_at", nullable=True),
        text("said", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_contact_changes"),
        sa.UniqueConstraint("seq", name="uq_contact_changes_seq"),
    )
