"""The tables of recalls: replies whose source changed."""

from __future__ import annotations

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create them. There is no way down, as in the first migration."""
