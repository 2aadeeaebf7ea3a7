"""Contents of index versions recorded as changes to an earlier one.

Rows written before stay as they are: each of those index versions is recorded whole.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what is missing: a new database got the knowledge base's tables whole from the first migration."""
    there = sa.inspect(op.get_bind())
    columns = {column["name"] for column in there.get_columns("kb_index_versions")}
    if "contents_base" not in columns:
        op.add_column("kb_index_versions", sa.Column("contents_base", sa.String(100), nullable=True))
    if not there.has_table("kb_index_removals"):
        op.create_table(
            "kb_index_removals",
            sa.Column("index_version_id", sa.String(100), nullable=False),
            sa.Column("version_id", sa.String(200), nullable=False),
            sa.PrimaryKeyConstraint("index_version_id", "version_id"),
            sa.ForeignKeyConstraint(["index_version_id"], ["kb_index_versions.id"]),
            sa.ForeignKeyConstraint(["version_id"], ["kb_versions.id"]),
        )
