"""What the titles of the system's tasks say, apart from the words they say it in; passages of earlier cuts.

Tasks opened before keep the title that was written for them.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from assistant.adapters.database.migrations.columns import json_value, moment, text, whole

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add two columns, and two tables where they are missing: a new database got the knowledge base's tables whole."""
    op.add_column("tasks", text("title_kind", nullable=True))
    op.add_column("tasks", sa.Column("title_facts", sa.JSON(none_as_null=True), nullable=True))
    present = set(sa.inspect(op.get_bind()).get_table_names())
    if "kb_former_passages" not in present:
        _former_passages()
    if "kb_former_cuts" not in present:
        op.create_table(
            "kb_former_cuts",
            sa.Column("version_id", sa.String(200), nullable=False),
            moment("replaced_at"),
            sa.Column("splitter", sa.String(60), nullable=False),
            sa.PrimaryKeyConstraint("version_id", "replaced_at"),
            sa.ForeignKeyConstraint(["version_id"], ["kb_versions.id"]),
        )


def _former_passages() -> None:
    op.create_table(
        "kb_former_passages",
        sa.Column("id", sa.String(240), nullable=False),
        sa.Column("version_id", sa.String(200), nullable=False),
        sa.Column("document_id", sa.String(200), nullable=False),
        *(whole(name) for name in ("ordinal", "start_offset", "end_offset")),
        json_value("heading_path"),
        whole("page", nullable=True),
        sa.Column("language", sa.String(20), nullable=False),
        text("text"),
        sa.PrimaryKeyConstraint("id"),
        sa.ForeignKeyConstraint(["version_id"], ["kb_versions.id"]),
    )
    op.create_index("ix_kb_former_passages_version_id", "kb_former_passages", ["version_id"])
