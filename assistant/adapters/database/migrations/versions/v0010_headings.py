"""The headings of a version's text, kept beside it.

Rows written before have none: their headings are told by the paths of their passages, as ever.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what is missing: a new database got the knowledge base's tables whole from the first migration."""
    columns = {column["name"] for column in sa.inspect(op.get_bind()).get_columns("kb_version_contents")}
    if "headings" not in columns:
        op.add_column("kb_version_contents", sa.Column("headings", sa.JSON(none_as_null=True), nullable=True))
