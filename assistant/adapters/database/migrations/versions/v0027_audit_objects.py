"""An index on what entries of the log are about: a case is rebuilt from its entries."""

from __future__ import annotations

from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create it. There is no way down, as in the first migration."""
    op.create_index("ix_audit_entries_object_id", "audit_entries", ["object_id"])
