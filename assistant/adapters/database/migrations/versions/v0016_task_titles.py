"""What the titles of the system's tasks say, apart from the words they say it in.

Tasks opened before keep the title that was written for them.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from assistant.adapters.database.migrations.columns import text

revision = "0016"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add two columns."""
    op.add_column("tasks", text("title_kind", nullable=True))
    op.add_column("tasks", sa.Column("title_facts", sa.JSON(none_as_null=True), nullable=True))
